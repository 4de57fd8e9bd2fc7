"""SQLite's own full-text search, which every Python has."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bench.engines.engine import COUNTED, Answer, Question, facet_values
from enablement.cards.model import Card

_SCHEMA = """
CREATE VIRTUAL TABLE cards USING fts5(
    id UNINDEXED, title, says, summary, body,
    tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO cards(cards, rank) VALUES ('rank', 'bm25(0, 5, 5, 2, 1)');
CREATE TABLE facets (card INTEGER, name TEXT, value TEXT, PRIMARY KEY (card, name, value))
    WITHOUT ROWID;
CREATE INDEX facets_by_value ON facets (name, value);
CREATE TABLE places (id TEXT PRIMARY KEY, card INTEGER) WITHOUT ROWID;
"""
_FOUND = """
SELECT id, snippet(cards, -1, '[', ']', '…', 32) FROM cards
WHERE cards MATCH :text {filters} ORDER BY rank LIMIT :limit
"""
_COUNTED = """
WITH found AS MATERIALIZED (SELECT rowid AS card FROM cards WHERE cards MATCH :text {filters})
SELECT name, value, count(*) FROM facets JOIN found USING (card) GROUP BY name, value
"""


class Fts5Engine:
    """A table of cards, words joined by OR, bm25 with more weight on the title and what buyers say.

    Porter's English stemmer is the only one that it has, so Spanish goes unstemmed; the last word
    is a prefix. It has no fuzzy terms, so a misspelt word finds nothing, and no reasons, no folding
    of translations, no passages; expired cards stay in. Facets stand in a table beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.db"
        self._cards: Sequence[Card] = ()
        self._connection: sqlite3.Connection | None = None

    @property
    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
        return self._connection

    def hold(self, cards: Sequence[Card]) -> None:
        """Remember the cards."""
        self._cards = cards

    def build(self) -> None:
        """Insert every card in one transaction, then merge the index into one segment."""
        connection = self._opened
        connection.executescript(_SCHEMA)
        with connection:
            for number, card in enumerate(self._cards, 1):
                self._insert(number, card)
            connection.execute("INSERT INTO cards(cards) VALUES ('optimize')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def attach(self) -> None:
        """Nothing is open beside the index."""

    def open(self) -> None:
        """Connect, and read the first row."""
        if self._opened.execute("SELECT rowid FROM cards LIMIT 1").fetchone() is None:
            raise ValueError("the index is empty")

    def search(self, question: Question) -> Answer:
        """One query for the hits, one for the counts."""
        words = [f'"{word}"' for word in question.words]
        if not words:
            return Answer(())
        if question.unfinished:
            words[-1] += " *"
        values: dict[str, str | int] = {"text": " OR ".join(words), "limit": question.limit}
        filters = ""
        for number, (name, value) in enumerate(question.chosen):
            filters += (
                " AND +cards.rowid IN"
                f" (SELECT card FROM facets WHERE name = :name{number} AND value = :value{number})"
            )
            values |= {f"name{number}": name, f"value{number}": value}
        hits = self._opened.execute(_FOUND.format(filters=filters), values).fetchall()
        facets: dict[str, dict[str, int]] = {}
        for name, value, count in self._opened.execute(_COUNTED.format(filters=filters), values):
            facets.setdefault(name, {})[value] = count
        return Answer(tuple(hit[0] for hit in hits), tuple(hit[1] for hit in hits), facets)

    def update(self, card: Card) -> None:
        """Delete and insert in one transaction."""
        with self._opened as connection:
            (number,) = connection.execute(
                "SELECT card FROM places WHERE id = ?", (card.id,)
            ).fetchone()
            connection.execute("DELETE FROM cards WHERE rowid = ?", (number,))
            connection.execute("DELETE FROM facets WHERE card = ?", (number,))
            self._insert(number, card)

    def size(self) -> int:
        """The bytes of the database and of its log."""
        log = self._file.with_name(f"{self._file.name}-wal")
        return sum(path.stat().st_size for path in (self._file, log) if path.exists())

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _insert(self, number: int, card: Card) -> None:
        self._opened.execute(
            "INSERT INTO cards (rowid, id, title, says, summary, body) VALUES (?, ?, ?, ?, ?, ?)",
            (number, card.id, card.title, "\n".join(card.says), card.summary, card.body),
        )
        self._opened.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", (card.id, number))
        self._opened.executemany(
            "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)",
            [(number, name, value) for name in COUNTED for value in facet_values(card, name)],
        )


make = Fts5Engine
