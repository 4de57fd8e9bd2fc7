"""The brief that is open, and what is done in the library with it: one change after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import Shiboken

from enablement.errors import EnablementError
from enablement.library.briefs import BriefShelf
from enablement.ui.briefs.briefing import Briefing, BriefLine, OpenBrief
from enablement.ui.parts import Parts

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Read:
    """What stands in the library after something was done."""

    opened: OpenBrief | None
    lines: tuple[BriefLine, ...]


class BriefWork(QObject):
    """Does the work in the `db` lane and keeps what was read last; `told` when that is new."""

    told = Signal()

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self.briefing = Briefing(parts.library)
        self.shelf: BriefShelf = parts.library.briefs
        self.brief_id = ""
        self.opened: OpenBrief | None = None
        self.lines: tuple[BriefLine, ...] = ()
        self._numbers, self._pending = count(1), 0

    def turn_to(self, brief_id: str) -> None:
        """From here on it is about this brief; about none when empty."""
        self.brief_id = brief_id
        if self.opened is not None and self.opened.brief_id != brief_id:
            self.opened = None

    def look(self) -> None:
        """Read again."""
        self.do(lambda: None)

    def do(self, change: Callable[[], object], then: Callable[[], object] | None = None) -> None:
        """Change something, and tell what the library holds then."""
        brief_id = self.brief_id
        self._pending += 1

        def work() -> _Read:
            change()
            return _Read(self.briefing.open(brief_id), self.briefing.lines())

        def done(read: _Read) -> None:
            if not Shiboken.isValid(self):
                return  # the window was replaced by one in another language
            self._pending -= 1
            # Of several changes in a row the last tells how it is; the one before would jump back.
            if not self._pending:
                self._keep(read, brief_id)
            if then is not None:
                then()

        key = f"brief {next(self._numbers)}"
        self._parts.db.submit(key, work, done, self._fail, keep=True)

    def submit(self, job: Callable[[], Result], done: Callable[[Result], object]) -> None:
        """Ask something, or do something whose answer decides what is told."""

        def tell(result: Result) -> None:
            if Shiboken.isValid(self):
                done(result)

        def failed(error: EnablementError) -> None:
            if Shiboken.isValid(self):
                self._parts.session.failed.emit(error)

        key = f"brief {next(self._numbers)}"
        self._parts.db.submit(key, job, tell, failed, keep=True)

    def offer(self, icon: str, words: str, undo: Callable[[], object], undone: str) -> None:
        """Say what was done, and how it is taken back."""
        parts = self._parts
        parts.session.undo.offer_deed(undo, undone)
        parts.window.pane.toast.say(
            icon, words, action=parts.window.actions_.undo, seconds=parts.session.undo.seconds
        )

    def say(self, icon: str, words: str) -> None:
        """Say something in passing."""
        self._parts.window.pane.toast.say(icon, words)

    def _keep(self, read: _Read, brief_id: str) -> None:
        self.lines = read.lines
        if brief_id == self.brief_id:
            self.opened = read.opened
            self.brief_id = read.opened.brief_id if read.opened else ""
        self.told.emit()

    def _fail(self, error: EnablementError) -> None:
        if Shiboken.isValid(self):
            self._pending -= 1
            self._parts.session.failed.emit(error)
