"""What reps needed and did not find, brought together by meaning: requests and searches without a hit."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from enablement.cards.blocks import fold
from enablement.hub.inbox.concepts import Concepts, Meant
from enablement.hub.inbox.grouping import group_alike
from enablement.hub.models import cards, gap_marks, requests, revisions
from enablement.hub.shared_objects import read_shared
from enablement.hub.shelf import CardState
from enablement.search.analysis import base_language, split_words
from enablement.sync.policies import SYNONYMS, SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind

LOOKED_BACK = timedelta(days=365)
MOST_ASKS = 20_000
"""So many are grouped at most, the newest; what is older waits for nobody to write a card."""

REQUEST, SEARCH = "request", "search"
"""The kinds of event that tell of a gap: asked for in so many words, or a search that found nothing."""

KnownWords = Mapping[str, Mapping[str, int]]
_ENOUGH_PEOPLE = 2
"""A word that so many typed is none that one of them misspelt."""


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
    """What means the same; `key` is of the words that begin it, `keys` are of all its words."""

    key: str
    keys: frozenset[str]
    asks: tuple[Ask, ...]


def key_of(text: str) -> str:
    """The key of some words, whatever their case, accents and spaces."""
    return hashlib.sha256(" ".join(fold(text).split()).encode()).hexdigest()


def since_day(now: datetime, days: timedelta = LOOKED_BACK) -> datetime:
    """The beginning of the day so long ago, in UTC."""
    return datetime.combine((now - days).astimezone(UTC).date(), time(), UTC)


def read_groups(
    connection: Connection, now: datetime, known: KnownWords | None = None
) -> list[GapGroup]:
    """All gaps of the last year, those that marketing marked keeping the words they were marked by."""
    asks = _read_asks(connection, since_day(now))
    spelled = read_known_words(connection) if known is None else known
    concepts = Concepts(read_rules(connection), _with_typed(spelled, asks))
    marked = list(connection.scalars(select(gap_marks.c.text).order_by(gap_marks.c.gap_key)))
    return bring_together(asks, concepts, marked)


def bring_together(
    asks: Iterable[Ask], concepts: Concepts, marked: Iterable[str] = ()
) -> list[GapGroup]:
    """Group what was asked; the words of those marked begin groups of their own."""
    texts: dict[tuple[str, str], list[Ask]] = {(text, ""): [] for text in marked}
    seeds = len(texts)
    for ask in asks:
        texts.setdefault((" ".join(fold(ask.text).split()), ask.language), []).append(ask)
    said = list(texts.items())
    meant: list[Meant] = [concepts.of(text, language) for (text, language), _asks in said]
    people = [len({ask.person for ask in found}) for _text, found in said]
    order = [*range(seeds)]
    order += sorted(
        range(seeds, len(said)), key=lambda one: (-people[one], said[one][1][0].at, one)
    )
    groups = [
        _group([said[number][0][0] for number in members], [said[one][1] for one in members])
        for members in group_alike(meant, order, seeds)
    ]
    return [group for group in groups if group.asks]


def _group(texts: list[str], asks: list[list[Ask]]) -> GapGroup:
    found = sorted((ask for some in asks for ask in some), key=lambda ask: (ask.at, ask.event_id))
    return GapGroup(key_of(texts[0]), frozenset(map(key_of, texts)), tuple(found))


def _read_asks(connection: Connection, since: datetime) -> list[Ask]:
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


def read_known_words(connection: Connection) -> KnownWords:
    """The words of the published cards' titles and summaries, by language: they are spelled right."""
    newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    query = (
        select(revisions.c.language, revisions.c.title, revisions.c.summary)
        .join(cards, newest)
        .where(cards.c.state == CardState.PUBLISHED)
    )
    found: dict[str, Counter[str]] = {}
    for row in connection.execute(query):
        words = split_words(f"{row.title}\n{row.summary}").single
        found.setdefault(base_language(row.language), Counter()).update(
            {word.folded for word in words}
        )
    return found


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
