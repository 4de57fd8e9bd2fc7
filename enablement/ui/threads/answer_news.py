"""Saying quietly that marketing has answered, once a sync has brought it and the rep has a moment."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.translation import _, ngettext
from enablement.ui.log.my_log import PAGE_NAME
from enablement.ui.parts import Parts
from enablement.ui.threads.answers import Answer, read_answers
from enablement.ui.threads.asking import Asking

_LOOK_AGAIN_MS = 3000
_RESTED_MS = 4000
"""Whoever has typed within this time is at work on something else."""

_LOOKS = 100
_MOST_WORDS = 90


class AnswerNews(QObject):
    """One word a sync at most; never while the rep presents, types, adds words or may still undo."""

    def __init__(self, parts: Parts, asking: Asking) -> None:
        super().__init__(parts.window)
        self._parts, self._window, self._asking = parts, parts.window, asking
        self._answers: tuple[Answer, ...] = ()
        self._looks = 0
        self._typed = QElapsedTimer()
        self.read = QAction(_("Read it"), self)
        self.read.triggered.connect(self._open)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._say_when_quiet)
        parts.window.search.textEdited.connect(self._note_typing)
        parts.rounds.synced.connect(self._look)

    def _look(self, report: SyncReport) -> None:
        if report.threads:
            library, brought = self._parts.library, frozenset(report.threads)
            self._parts.db.submit("answers that came", lambda: _those(library, brought), self._take)

    def _take(self, answers: tuple[Answer, ...]) -> None:
        self._answers, self._looks = answers, 0
        self._again.stop()
        if answers:
            self._say_when_quiet()

    def _say_when_quiet(self) -> None:
        self._looks += 1
        if self._window.pane.page == PAGE_NAME:
            return  # they stand there, marked as new
        if self._quiet():
            self._say()
        elif self._looks < _LOOKS:
            self._again.start()

    def _quiet(self) -> bool:
        pane = self._window.pane
        typing = self._typed.isValid() and self._typed.elapsed() < _RESTED_MS
        elsewhere = QApplication.activeWindow() not in (self._window, None)
        return not (typing or elsewhere or pane.toast.words or pane.log_bar.panel.isVisible())

    def _say(self) -> None:
        first, count = self._answers[0], len(self._answers)
        words = " ".join(first.words.split())
        if len(words) > _MOST_WORDS:
            words = words[:_MOST_WORDS].rsplit(" ", 1)[0] + "…"
        said = _("Marketing answered: “{words}”").format(words=words)
        if not words or count > 1:
            said = ngettext(
                "Marketing answered one of your messages.",
                "Marketing answered {n} of your messages.",
                count,
            ).format(n=count)
        asked = _("You had said: {words}").format(words=" ".join(first.asked.split()))
        self._window.pane.toast.say(
            "thread", said, mend=asked if count == 1 else "", action=self.read, seconds=10
        )

    def _open(self) -> None:
        if self._answers:
            self._asking.open_thread(self._answers[0].thread_id)

    def _note_typing(self, _text: str) -> None:
        self._typed.start()


def _those(library: Library, brought: frozenset[str]) -> tuple[Answer, ...]:
    return tuple(one for one in read_answers(library) if one.thread_id in brought)
