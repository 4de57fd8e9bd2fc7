"""What Today does once it is there: reads what waits, opens and dismisses it, takes a calendar."""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from enablement.calendar.meeting import Meeting
from enablement.errors import EnablementError
from enablement.sync.engine import SyncReport
from enablement.translation import _
from enablement.ui.parts import Parts
from enablement.ui.threads.answers import Answer
from enablement.ui.today.agenda import Agenda, AgendaBook, Coming
from enablement.ui.today.diary import Diary, DiaryState
from enablement.ui.today.fitting import FittingCard
from enablement.ui.today.news import NewsItem
from enablement.ui.today.today import PAGE
from enablement.ui.values import Found
from enablement.ui.views.today.calendar_sheet import CalendarSheet
from enablement.ui.views.today.today_page import TodayContent, TodayPage

_MINUTE = 60_000
_RESTED_MS = 400
"""The cards of a meeting are looked for when the rep has not searched for so long."""

_FURTHER = 20
"""So many more news are shown at a time."""


class TodayDesk(QObject):
    """Connects the page with the calendar, the cards and what marketing sent.

    Its signals are those of `Today`, of which it is the part that takes time to load.
    """

    brief_wanted = Signal(object, object)
    meeting_opened = Signal(object)
    thread_opened = Signal(str)

    def __init__(self, parts: Parts, examples: tuple[str, ...] = ()) -> None:
        super().__init__(parts.window)
        self._parts, self._examples = parts, examples
        self._diary = Diary(parts.library.desk_state)
        self._book = AgendaBook(parts.library, parts.index, self._diary, parts.library.now)
        self._agenda: Agenda | None = None
        self._trouble = ""
        self._shown = parts.preferences.budget
        self.sheet: CalendarSheet | None = None
        self.page = TodayPage(parts.theme)
        self._searched = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_RESTED_MS)
        self._pause.timeout.connect(self._fit_next)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()
        self._connect_page()
        self._connect_desk()

    @property
    def agenda(self) -> Agenda | None:
        """What was read last; `None` until then."""
        return self._agenda

    def refresh(self) -> None:
        """Read what there is for today again."""
        book, shown = self._book, self._shown
        self._parts.db.submit(
            "today", lambda: book.read(shown), self._take, self._parts.session.failed.emit
        )

    def use_calendar(self, place: str | Path) -> None:
        """Take a calendar file or address; the sheet, when it is open, says what came of it."""
        library, diary, text = self._parts.library, self._diary, str(place)
        self._parts.net.submit(
            "calendar", lambda: diary.choose(text, library.now()), self._chosen, self._refused
        )

    # What is shown

    def _connect_page(self) -> None:
        page, searching = self.page, self._parts.conductor.searching
        page.card_opened.connect(self._open_card)
        page.news_opened.connect(self._open_news)
        page.dismissed.connect(self._dismiss)
        page.answer_opened.connect(self._open_answer)
        page.brief_wanted.connect(self._want_brief)
        page.example_chosen.connect(searching.begin)
        page.calendar_wanted.connect(self.ask_for_calendar)
        page.more_wanted.connect(self._show_more)
        page.budget_chosen.connect(self._choose_budget)
        page.typed.connect(searching.begin)
        page.left.connect(searching.back)

    def _connect_desk(self) -> None:
        parts = self._parts
        parts.conductor.searching.rested.connect(self._take_examples)
        parts.session.found.connect(self._note_search)
        parts.session.preparing.grown.connect(self.refresh)
        parts.window.pane.page_changed.connect(self._turned)
        parts.rounds.synced.connect(self._synced)

    def _note_search(self, found: Found, _fresh: bool) -> None:
        if found.text:
            self._searched.start()

    def _take_examples(self, found: Found) -> None:
        self._examples = found.examples
        self._show()

    def _turned(self, page: str) -> None:
        if page == PAGE:
            self.page.show_top()
            self.refresh()

    def _synced(self, _report: SyncReport) -> None:
        self.refresh()
        self.read_calendar()

    def _take(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._show()
        self._fit_next()
        self._tell_next(agenda.news.untold)

    def _show(self) -> None:
        agenda = self._agenda
        recent = self._parts.session.recents.texts
        budget = self._parts.preferences.budget
        self.page.show_content(TodayContent(agenda, recent, self._examples, self._trouble, budget))
        self._parts.window.nav.show_count(PAGE, agenda.waiting if agenda else 0)

    def _fit_next(self) -> None:
        """Look for the cards of one meeting after the other; a search goes before them."""
        meeting = self._agenda.unfitted if self._agenda else None
        if meeting is None:
            return
        if self._searched.isValid() and self._searched.elapsed() < _RESTED_MS:
            self._pause.start()
        else:
            self._parts.db.submit(
                "fit", lambda: (meeting, self._book.fit(meeting)), self._fitted,
                self._parts.session.failed.emit,
            )  # fmt: skip

    def _tell_next(self, untold: tuple[str, ...]) -> None:
        """Find out what changed in one card after the other, so that a search comes in between."""
        if untold:
            first, rest = untold[0], untold[1:]
            self._parts.db.submit(
                "tell", lambda: self._book.tell(first), lambda _told: self._told(rest),
                self._parts.session.failed.emit,
            )  # fmt: skip

    def _told(self, rest: tuple[str, ...]) -> None:
        if rest:
            self._tell_next(rest)
        else:
            self.refresh()

    def _show_more(self) -> None:
        self._shown += _FURTHER
        self.refresh()

    def _choose_budget(self, number: int) -> None:
        self._parts.preferences.budget = self._shown = number
        self.refresh()

    def _fitted(self, result: tuple[Meeting, tuple[FittingCard, ...]]) -> None:
        if self._agenda is None:
            return
        self._agenda = self._agenda.fitted(*result)
        if self._agenda.unfitted is None:
            self.refresh()  # the news know now which cards the next meetings need
        else:
            self._fit_next()

    # What is done with it

    def _open_card(self, card_id: str, coming: Coming | None) -> None:
        if coming is not None:
            # Offered, not taken: what the calendar says leaves the laptop by the rep's hand alone.
            self._parts.session.memory.offered = coming.meeting.account
            self.meeting_opened.emit(coming.meeting)
        self._parts.session.read(card_id)
        self._parts.session.when_there(self._read_on)

    def _read_on(self) -> None:
        """Read on in the card that has come."""
        if self._parts.window.pane.shows_card:
            self._parts.window.pane.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_news(self, item: NewsItem) -> None:
        """Opening it is seeing it; what was taken back can only be seen."""
        if item.readable:
            self._open_card(item.card_id, None)
            self._submit_dismissal(item.ids, tell=False)
        else:
            self._dismiss(item.ids)

    def _open_answer(self, answer: Answer) -> None:
        thread_id = answer.thread_id
        self._parts.db.submit(
            f"seen {thread_id}", lambda: self._book.mark_seen(thread_id), self._seen,
            self._parts.session.failed.emit,
        )  # fmt: skip
        self.thread_opened.emit(thread_id)

    def _seen(self, _nothing: None) -> None:
        self.refresh()

    def _want_brief(self, coming: Coming) -> None:
        self.meeting_opened.emit(coming.meeting)
        self.brief_wanted.emit(coming.meeting, coming.card_ids)

    def _dismiss(self, card_ids: tuple[str, ...]) -> None:
        self._submit_dismissal(card_ids, tell=True)

    def _submit_dismissal(self, card_ids: tuple[str, ...], *, tell: bool) -> None:
        done = self._dismissed if tell else self._saw
        self._parts.db.submit(
            f"dismiss {card_ids}", lambda: tuple(self._book.dismiss(card_ids)), done,
            self._parts.session.failed.emit, keep=True,
        )  # fmt: skip

    def _saw(self, _card_ids: tuple[str, ...]) -> None:
        self.refresh()

    def _dismissed(self, card_ids: tuple[str, ...]) -> None:
        self.refresh()
        if not card_ids:
            return
        undo, window = self._parts.session.undo, self._parts.window
        undo.offer_deed(lambda: self._restore(card_ids), _("Shown again."))
        window.pane.toast.say(
            "undo", _("Dismissed."), action=window.actions_.undo, seconds=undo.seconds
        )

    def _restore(self, card_ids: tuple[str, ...]) -> None:
        if self._parts.window.pane.page == PAGE:
            self.page.await_news(card_ids)
        self._parts.db.submit(
            f"restore {card_ids}", lambda: self._book.restore(card_ids), self._seen,
            self._parts.session.failed.emit, keep=True,
        )  # fmt: skip

    # The calendar

    def read_calendar(self) -> None:
        """Read it again if it is time, beside everything else."""
        library, diary = self._parts.library, self._diary
        self._parts.net.submit(
            "calendar", lambda: diary.refresh(library.now()), self._read, self._not_read
        )

    def _read(self, anew: bool) -> None:
        if anew:
            self._trouble = ""
            self.refresh()

    def _not_read(self, error: EnablementError) -> None:
        self._trouble = f"{error.sentence()} {error.how_to_mend()}".strip()
        self._show()

    def ask_for_calendar(self) -> None:
        if self.sheet is None:
            self.sheet = CalendarSheet(self._parts.theme, self._parts.window)
            self.sheet.chosen.connect(self._choose)
            self.sheet.removed.connect(self._remove)
        agenda = self._agenda
        self.sheet.show_state(
            agenda.diary if agenda else None, len(agenda.meetings) if agenda else 0
        )
        self.sheet.open()
        self.sheet.field.setFocus()

    def _choose(self, text: str) -> None:
        if self.sheet is not None:
            self.sheet.wait()
        self.use_calendar(text)

    def _chosen(self, _state: DiaryState) -> None:
        self._trouble = ""
        if self.sheet is not None and self.sheet.isVisible():
            self.sheet.settle()
            self._parts.window.actions_.today.trigger()
        self.refresh()

    def _refused(self, error: EnablementError) -> None:
        if self.sheet is not None and self.sheet.isVisible():
            self.sheet.refuse(error.sentence(), error.how_to_mend())
        else:
            self._not_read(error)

    def _remove(self) -> None:
        self._parts.db.submit(
            "forget calendar", self._diary.forget, self._removed,
            self._parts.session.failed.emit, keep=True,
        )  # fmt: skip

    def _removed(self, _nothing: None) -> None:
        self._trouble = ""
        if self.sheet is not None:
            self.sheet.settle()
        self.refresh()
