"""The desktop of this process from outside: keys go in, and one sees when an answer is painted."""

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from enablement.ui.main_window import MainWindow
from enablement.ui.session import Session
from enablement.ui.values import Found


class Screen(QObject):
    """Watches the list of a window; `painted` carries the text whose answer has come to the screen.

    An answer that looks like the one before is painted again, so that each has its moment.
    """

    painted = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        session = window.findChild(Session)
        if session is None:
            raise ValueError("the window has no session yet")
        self.session = session
        self.paintings = 0
        self._viewport = window.results.viewport()
        self._answered = ""
        self._waits = False
        self._viewport.installEventFilter(self)
        # Connected last, so that the list has the answer already.
        self.session.found.connect(self._wait_for)

    @classmethod
    def of_the_application(cls) -> "Screen":
        """The screen of the one window that this process shows."""
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        return cls(windows[0])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell once what is being painted now has been painted whole."""
        if watched is self._viewport and event.type() == QEvent.Type.Paint:
            self.paintings += 1
            if self._waits:
                self._waits = False
                text = self._answered
                QTimer.singleShot(0, lambda: self.painted.emit(text))
        return False

    def close(self) -> None:
        """Close the window, and so end the desktop."""
        QTimer.singleShot(0, self.window.close)

    def _wait_for(self, found: Found, _fresh: bool) -> None:
        self._answered, self._waits = found.text, True
        self._viewport.update()


def type_letter(widget: QWidget, letter: str) -> None:
    """Press the key of a letter, of any alphabet, and let it go again."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        code = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key and let it go again; shortcuts work as they do for people."""
    QTest.keyClick(widget, key, modifiers)


def resident_megabytes() -> float:
    """How much of this process is in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
