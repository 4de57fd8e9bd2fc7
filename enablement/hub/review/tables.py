"""The review's figures and log as plain rows, for files and for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from enablement.hub.review.cards import CardNow
from enablement.hub.review.comparisons import Comparison
from enablement.hub.review.log import LogRow
from enablement.hub.review.tallies import Tally

Value = str | int | float | date | None
Columns = Sequence[tuple[str, type]]

_COUNTS: Columns = (
    ("n", int), ("worked", int), ("neutral", int), ("fell_flat", int),
    ("rate", float), ("low", float), ("high", float),
)  # fmt: skip
FIGURE_COLUMNS: Columns = (("group", str), ("name", str), *_COUNTS)
REVISION_COLUMNS: Columns = (("card", str), ("title", str), ("revision", int), *_COUNTS)
COMPARISON_COLUMNS: Columns = (
    ("card", str), ("title", str), ("before", int), ("before_n", int), ("before_worked", int),
    ("after", int), ("after_n", int), ("after_worked", int),
    ("difference", float), ("low", float), ("high", float), ("mark", str),
)  # fmt: skip
LOG_COLUMNS: Columns = (
    ("received", date), ("occurred", date), ("card", str), ("title", str), ("revision", int),
    ("block", str), ("outcome", str), ("words", str), ("note", str), ("account", str),
    ("stage", str), ("team", str), ("region", str),
)  # fmt: skip
"""The columns of each table, and what they hold; a rate stands nowhere without its n and interval."""


def _counts(row: Tally) -> tuple[Value, ...]:
    share = (row.rate, row.interval.low, row.interval.high) if row.enough else (None, None, None)
    return (row.n, row.worked, row.neutral, row.fell_flat, *share)


def figure_rows(names: Iterable[str], rows: Iterable[Tally]) -> Iterator[tuple[Value, ...]]:
    """Groups by their keys and names."""
    for name, row in zip(names, rows, strict=True):
        yield (str(row.key[0]), name, *_counts(row))


def revision_rows(names: Iterable[str], rows: Iterable[Tally]) -> Iterator[tuple[Value, ...]]:
    """Groups by card and revision."""
    for name, row in zip(names, rows, strict=True):
        card_id, revision = row.key
        yield (card_id, name, revision, *_counts(row))


def comparison_rows(
    compared: Iterable[Comparison], cards: Mapping[str, CardNow]
) -> Iterator[tuple[Value, ...]]:
    """Revisions beside those before them."""
    for one in compared:
        title = cards[one.card_id].title if one.card_id in cards else one.card_id
        before, after, difference = one.before, one.after, one.difference
        yield (
            one.card_id, title, one.before_revision, before.n, before.worked,
            one.after_revision, after.n, after.worked,
            difference.value, difference.low, difference.high, one.mark.value if one.mark else "",
        )  # fmt: skip


def log_rows(rows: Iterable[LogRow]) -> Iterator[tuple[Value, ...]]:
    """Single logs."""
    for row in rows:
        yield (
            row.received, row.occurred, row.card_id, row.title, row.revision, row.block,
            row.outcome.value, row.words, row.note, row.account, row.stage, row.team, row.region,
        )  # fmt: skip
