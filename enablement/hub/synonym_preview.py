"""What a change of the synonyms would do: reps' own searches, run with and without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from enablement.cards.blocks import fold
from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.models import requests
from enablement.hub.published_search import PublishedSearch
from enablement.search.groups import make_groups
from enablement.search.policies import SearchPolicies, synonyms_of
from enablement.search.query import LONG_TEXT, SearchQuery, parse_query
from enablement.search.searcher import Searcher
from enablement.search.synonyms import SynonymTable
from enablement.sync.policies import SynonymPolicy, SynonymRule

LEAST_ASKING = 2
"""A text that one rep alone typed is theirs; from so many on it is a word of the field."""

MOST_TEXTS = 300
_ROWS_READ = 10_000
_LOOKED_BACK = timedelta(days=365)
_RANKED = 10
_ALL = 1000


@dataclass(frozen=True)
class FoundCard:
    """A card in a difference."""

    card_id: str
    title: str


@dataclass(frozen=True)
class Difference:
    """What one text would find otherwise.

    `gained` are cards that it does not find now, `lost` those that it would find no more, and
    `displaced` those that would stand behind the first ten. `asked` is false for the words of the
    rules themselves, which nobody need have typed.
    """

    text: str
    asked: bool
    found_before: int
    gained: tuple[FoundCard, ...]
    lost: tuple[FoundCard, ...]
    displaced: tuple[FoundCard, ...]
    first_before: FoundCard | None
    first_after: FoundCard | None

    @property
    def first_changes(self) -> bool:
        """Whether a card that stood first gives way to another."""
        return self.first_before is not None and self.first_before != self.first_after


@dataclass(frozen=True)
class Preview:
    """The differences, those of what was asked first; `texts` is how many were run."""

    differences: tuple[Difference, ...]
    texts: int

    @property
    def asked(self) -> tuple[Difference, ...]:
        """What reps typed."""
        return tuple(one for one in self.differences if one.asked)

    @property
    def words(self) -> tuple[Difference, ...]:
        """The words of the changed rules."""
        return tuple(one for one in self.differences if not one.asked)


class SynonymPreview:
    """Compares two tables of synonyms over the cards that are published."""

    def __init__(self, database: Database, clock: Clock, search: PublishedSearch) -> None:
        self._database = database
        self._clock = clock
        self._search = search

    def begin(self) -> None:
        """Make ready what a comparison needs."""
        self._search.begin()

    def compare(
        self, before: SynonymPolicy, after: SynonymPolicy, patience: float | None = None
    ) -> Preview:
        """What reps' searches and requests, and the words of changed rules, would find otherwise.

        Raises `NotReadyError` when what it needs is not made within so many seconds.
        """
        searcher = self._search.searcher(patience)
        now = self._clock()
        with self._database.reading() as connection:
            texts = asked_texts(connection, now.date() - _LOOKED_BACK)
        known = {fold(one.text) for one in texts}
        changed = set(before.rules) ^ set(after.rules)
        words = [word for word in _words_of(changed) if fold(word.text) not in known]
        both = _Both(searcher, before, after, now.date())
        found = [
            difference
            for one in (*texts, *words)
            if (difference := both.difference(one)) is not None
        ]
        found.sort(key=lambda one: one.found_before > 0)  # what found nothing gains most
        return Preview(tuple(found), len(texts))


class Text(NamedTuple):
    """Something to search for, in the language of whoever would; `asked` when reps have."""

    text: str
    language: str
    asked: bool = True


def asked_texts(connection: Connection, since: date) -> list[Text]:
    """The distinct requests and searches without a hit, the newest first, that several reps typed."""
    columns = (
        requests.c.text, requests.c.language, requests.c.person_id, requests.c.device,
        requests.c.received_at,
    )  # fmt: skip
    newest = (requests.c.received_at.desc(), requests.c.event_id.desc())
    typed: dict[str, Text] = {}
    people: dict[str, set[str]] = {}
    for row in connection.execute(select(*columns).order_by(*newest).limit(_ROWS_READ)):
        if row.received_at.date() < since:
            break
        text = " ".join(row.text.split())
        if text and len(text.split()) < LONG_TEXT:
            typed.setdefault(fold(text), Text(text, row.language))
            people.setdefault(fold(text), set()).add(row.person_id or row.device)
    common = (one for key, one in typed.items() if len(people[key]) >= LEAST_ASKING)
    return list(common)[:MOST_TEXTS]


def _words_of(rules: Iterable[SynonymRule]) -> list[Text]:
    ordered = sorted(rules, key=lambda rule: (rule.language, rule.words, rule.finds))
    found = (Text(word, rule.language, asked=False) for rule in ordered for word in rule.words)
    return list(dict.fromkeys(found))


class _Both:
    """One snapshot, searched under both tables."""

    def __init__(
        self, searcher: Searcher, before: SynonymPolicy, after: SynonymPolicy, today: date
    ) -> None:
        self._snapshot = searcher.snapshot
        self._today = today
        self._tables = [SynonymTable(synonyms_of(one.rules)) for one in (before, after)]
        self._searchers = [
            searcher.with_policies(SearchPolicies(synonyms=table)) for table in self._tables
        ]

    def difference(self, asked: Text) -> Difference | None:
        """What a text would find otherwise; `None` for nothing."""
        query = SearchQuery(asked.text, preferred_languages=(asked.language,), limit=_ALL)
        parsed = parse_query(query)
        # What a query means decides what it finds: most mean the same under both, and need no search.
        old, new = (make_groups(parsed, self._snapshot, table) for table in self._tables)
        if old == new:
            return None
        (old_own, old_others), (new_own, new_others) = (
            one.cards(query, self._today) for one in self._searchers
        )
        # Cards of another language count where there is none in the rep's own.
        before, after = old_own or old_others, new_own or new_others
        was, now = {*old_own, *old_others}, {*new_own, *new_others}
        gained = [card for card in after if card not in was]
        lost = [card for card in old_own if card not in now] if after else before
        displaced = [
            card for card in before[:_RANKED] if card in now and card not in after[:_RANKED]
        ]
        if not (gained or lost or displaced or before[:1] != after[:1]):
            return None
        return Difference(
            asked.text,
            asked.asked,
            len(before),
            self._cards(gained),
            self._cards(lost),
            self._cards(displaced),
            next(iter(self._cards(before[:1])), None),
            next(iter(self._cards(after[:1])), None),
        )

    def _cards(self, docs: Iterable[int]) -> tuple[FoundCard, ...]:
        shown = map(self._snapshot.shown, docs)
        return tuple(FoundCard(card.card_id, card.title) for card in shown)
