"""What a picture is taken with: an open desktop, and a rep's keys."""

import os
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enablement.app import Desktop
from enablement.demo import Demo
from enablement.ui.theme import Theme


@dataclass
class Studio:
    """What a picture is taken with; `unheard` once the hub must be heard again after a scene."""

    desktop: Desktop
    theme: Theme
    language: str
    demo: Demo | None = None
    unheard: bool = False
    offline: bool = False

    def settle(self) -> None:
        """Wait until nothing is under way and all is painted."""
        lanes = (self.desktop.db, self.desktop.net)
        deadline = QDeadlineTimer(30_000)
        while any(lane.busy for lane in lanes) or not self.theme.settled:
            if deadline.hasExpired():
                raise TimeoutError("the desktop does not come to rest")
            QTest.qWait(5)
        QTest.qWait(60)

    def type(self, text: str) -> None:
        """Type into the search box."""
        box = self.desktop.window.search
        self.desktop.window.activateWindow()
        box.setFocus()
        box.clear_all()
        self.desktop.session.unfilter()
        self.settle()
        QTest.keyClicks(box, text)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste into the search box."""
        self.type("")
        QGuiApplication.clipboard().setText(text)
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.desktop.window.search, Qt.Key.Key_V, control)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key wherever the focus is."""
        widget = QApplication.focusWidget() or self.desktop.window
        QTest.keyClick(widget, key)
        self.settle()

    def go_offline(self) -> None:
        """Take the hub away until the desk rests."""
        if self.demo is not None and not self.offline:
            self.demo.go_offline()
            self.offline = self.unheard = True

    def rest(self) -> None:
        """Back to a desk on which nothing was done: text as designed, nothing logged, no toast."""
        self.theme.zoom(0)
        window = self.desktop.window
        window.actions_.related.setChecked(False)
        window.actions_.undo.trigger()
        self.settle()
        if self.offline and self.demo is not None:
            self.demo.come_back()
            self.offline = False
        if self.unheard:
            self.desktop.rounds.sync()
            self.unheard = False
        self.type("")
        window.pane.toast.hide()

    def grab(self) -> QPixmap:
        """The window, with what is open over it."""
        window = self.desktop.window
        picture = window.grab()
        painter = QPainter(picture)
        for over in QApplication.topLevelWidgets():
            if over is not window and over.isVisible() and over.parentWidget() is not None:
                whole = over.size() == window.size()  # presenting, wherever the screen put it
                place = QPoint() if whole else window.mapFromGlobal(over.pos())
                painter.drawPixmap(place, over.grab())
                over.close()
        painter.end()
        return picture
