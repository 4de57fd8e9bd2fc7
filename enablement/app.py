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
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from enablement.errors import EnablementError
from enablement.garbage import hold_garbage
from enablement.library.library import Library
from enablement.sync.connection import Connector
from enablement.translation import current_language, preferred_language, use_language
from enablement.ui.display import missing_display, require_display
from enablement.ui.plain_imports import import_plainly

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from enablement.search.index import SearchIndex
    from enablement.ui.frame.attending import Attending
    from enablement.ui.main_window import MainWindow
    from enablement.ui.sync.rounds import Rounds
    from enablement.ui.tasks import Lane
    from enablement.ui.theme import Theme

__all__ = ["Desktop", "missing_display", "require_display", "run_desktop"]
_log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.0002
"""So long a thread keeps the others waiting; with Python's own 0.005 a sync would be felt."""


class Desktop:
    """One open desktop: the parts that last, and the window with what belongs to it.

    `speak` replaces the window by one in another language; the lanes, the sync and the index go on.
    Where marketing had the library erased, all goes on with the one that `anew` makes; it makes none
    where somebody would have to be asked for a passphrase first.
    """

    def __init__(
        self,
        theme: "Theme",
        window: "MainWindow",
        library: Library,
        connect: Connector,
        index: "SearchIndex | None" = None,
        *,
        anew: Callable[[], Library | None] | None = None,
    ) -> None:
        from enablement.search.index import SearchIndex
        from enablement.ui.frame.qt_words import speak_qt

        self._theme, self._connect, self._anew = theme, connect, anew
        self._attending: Attending | None = None
        self._alone: Path | None = None
        self._made: Library | None = None
        speak_qt(current_language())
        self._build(library, index or SearchIndex(library))
        self._furnish(window)

    def attend(self, alone: Path | None) -> None:
        """Follow the network and, `alone` in that folder, come forward when it is started again."""
        from enablement.ui.frame.attending import Attending

        self._alone = alone
        self._attending = Attending(self.rounds, alone, self._theme)
        self._attending.rung.connect(self.come_forward)

    def come_forward(self, search: str = "") -> None:
        """Put the window in front, and search for this if it is anything."""
        from PySide6.QtCore import Qt

        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if search and not window.shows_first_run:
            self.conductor.searching.begin(search)

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        from enablement.ui.card.copying import leave_copied_words

        if self._attending is not None:
            self._attending.close()
        leave_copied_words()
        self._end(self.rounds, self.index, self.net, self.db)
        if self._made is not None:
            self._made.close()

    def speak(self, language: str) -> None:
        """Go on in another language: in a new window that stands where the old one stood.

        The rep keeps what was typed, chosen and open. What the old window had asked for is done,
        but nobody is told.
        """
        from enablement.ui.frame.qt_words import speak_qt
        from enablement.ui.frame.stance import Stance
        from enablement.ui.sync.rounds import JOBS

        if language == current_language():
            return
        stance = Stance.of(self.window, self.session)
        self.window.pane.log_bar.show_panel(on=False)  # what is typed there is kept before all else
        self._preferences.language = language
        use_language(language)
        speak_qt(language)
        for lane in (self.db, self.net):
            lane.forget(but=JOBS)
        self._move()
        self.rounds.tell()
        self.rounds.look()
        stance.resume(self.window, self.session)
        self.window.activateWindow()

    def _build(self, library: Library, index: "SearchIndex") -> None:
        """The parts that last, over a library."""
        from PySide6.QtCore import QTimer

        from enablement.sync.engine import SyncEngine
        from enablement.ui.desk import Desk
        from enablement.ui.preferences import Preferences
        from enablement.ui.sync.rounds import Rounds
        from enablement.ui.tasks import Lane

        self._library, self.index = library, index
        self._preferences = Preferences(library.folder)
        self._desk = Desk(library, index, SyncEngine(library, index, self._connect))
        self.db, self.net = Lane("db", self._theme), Lane("net", self._theme)
        self.rounds = Rounds(self._desk, self.db, self.net, parent=self._theme)
        # Once the page has said what happened: it is all there is where nothing can be made.
        self.rounds.wiped.connect(lambda _error: QTimer.singleShot(0, self._begin_anew))

    @staticmethod
    def _end(rounds: "Rounds", index: "SearchIndex", *lanes: "Lane") -> None:
        rounds.stop()
        index.close()
        for lane in lanes:
            lane.close()

    def _begin_anew(self) -> None:
        """Ask for an invitation in a new window, over a new library where the old one was erased."""
        from enablement.search.index import SearchIndex

        try:
            library = self._anew() if self._anew is not None else None
        except EnablementError as error:
            _log.warning("no new library was made: %s", error)
            return
        if library is None:
            return
        attended, self._attending = self._attending, None
        lasting = (self.rounds, self.index, self.net, self.db)
        for lane in (self.db, self.net):
            lane.forget()
        self._build(library, SearchIndex(library))
        self._made = library
        self._move()
        self._end(*lasting)
        if attended is not None:
            attended.close()
            self.attend(self._alone)
        self.conductor.start()
        self.window.activateWindow()

    def _move(self) -> None:
        """Go on in a new window that stands where this one stood."""
        from enablement.ui.main_window import MainWindow

        before, window = self.window, MainWindow(self._theme)
        window.take_place(before.place)
        self._furnish(window)
        window.show()
        before.leaving = True
        before.close()
        before.deleteLater()

    def _furnish(self, window: "MainWindow") -> None:
        """Give a window its session and everything that is connected to both."""
        from enablement.search.embedding import is_installed
        from enablement.ui.conductor import Conductor
        from enablement.ui.features import build_features
        from enablement.ui.parts import Parts
        from enablement.ui.session import Session

        self.window = window
        self.session = Session(self._desk, self.db, window)
        self.conductor = Conductor(window, self.session, self.rounds, self._theme)
        if is_installed():
            self.conductor.offer_related(self._preferences)
        for lane in (self.db, self.net):
            lane.found_bug.connect(self.conductor.tell_bug)
        parts = Parts(
            window, self.session, self.conductor, self.rounds, self._theme, self._library,
            self.index, self.db, self.net, self._preferences,
        )  # fmt: skip
        self.features = build_features(parts)
        for code, action in window.actions_.languages.items():
            action.setChecked(code == current_language())
            action.triggered.connect(partial(self._ask_to_speak, code))

    def _ask_to_speak(self, language: str, _checked: bool = False) -> None:
        """Speak another language once the menu that asked for it is closed."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, partial(self.speak, language))


def run_desktop(
    library: Library,
    connect: Connector,
    *,
    first_search: str = "",
    on_ready: Callable[[], None] | None = None,
    alone: bool = False,
    anew: Callable[[], Library | None] | None = None,
) -> int:
    """Show the desktop until its window is closed; the exit code.

    `first_search` is typed into the search box; `on_ready` is called when the first cards are
    listed. `alone` says that no other desktop of this profile is open: a further start comes here.
    `anew` makes a new library where marketing had this one erased.
    The window is shown before search and sync are loaded. Raises `EnablementError` when no window
    can be shown.
    """
    require_display()
    hold_garbage()
    sys.setswitchinterval(SWITCH_SECONDS)
    from enablement.search.index import SearchIndex

    index = SearchIndex(library)
    index.begin()  # it is read and decrypted while the window is built
    import_plainly()
    from PySide6.QtCore import Qt, QTimer

    from enablement.ui.tidying import Tidying

    app, theme, window = _first_window(library.folder)
    opened: list[Desktop] = []

    def begin() -> None:
        desktop = Desktop(theme, window, library, connect, index, anew=anew)
        opened.append(desktop)
        tidying = Tidying(theme)
        once = Qt.ConnectionType.SingleShotConnection
        for answered in (desktop.session.found, desktop.session.failed):
            answered.connect(tidying.begin, once)
        if on_ready is not None:
            desktop.session.found.connect(on_ready, once)
        desktop.conductor.start(first_search)
        desktop.session.lull.connect(partial(desktop.attend, library.folder if alone else None))

    window.show()
    window.activateWindow()
    QTimer.singleShot(0, begin)

    def leave() -> None:
        (opened[0].window if opened else window).leave()

    with _bugs_told(opened), _interruptible(leave):
        code = app.exec()
    for desktop in opened:
        desktop.close()
    index.close()  # which a window that was closed at once has not taken over
    return int(code)


def _first_window(folder: Path) -> tuple["QApplication", "Theme", "MainWindow"]:
    """The program's first window, as the rep left the last one; not shown yet."""
    from PySide6.QtWidgets import QApplication

    from enablement.ui.frame.appearance import preferred_theme
    from enablement.ui.frame.placing import fitting, screens
    from enablement.ui.main_window import MainWindow
    from enablement.ui.preferences import Preferences

    preferences = Preferences(folder)
    use_language(preferred_language(preferences.language))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("enablement")
    app.setApplicationDisplayName("Enablement")
    app.setDesktopFileName("enablement")
    theme = preferred_theme(app, preferences)
    window = MainWindow(theme)
    if preferences.place and (place := fitting(preferences.place, screens())):
        window.take_place(place)
    return app, theme, window


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
def _interruptible(leave_desktop: Callable[[], None]) -> Iterator[None]:
    """Close the window on Ctrl+C in the terminal.

    Qt's loop leaves Python no time to notice a signal; a socket that the signal writes to wakes it.
    """
    from PySide6.QtCore import QSocketNotifier, QTimer

    def leave(_number: int, _frame: FrameType | None) -> None:
        # The signal may arrive in the middle of painting, when a window must not go away.
        QTimer.singleShot(0, leave_desktop)

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
