"""Builds the desktop and connects its parts: the one place that knows them all.

Qt is imported inside the functions, after `require_display` has said that it will work here.
"""

import logging
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from enablement.library.library import Library
from enablement.sync.connection import Connector
from enablement.translation import system_language, use_language
from enablement.ui.display import missing_display, require_display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from enablement.search.index import SearchIndex
    from enablement.ui.conductor import Conductor
    from enablement.ui.main_window import MainWindow
    from enablement.ui.rounds import Rounds
    from enablement.ui.session import Session
    from enablement.ui.tasks import Lane
    from enablement.ui.theme import Theme

__all__ = ["Desktop", "build_desktop", "missing_display", "require_display", "run_desktop"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desktop:
    """The parts of one open desktop."""

    window: "MainWindow"
    session: "Session"
    rounds: "Rounds"
    conductor: "Conductor"
    db: "Lane"
    net: "Lane"
    index: "SearchIndex"

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self.rounds.stop()
        self.index.close()
        self.net.close()
        self.db.close()


def build_desktop(
    theme: "Theme", window: "MainWindow", library: Library, connect: Connector
) -> Desktop:
    """Connect a window to a library; nothing is read before the conductor starts."""
    from enablement.search.index import SearchIndex
    from enablement.search.related import is_installed
    from enablement.sync.engine import SyncEngine
    from enablement.ui.conductor import Conductor
    from enablement.ui.desk import Desk
    from enablement.ui.preferences import Preferences
    from enablement.ui.rounds import Rounds
    from enablement.ui.session import Session
    from enablement.ui.tasks import Lane

    index = SearchIndex(library)
    desk = Desk(library, index, SyncEngine(library, index, connect))
    db, net = Lane("db", window), Lane("net", window)
    session, rounds = Session(desk, db, window), Rounds(desk, db, net, parent=window)
    conductor = Conductor(window, session, rounds, theme)
    if is_installed():
        conductor.offer_related(Preferences(library.folder))
    for lane in (db, net):
        lane.found_bug.connect(conductor.tell_bug)
    return Desktop(window, session, rounds, conductor, db, net, index)


def run_desktop(
    library: Library,
    connect: Connector,
    *,
    first_search: str = "",
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Show the desktop until its window is closed; the exit code.

    `first_search` is typed into the search box; `on_ready` is called when the first cards are
    listed. The window is shown before search and sync are loaded. Raises `EnablementError` when no
    window can be shown.
    """
    require_display()
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from enablement.ui.main_window import MainWindow
    from enablement.ui.theme import Theme

    use_language(system_language())
    app = QApplication(sys.argv[:1])
    app.setApplicationName("enablement")
    app.setApplicationDisplayName("Enablement")
    app.setDesktopFileName("enablement")
    theme = Theme(app)
    window = MainWindow(theme)
    opened: list[Desktop] = []

    def begin() -> None:
        desktop = build_desktop(theme, window, library, connect)
        opened.append(desktop)
        if on_ready is not None:
            desktop.session.found.connect(on_ready, Qt.ConnectionType.SingleShotConnection)
        desktop.conductor.start(first_search)

    window.show()
    window.activateWindow()
    QTimer.singleShot(0, begin)
    with _bugs_told(opened), _interruptible(app):
        code = app.exec()
    for desktop in opened:
        desktop.close()
    return int(code)


@contextmanager
def _bugs_told(opened: list[Desktop]) -> Iterator[None]:
    """Log what escapes from a slot, and tell it in the window instead of losing it."""
    from enablement.ui.tasks import BugReport

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("a mistake in the desktop", exc_info=(kind, error, trace))
        report = "".join(traceback.format_exception(kind, error, trace))
        for desktop in opened:
            desktop.conductor.tell_bug(BugReport("desktop", report))

    before, sys.excepthook = sys.excepthook, tell
    try:
        yield
    finally:
        sys.excepthook = before


@contextmanager
def _interruptible(app: "QApplication") -> Iterator[None]:
    """Close the windows on Ctrl+C in the terminal.

    Qt's loop leaves Python no time to notice a signal; a socket that the signal writes to wakes it.
    """
    from PySide6.QtCore import QSocketNotifier, QTimer

    def leave(_number: int, _frame: FrameType | None) -> None:
        # The signal may arrive in the middle of painting, when a window must not go away.
        QTimer.singleShot(0, app.closeAllWindows)

    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    ours.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: ours.recv(64))
    wakeup = signal.set_wakeup_fd(theirs.fileno())
    before = signal.signal(signal.SIGINT, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        signal.set_wakeup_fd(wakeup)
        notifier.setEnabled(False)
        ours.close()
        theirs.close()
