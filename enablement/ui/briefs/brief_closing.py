"""After the meeting: what the cards of a brief did, recorded all at once and taken back all at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enablement.translation import _, ngettext
from enablement.ui.briefs.brief_work import BriefWork
from enablement.ui.briefs.briefing import BriefState, OpenBrief
from enablement.ui.drafts import Drafts
from enablement.ui.parts import Parts

if TYPE_CHECKING:
    from enablement.ui.views.briefs.after_meeting import MeetingReport


_REMINDS = 15


class BriefClosing(QObject):
    """Asks, records and takes back; `closed` when a brief is done, `opened` with one that is not."""

    closed = Signal()
    opened = Signal(str)

    def __init__(self, parts: Parts, work: BriefWork, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._work = parts, work
        self._reminded: set[str] = set()
        self._drafts = Drafts(parts.library.desk_state, parts.db, "meeting_drafts")

    @property
    def waiting(self) -> str:
        """The brief whose meeting was over last and is not dealt with; empty when there is none."""
        over = (line.brief_id for line in self._work.lines if line.state is BriefState.OVER)
        return next(over, "")

    def remind(self) -> None:
        """Say once, where nothing else is being said, that a meeting is over: a key asks then."""
        toast, action = self._parts.window.pane.toast, self._parts.window.actions_.after_meeting
        for line in self._work.lines:
            if line.just_over and line.brief_id not in self._reminded and not toast.words:
                self._reminded.add(line.brief_id)
                words = _("“{title}” is over. What did the cards do?").format(title=line.title)
                toast.say("clock", words, action=action, seconds=_REMINDS)

    def ask(self, opened: OpenBrief) -> None:
        """Ask what the cards did, one key a card."""
        from enablement.ui.views.briefs.after_meeting import AfterMeeting

        if not any(entry.used for entry in opened.entries):
            self._work.say("info", _("There is no card in this brief to log."))
            return
        draft = self._drafts.get(opened.brief_id)
        sheet = AfterMeeting(self._parts.theme, self._parts.window, opened, draft)
        sheet.answered.connect(self._record)
        sheet.left.connect(partial(self._drafts.put, opened.brief_id))
        sheet.open()

    def _record(self, report: "MeetingReport") -> None:
        record = self._work.briefing.record
        job = partial(record, report.opened, report.marks, report.account)
        self._work.submit(job, partial(self._say_recorded, report))

    def _say_recorded(self, report: "MeetingReport", event_ids: tuple[str, ...]) -> None:
        # Not before: what could not be recorded is still there.
        self._drafts.put(report.opened.brief_id, {})
        number = len(event_ids)
        words = ngettext("{n} log recorded; the brief is closed.",
                         "{n} logs recorded; the brief is closed.", number)  # fmt: skip
        if not number:
            words = _("The brief is closed; nothing was recorded.")
        self._work.offer(
            "worked", words.format(n=number),
            partial(self._take_back, report, event_ids),
            _("Taken back; the brief is open again."),
        )  # fmt: skip
        self._parts.session.outbox_changed.emit()
        self.closed.emit()

    def _take_back(self, report: "MeetingReport", event_ids: tuple[str, ...]) -> None:
        brief_id = report.opened.brief_id

        def then(in_time: bool) -> None:
            self._parts.session.outbox_changed.emit()
            if in_time:
                self._drafts.put(brief_id, report.draft)  # nobody says it all twice
                self.opened.emit(brief_id)
            else:
                self._work.say("undo", _("Too late: it has gone to marketing already."))

        self._work.submit(partial(self._work.briefing.take_back, brief_id, event_ids), then)
