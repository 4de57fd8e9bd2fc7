"""The gaps as they are grouped now: what is new joins at once, and all are grouped anew only when it must be."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.inbox.card_words import CardWords
from enablement.hub.inbox.gap_groups import (
    LOOKED_BACK,
    Ask,
    GapGroup,
    GapGroups,
    ToGroup,
    read_asks,
    since_day,
)
from enablement.hub.inbox.gap_view import Gap, view
from enablement.hub.models import gap_marks, requests
from enablement.hub.preparing import Preparing

MANY_ASKS = 2_000
"""So many are grouped anew in a moment; more take a second or some, and have a thread for it."""

REGROUPED_EVERY = timedelta(minutes=5)
"""Many are not grouped anew more often: until then what is new has joined the groups there are."""

_OVERLAP = timedelta(minutes=2)
"""What two processes receive at once may be committed in another order than that of its moments."""

_LATE_SHARE = 0.1
"""Of more that came later than this share the groups are not those that all together would make."""

_MOST_VIEWS = 4


@dataclass(frozen=True)
class _State:
    """What the groups are made of, in few words: when `stamp` differs all are grouped anew."""

    stamp: tuple[Any, ...]
    asked: int
    latest: datetime | None

    @classmethod
    def read(cls, connection: Connection, now: datetime) -> "_State":
        """As it is now."""
        asked = select(func.count(), func.max(requests.c.received_at)).select_from(requests)
        marked = select(func.count(), func.max(gap_marks.c.at)).select_from(gap_marks)
        identity = read_identity(connection)
        stamp = (identity.epoch, identity.generation, since_day(now))
        return cls((*stamp, *connection.execute(marked).one()), *connection.execute(asked).one())


class Grouped:
    """The groups that were made at a moment, with what came since."""

    def __init__(
        self, state: _State, made_at: datetime, asks: list[Ask], groups: GapGroups
    ) -> None:
        self.made_at = made_at
        self._state = state
        self._groups = groups
        self._known = {ask.event_id for ask in asks}
        self._at_first = len(asks)
        self._views: dict[datetime, dict[int, tuple[GapGroup, Gap | None]]] = {}

    @property
    def groups(self) -> list[GapGroup]:
        """The groups."""
        return self._groups.groups

    def take(self, connection: Connection, state: _State) -> None:
        """Place what came since; one thread at a time."""
        if (state.asked, state.latest) == (self._state.asked, self._state.latest):
            return
        if state.latest is None:
            return
        latest = self._state.latest or state.latest - LOOKED_BACK
        asks = read_asks(connection, min(latest, state.latest) - _OVERLAP)
        new = [ask for ask in asks if ask.event_id not in self._known]
        self._groups.add(new)
        self._known |= {ask.event_id for ask in new}
        seen = self._state.asked + len(new)
        self._state = _State(self._state.stamp, seen, max(latest, state.latest))

    def fits(self, state: _State) -> bool:
        """Whether all together would be grouped so, as far as one can tell without doing it."""
        late = len(self._known) - self._at_first
        few = late <= _LATE_SHARE * self._at_first
        return few and (self._state.stamp, self._state.asked) == (state.stamp, state.asked)

    def seen(self, since: datetime) -> Iterator[tuple[GapGroup, Gap | None]]:
        """The groups that were asked for since a day, with what may be shown of each."""
        if since not in self._views and len(self._views) >= _MOST_VIEWS:
            self._views = {}
        known = self._views.setdefault(since, {})
        for place, group in enumerate(self._groups.places):
            if not group.asks or group.asks[-1].at < since:
                continue
            held = known.get(place)
            if held is None or held[0] is not group:
                held = known[place] = group, view(group, since)
            yield held


class GroupedGaps:
    """Keeps the groups up to date; of many requests at once none waits for another's grouping."""

    def __init__(self, database: Database, clock: Clock, words: CardWords) -> None:
        self._database = database
        self._clock = clock
        self._words = words
        self._lock = threading.Lock()
        self._grouped: Grouped | None = None
        self._preparing = Preparing("gaps", self._make)

    def read(self, patience: float | None = None) -> Grouped:
        """The groups as they are now.

        Raises `NotReadyError` when there are none yet and making them takes longer than so many
        seconds. Of many asks they may be some minutes old, but for what was asked since.
        """
        now = self._clock()
        with self._database.reading() as connection:
            state = _State.read(connection, now)
            grouped = self._grouped
            if grouped is not None:
                with self._lock:
                    grouped.take(connection, state)
                    if grouped.fits(state):
                        return grouped
        if state.asked <= MANY_ASKS:
            return self._make()
        if grouped is None:
            return self._preparing.wait(patience)
        if not timedelta() <= now - grouped.made_at < REGROUPED_EVERY:
            self._preparing.begin()
        return grouped

    def begin(self) -> None:
        """Group what there is in a thread, so that whoever looks soon need not wait for it."""
        if self._grouped is None:
            self._preparing.begin()

    def close(self) -> None:
        """Stop what is being grouped; before the database is let go of."""
        self._preparing.close()

    def _make(self, pause: Callable[[], None] = lambda: None) -> Grouped:
        now = self._clock()
        with self._database.reading() as connection:
            state = _State.read(connection, now)
            found = ToGroup.read(connection, now, self._words)
        pause()
        grouped = self._grouped = Grouped(state, now, found.asks, found.grouped(pause))
        return grouped
