"""What stands on Today, put together without a screen: meetings with their cards, news, answers.

Everything here runs in the `db` lane; the calendar itself is fetched by the `Diary` in the `net` lane.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from enablement.calendar.meeting import Meeting
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.translation import current_language
from enablement.ui.threads.answers import Answer, mark_seen, read_answers
from enablement.ui.today.diary import Diary, DiaryState
from enablement.ui.today.fitting import FittingCard, fitting_cards
from enablement.ui.today.news import News, Told, read_news, tell

AHEAD = timedelta(days=7)
MOST_MEETINGS = 5
_MOST_ALL_DAY = 1


@dataclass(frozen=True)
class Coming:
    """A meeting to come, and the cards for it; `None` while they have not been looked for."""

    meeting: Meeting
    cards: tuple[FittingCard, ...] | None = None

    @property
    def card_ids(self) -> tuple[str, ...]:
        """The ids of its cards."""
        return tuple(card.card_id for card in self.cards or ())


@dataclass(frozen=True)
class Agenda:
    """All that Today shows, as it was at `now`; `diary` is `None` without a calendar."""

    now: datetime
    name: str = ""
    diary: DiaryState | None = None
    meetings: tuple[Coming, ...] = ()
    news: News = field(default_factory=News)
    answers: tuple[Answer, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all to tell."""
        return not (self.meetings or self.news.total or self.answers)

    @property
    def waiting(self) -> int:
        """How many news and answers wait to be seen."""
        return self.news.total + len(self.answers)

    @property
    def unfitted(self) -> Meeting | None:
        """The nearest meeting whose cards have not been looked for."""
        return next((one.meeting for one in self.meetings if one.cards is None), None)

    def fitted(self, meeting: Meeting, cards: tuple[FittingCard, ...]) -> "Agenda":
        """The same with the cards of a meeting."""
        meetings = (
            replace(one, cards=cards) if one.meeting.key == meeting.key else one
            for one in self.meetings
        )
        return replace(self, meetings=tuple(meetings))


class AgendaBook:
    """Reads what Today shows, and notes what was seen of it."""

    def __init__(
        self,
        library: Library,
        index: SearchIndex,
        diary: Diary,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
    ) -> None:
        self._library, self._index, self._diary = library, index, diary
        self._clock, self._zone = clock, zone
        self._fitted: dict[Meeting, tuple[FittingCard, ...]] = {}
        self._fitted_for: object = None
        self._told: Told = {}

    def read(self, shown: int = 5) -> Agenda:
        """Today as it is now, with so many news; cards that were found before are there already."""
        now, held = self._clock().astimezone(self._zone), self._library.enrolment.get()
        coming = tuple(self._coming(now))
        named = {card_id for one in coming for card_id in one.card_ids}
        return Agenda(
            now=now,
            name=held.rep.name if held else "",
            diary=self._diary.state(),
            meetings=coming,
            news=read_news(self._library, named, self._languages(), self._told, shown),
            answers=read_answers(self._library),
        )

    def fit(self, meeting: Meeting) -> tuple[FittingCard, ...]:
        """The cards for a meeting; they are remembered while cards and language stay the same."""
        cards = fitting_cards(self._index, meeting, self._languages())
        if self._index.progress() is None:
            self._fitted[meeting] = cards
        return cards

    def tell(self, card_id: str) -> None:
        """Find out what is different in a card that has changed; it is remembered."""
        tell(self._library, self._told, card_id)

    def dismiss(self, card_ids: tuple[str, ...]) -> list[str]:
        """The rep has seen these; those that were open until now."""
        return self._library.changes.dismiss(card_ids)

    def restore(self, card_ids: tuple[str, ...]) -> None:
        """The rep wants these back."""
        self._library.changes.restore(card_ids)

    def mark_seen(self, thread_id: str) -> None:
        """The rep has seen all of a thread."""
        mark_seen(self._library, thread_id)

    def _coming(self, now: datetime) -> Iterable[Coming]:
        """The running and the next meetings, and not more all-day ones than leave room for those."""
        held = self._library.glance()
        day = self._library.day_of(held)
        state = (day, held.index_version, held.policies, current_language(), self._languages())
        if state != self._fitted_for:
            self._fitted, self._fitted_for = {}, state
        shown, all_day = 0, 0
        for meeting in self._diary.meetings(now + AHEAD):
            if meeting.ends_at <= now and not meeting.running_at(now):
                continue
            if meeting.all_day:
                all_day += 1
                if all_day > _MOST_ALL_DAY:
                    continue
            yield Coming(meeting, self._fitted.get(meeting))
            shown += 1
            if shown == MOST_MEETINGS:
                return

    def _languages(self) -> tuple[str, ...]:
        held = self._library.enrolment.get()
        return (held.rep.languages if held else ()) or (current_language(),)
