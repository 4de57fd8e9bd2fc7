"""Saying what a publication changes: for each card what becomes of it, and the words that differ."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select

from enablement.cards.differences import How
from enablement.cards.model import Card
from enablement.hub.drafting.differences import Change, compare
from enablement.hub.drafting.fields import fields_of_card
from enablement.hub.models import objects
from enablement.hub.publications.report import CardChange, PublishReport
from enablement.hub.shelf import ShelfCard
from enablement.translation import _

_MOST_CARDS = 100
"""Of how many changed cards the words are compared: more than that nobody reads at once."""

_MOST_LINES = 6
_MOST_LETTERS = 160
_MARKS = {How.REMOVED: "[-{}-]", How.ADDED: "{{+{}+}}"}
"""As `git diff --word-diff` writes them."""


def tell_changes(
    connection: Connection,
    report: PublishReport,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    arriving: Mapping[str, Card],
) -> tuple[CardChange, ...]:
    """Every card of a report that is not as before, in the order of its lists."""
    compared = list(report.changed[:_MOST_CARDS])
    former = read_contents(connection, [before[card_id].content_hash for card_id in compared])
    found = []
    for what in ("added", "changed", "retired"):
        for card_id in getattr(report, what):
            now = after[card_id]
            held = former.get(before[card_id].content_hash) if card_id in before else None
            differs: tuple[str, ...] = ()
            if what == "changed" and held is not None:
                differs = tuple(words_that_differ(held, arriving[card_id]))
            found.append(CardChange(card_id, what, now.revision, now.title, differs))
    return tuple(found)


def words_that_differ(before: Card, after: Card) -> Iterator[str]:
    """A line for each field and block that differs, cut short; then what differs beside them."""
    difference = compare(fields_of_card(before), fields_of_card(after))
    named = [(_(one.name), one) for one in difference.fields]
    named += [(one.name or _("Text"), one) for one in difference.blocks]
    lines = [f"{name}: {_short(one)}" for name, one in named]
    if before.attachments != after.attachments:
        lines.append(_("Its images differ."))
    if before.extra != after.extra:
        lines.append(_("Its other keys differ."))
    if len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES + 1
        lines = [*lines[: _MOST_LINES - 1], _("and {n} more").format(n=more)]
    yield from lines


def _short(change: Change) -> str:
    """The words that came and went, those that stayed between them left out."""
    words = [
        _MARKS[piece.how].format(" ".join(piece.text.split()))
        for piece in change.pieces
        if piece.how is not How.SAME and piece.text.strip()
    ]
    text = " … ".join(words).replace("-] … {+", "-]{+")
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def read_contents(connection: Connection, hashes: Collection[str]) -> dict[str, Card]:
    """The cards with these content hashes, of which there are some hundreds at most."""
    query = select(objects.c.hash, objects.c.data).where(objects.c.hash.in_(hashes))
    return {row.hash: Card.from_bytes(row.data) for row in connection.execute(query)}
