"""What reps needed and did not find, brought together by meaning: requests and searches without a hit."""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, select

from enablement.cards.blocks import fold
from enablement.hub.inbox.card_words import CardWords, KnownWords
from enablement.hub.inbox.concepts import Concepts
from enablement.hub.inbox.grouping import Grouping
from enablement.hub.models import gap_marks, requests
from enablement.hub.shared_objects import read_shared
from enablement.search.analysis import base_language, split_words
from enablement.sync.policies import SYNONYMS, SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind

LOOKED_BACK = timedelta(days=365)
MOST_ASKS = 20_000
"""So many are grouped at most, the newest; what is older waits for nobody to write a card."""

REQUEST, SEARCH = "request", "search"
"""The kinds of event that tell of a gap: asked for in so many words, or a search that found nothing."""

_ENOUGH_PEOPLE = 2
"""A word that so many typed is none that one of them misspelt."""

_One = TypeVar("_One")
_Text = tuple[str, str]
"""Words without case, accents and spare spaces, and their language."""


class Ask(NamedTuple):
    """One request or one search; `person` is whose it was, for counting people only."""

    event_id: str
    kind: str
    text: str
    language: str
    note: str
    person: str
    at: datetime


@dataclass(frozen=True)
class GapGroup:
    """What means the same; `text` are the words that begin it, `key` is theirs, `keys` are of all."""

    key: str
    text: str
    keys: frozenset[str]
    asks: tuple[Ask, ...]

    def with_more(self, asks: Mapping[str, Iterable[Ask]]) -> "GapGroup":
        """The group with these, too, by their folded words."""
        whole = [*self.asks, *(ask for some in asks.values() for ask in some)]
        whole.sort(key=lambda ask: (ask.at, ask.event_id))
        return replace(self, keys=self.keys.union(map(_key, asks)), asks=tuple(whole))


def key_of(text: str) -> str:
    """The key of some words, whatever their case, accents and spaces."""
    return _key(_plain(text))


def _key(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def since_day(now: datetime, days: timedelta = LOOKED_BACK) -> datetime:
    """The beginning of the day so long ago, in UTC."""
    return datetime.combine((now - days).astimezone(UTC).date(), time(), UTC)


class GapGroups:
    """What was asked, grouped; the words of those marked begin groups of their own.

    What is asked later joins the groups there are, or begins new ones. `pause` is called now and then
    while they are made.
    """

    def __init__(
        self,
        asks: Sequence[Ask],
        concepts: Concepts,
        marked: Iterable[str] = (),
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        self._concepts = concepts
        texts: dict[_Text, list[Ask]] = {(_plain(text), ""): [] for text in marked}
        seeds = len(texts)
        for ask in asks:
            texts.setdefault(_text_of(ask, texts), []).append(ask)
        said = list(texts)
        people = [len({ask.person for ask in texts[text]}) for text in said]
        order = [*range(seeds)]
        order += sorted(
            range(seeds, len(said)), key=lambda one: (-people[one], texts[said[one]][0].at, one)
        )
        meant = [concepts.of(*text) for text in _pausing(said, pause)]
        self._grouping = Grouping(meant, _pausing(order, pause), seeds)
        self._places: dict[_Text, int] = {}
        self.places: list[GapGroup] = []
        for place, members in enumerate(self._grouping.members):
            held = [said[number] for number in members]
            self._places |= dict.fromkeys(held, place)
            self.places.append(
                _begun(held[0]).with_more(_by_words({one: texts[one] for one in held}))
            )

    @property
    def groups(self) -> list[GapGroup]:
        """The groups that anything was asked of; `places` are all of them, each where it stays."""
        return [group for group in self.places if group.asks]

    def add(self, asks: Iterable[Ask]) -> None:
        """Place what was asked since; whoever looks at the groups meanwhile sees them as they were."""
        added: dict[int, dict[_Text, list[Ask]]] = {}
        places = list(self.places)
        for ask in asks:
            text = _text_of(ask, self._places)
            place = self._places.get(text)
            if place is None:
                place = self._places[text] = self._grouping.place(self._concepts.of(*text))
            if place == len(places):
                places.append(_begun(text))
            added.setdefault(place, {}).setdefault(text, []).append(ask)
        for place, some in added.items():
            places[place] = places[place].with_more(_by_words(some))
        self.places = places


def _begun(text: _Text) -> GapGroup:
    key = _key(text[0])
    return GapGroup(key, text[0], frozenset((key,)), ())


def _by_words(asks: Mapping[_Text, list[Ask]]) -> dict[str, list[Ask]]:
    found: dict[str, list[Ask]] = {}
    for (words, _language), some in asks.items():
        found.setdefault(words, []).extend(some)
    return found


def _text_of(ask: Ask, known: Container[_Text]) -> _Text:
    """What is typed alike is one text of a language; marked words are one whatever the language."""
    plain = _plain(ask.text)
    return (plain, "") if (plain, "") in known else (plain, ask.language)


def _pausing(some: Iterable[_One], pause: Callable[[], None]) -> Iterator[_One]:
    for one in some:
        pause()
        yield one


@dataclass(frozen=True)
class ToGroup:
    """All that decides how the gaps of the last year are grouped, as it was at one moment."""

    asks: list[Ask]
    known: KnownWords
    rules: tuple[SynonymRule, ...]
    marked: list[str]

    @classmethod
    def read(cls, connection: Connection, now: datetime, words: CardWords) -> "ToGroup":
        """Read it: what was asked, what is spelled right, what is the same, and what was marked."""
        marked = select(gap_marks.c.text).order_by(gap_marks.c.gap_key)
        return cls(
            read_asks(connection, since_day(now)),
            words.read(connection),
            read_rules(connection),
            list(connection.scalars(marked)),
        )

    def grouped(self, pause: Callable[[], None] = lambda: None) -> GapGroups:
        """The groups; what marketing marked keeps the words it was marked by."""
        concepts = Concepts(self.rules, _with_typed(self.known, self.asks))
        return GapGroups(self.asks, concepts, self.marked, pause)


def read_asks(connection: Connection, since: datetime) -> list[Ask]:
    """What was asked since, the oldest first: the newest of it, when it is more than is grouped."""
    c = requests.c
    query = (
        select(c.event_id, c.kind, c.text, c.corrected, c.language, c.note, c.person_id, c.device,
               c.received_at)
        .where(c.received_at >= since)
        .order_by(c.received_at.desc(), c.event_id.desc())
        .limit(MOST_ASKS)
    )  # fmt: skip
    return [
        Ask(row.event_id, row.kind, " ".join((row.corrected or row.text).split()),
            base_language(row.language), row.note.strip(), row.person_id or row.device,
            row.received_at)
        for row in reversed(connection.execute(query).all())
    ]  # fmt: skip


def read_rules(connection: Connection) -> tuple[SynonymRule, ...]:
    """Marketing's synonyms."""
    row = read_shared(connection).get((EntryKind.POLICY, SYNONYMS))
    return SynonymPolicy.from_bytes(row.data).rules if row else ()


def _with_typed(known: KnownWords, asks: Iterable[Ask]) -> KnownWords:
    """The known words, and those that several people typed."""
    typed: dict[tuple[str, str], set[str]] = {}
    for ask in asks:
        for word in split_words(ask.text).single:
            typed.setdefault((ask.language, word.folded), set()).add(ask.person)
    whole = {language: Counter(words) for language, words in known.items()}
    for (language, folded), people in typed.items():
        if len(people) >= _ENOUGH_PEOPLE:
            whole.setdefault(language, Counter())[folded] += len(people)
    return whole
