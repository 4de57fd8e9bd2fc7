"""Opening the desktop in this process on a folder that `bench.desk.stock` made, as its tests do."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bench.desk.screen import Screen
from bench.desk.stock import open_library
from enablement.app import SWITCH_SECONDS, Desktop
from enablement.garbage import hold_garbage
from enablement.library.library import Library
from enablement.sync.client import HubClient
from enablement.translation import use_language
from enablement.ui.main_window import MainWindow
from enablement.ui.theme import Scheme, Theme
from enablement.ui.tidying import Tidying


@dataclass(frozen=True)
class OpenDesktop:
    """A desktop and its screen."""

    desktop: Desktop
    screen: Screen
    theme: Theme
    library: Library

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.desktop.window

    @property
    def focus(self) -> QWidget:
        """Where keys go."""
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Wait until nothing is under way."""
        lanes = (self.desktop.db, self.desktop.net)
        wait_until(lambda: not any(lane.busy for lane in lanes))
        wait(150)


@contextmanager
def opened_desktop(folder: Path) -> Iterator[OpenDesktop]:
    """The desktop on that folder, its first cards listed."""
    use_language("en")
    hold_garbage()
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app, Scheme.LIGHT)
    library = open_library(folder)
    window = MainWindow(theme)
    desktop = Desktop(theme, window, library, HubClient)
    opened = OpenDesktop(desktop, Screen(window), theme, library)
    window.show()
    window.activateWindow()
    desktop.conductor.start()
    opened.settle()
    Tidying(theme).begin()
    try:
        yield opened
    finally:
        desktop.close()
        window.close()
        library.close()


def wait(milliseconds: float) -> None:
    """Let the desktop run for a while."""
    pause = QEventLoop()
    QTimer.singleShot(round(milliseconds), pause.quit)
    pause.exec()


def wait_until(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Let the desktop run until something holds; whether it did in time."""
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        wait(1)
    return held
