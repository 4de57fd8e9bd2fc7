"""Which cards were opened how often on a day: kept here, and told once when the day is over."""

from datetime import date
from typing import Any

from enablement.clock import Clock
from enablement.library.database import Database
from enablement.library.desk_state import DeskState
from enablement.library.events import EventLog
from enablement.sync.protocol import Opened, Reading

_NAME = "opened"
_MOST_CARDS = 500
"""So many cards of a day are counted; no rep reads more."""


class Readings:
    """Counts openings by day and card; when another day has begun, those before become events."""

    def __init__(
        self, database: Database, desk_state: DeskState, events: EventLog, clock: Clock
    ) -> None:
        self._database = database
        self._desk_state = desk_state
        self._events = events
        self._clock = clock

    def count(self, card_id: str, revision: int) -> None:
        """Count that a card was opened today, and tell of the days before."""
        today = self._clock().date().isoformat()
        with self._database.writing() as connection:
            days: dict[str, Any] = self._desk_state.read(connection, _NAME, {})
            for day in sorted(days):
                if day != today:
                    self._events.add(connection, _reading(day, days[day]))
            cards: dict[str, Any] = days.get(today, {})
            if card_id in cards or len(cards) < _MOST_CARDS:
                opens = cards.get(card_id, {}).get("opens", 0) + 1
                cards[card_id] = {"revision": revision, "opens": opens}
            self._desk_state.write(connection, _NAME, {today: cards})

    def forget(self) -> None:
        """Drop what was counted and not told yet."""
        self._desk_state.put(_NAME, None)


def _reading(day: str, cards: dict[str, Any]) -> Reading:
    opened = {card_id: Opened(**one) for card_id, one in cards.items()}
    return Reading(day=date.fromisoformat(day), cards=opened)
