"""What marketing sees of a gap: counts, and only such words as tell of no single rep's search.

A request is meant for marketing, and its rep was told that they read it: its words are shown. A search is
not: its words are shown once two reps typed them, else no more than the single words that two typed.
Nobody is named, and of when it was no more than the day is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from enablement.cards.blocks import fold
from enablement.hub.inbox.gap_groups import REQUEST, Ask, GapGroup
from enablement.hub.inbox.gap_marks import GapMark, GapState
from enablement.search.analysis import Analyser, split_words

LEAST_PEOPLE = 2
"""A search's words are shown from so many reps on."""


@dataclass(frozen=True)
class GapCounts:
    """What a gap is about and how many miss it; `text` is how most typed it, `texts` all of it that
    may be shown, and `reps` counts distinct ones."""

    key: str
    text: str
    texts: tuple[str, ...]
    reps: int
    requests: int
    searches: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Gap(GapCounts):
    """A gap as it is listed; `since_mark` counts the reps who asked after marketing marked it."""

    first: datetime
    last: datetime
    notes: tuple[str, ...]
    threads: tuple[str, ...]
    mark: GapMark | None = None
    since_mark: int = 0

    @property
    def state(self) -> GapState:
        """What has become of it."""
        return self.mark.state if self.mark else GapState.OPEN

    @property
    def times(self) -> int:
        """How often it was asked or searched for."""
        return self.requests + self.searches

    @property
    def rank(self) -> tuple[Any, ...]:
        """What gaps are sorted by: how many reps, then how often, then how lately."""
        return (-self.reps, -self.times, -self.last.timestamp(), self.key)

    def as_json(self) -> dict[str, Any]:
        """The gap as `hub requests --json` prints it."""
        same = (*(field.name for field in fields(GapCounts)), "notes", "state")
        days = {name: getattr(self, name).date().isoformat() for name in ("first", "last")}
        return {**{name: getattr(self, name) for name in same}, **days}


def view(group: GapGroup, since: datetime, mark: GapMark | None = None) -> Gap | None:
    """A gap by what was asked since a moment; `None` when nothing of it may be shown."""
    asks = [ask for ask in group.asks if ask.at >= since]
    texts = shown_texts(asks)
    if not texts:
        return None
    languages = Counter(ask.language for ask in asks)
    requests = [ask for ask in asks if ask.kind == REQUEST]
    gap = Gap(
        key=group.key,
        text=texts[0],
        texts=texts,
        reps=len({ask.person for ask in asks}),
        requests=len(requests),
        searches=len(asks) - len(requests),
        languages=tuple(language for language, _count in languages.most_common()),
        first=asks[0].at,
        last=asks[-1].at,
        notes=tuple(dict.fromkeys(ask.note for ask in reversed(requests) if ask.note)),
        threads=tuple(ask.event_id for ask in requests),
    )
    return with_mark(gap, group, mark) if mark is not None else gap


def with_mark(gap: Gap, group: GapGroup, mark: GapMark) -> Gap:
    """The gap of a group with what marketing made of it."""
    late = {ask.person for ask in group.asks if ask.at >= gap.first and ask.at > mark.at}
    return replace(gap, mark=mark, since_mark=len(late))


def shown_texts(asks: Sequence[Ask]) -> tuple[str, ...]:
    """The words that may be shown, those that most reps typed first, each as it was typed last."""
    people: dict[str, set[str]] = {}
    asked: set[str] = set()
    typed: dict[str, str] = {}
    for ask in asks:
        folded = fold(ask.text)
        people.setdefault(folded, set()).add(ask.person)
        typed[folded] = ask.text
        if ask.kind == REQUEST:
            asked.add(folded)
            typed[folded] = ask.text
    shown = [one for one in typed if one in asked or len(people[one]) >= LEAST_PEOPLE]
    shown.sort(key=lambda one: -len(people[one]))
    if shown:
        return tuple(typed[one] for one in shown)
    shared = _shared_words(asks)
    return (shared,) if shared else ()


def _shared_words(asks: Iterable[Ask]) -> str:
    """The words that at least two reps typed, as the first of them wrote them, in their order."""
    people: dict[str, set[str]] = {}
    order: dict[str, str] = {}
    for ask in asks:
        analyser = Analyser(ask.language)
        for word in split_words(ask.text).single:
            if not analyser.is_stopword(word.folded):
                people.setdefault(word.folded, set()).add(ask.person)
                order.setdefault(word.folded, ask.text[word.start : word.end])
    return " ".join(text for one, text in order.items() if len(people[one]) >= LEAST_PEOPLE)
