"""What stands in the way of a folder: cards edited on the pages since, and cards that were recalled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from enablement.errors import HubConflictError
from enablement.hub.bulk import portions
from enablement.hub.models import cards, recalls, revisions
from enablement.hub.publications.changes import read_contents
from enablement.hub.publications.dates import differs_in_date_only
from enablement.hub.publications.reading import Publication
from enablement.hub.shelf import CardState, ShelfCard
from enablement.translation import n_

_SHOWN = 5


@dataclass(frozen=True)
class Conflict:
    """A card whose revision `now` was made on the pages after `base`, the last the folder knows.

    A `base` of 0 means that it knows none.
    """

    card_id: str
    now: int
    base: int


def check_conflicts(
    connection: Connection,
    hub_id: str,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    publication: Publication,
) -> None:
    """Raise `HubConflictError` when a folder would undo what was done on the pages since.

    A folder knows the revisions that it brought itself, and the one that it was exported with.
    """
    found = find_conflicts(connection, hub_id, before, after, publication)
    if not found:
        return
    first = found[0]
    many = ", ".join(conflict.card_id for conflict in found[:_SHOWN])
    values = {"card": first.card_id, "now": first.now, "base": first.base}
    mend = n_("Nothing was published. Export the cards first, or publish with --overwrite.")
    if len(found) > 1:
        raise HubConflictError(
            n_(
                "{count} cards were edited on the pages since: {cards}. "
                "Of “{card}” the hub has revision {now}, and this folder knows revision {base}."
            ),
            mend=mend,
            count=len(found),
            cards=many + (", …" if len(found) > _SHOWN else ""),
            **values,
        )
    raise HubConflictError(
        n_(
            "“{card}” was edited on the pages since: the hub has revision {now}, "
            "and this folder knows revision {base}."
        ),
        mend=mend,
        **values,
    )


def find_conflicts(
    connection: Connection,
    hub_id: str,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    publication: Publication,
) -> list[Conflict]:
    """Every card of which a publication would undo a revision that the folder does not know.

    One that differs from the folder's by its `verify_by` alone undoes nobody's words; the later date
    is kept.
    """
    exported = publication.origin.cards if publication.origin.hub_id == hub_id else {}
    undone = [
        card_id
        for card_id, held in before.items()
        if _undoes(held, after[card_id]) and exported.get(card_id) != held.content_hash
    ]
    brought = _brought(connection, undone)
    exports = _exported(connection, {one: exported[one] for one in undone if one in exported})
    found = [
        Conflict(card_id, before[card_id].revision, max(brought.get(card_id, 0), exports.get(card_id, 0)))
        for card_id in undone
        if brought.get(card_id, 0) < before[card_id].revision
    ]  # fmt: skip
    dated = _only_dated(connection, found, before)
    return [one for one in found if one.card_id not in dated]


def _only_dated(
    connection: Connection, found: Sequence[Conflict], before: Mapping[str, ShelfCard]
) -> set[str]:
    """The cards whose revision now says what the folder knows, apart from `verify_by`."""
    dated = set()
    bases = {one.card_id: one.base for one in found if one.base}
    for ids in portions(bases):
        query = select(revisions.c.card_id, revisions.c.number, revisions.c.content_hash)
        rows = connection.execute(query.where(revisions.c.card_id.in_(ids)))
        hashes = {
            row.card_id: (row.content_hash, before[row.card_id].content_hash)
            for row in rows
            if row.number == bases[row.card_id]
        }
        contents = read_contents(connection, {one for pair in hashes.values() for one in pair})
        dated |= {
            card_id
            for card_id, (base, now) in hashes.items()
            if differs_in_date_only(contents[base], contents[now])
        }
    return dated


def _undoes(held: ShelfCard, now: ShelfCard) -> bool:
    """Whether what the card says, or that it is there, would be another's word."""
    retires = held.state is CardState.PUBLISHED and now.state is CardState.RETIRED
    return retires or held.content_hash != now.content_hash


def check_recalled(connection: Connection, arriving: Iterable[str]) -> None:
    """Raise `HubConflictError` when a folder would bring back a card that was recalled."""
    query = select(recalls.c.card_id, recalls.c.reason).order_by(recalls.c.card_id)
    wanted = set(arriving)
    found = [row for row in connection.execute(query) if row.card_id in wanted]
    if found:
        raise HubConflictError(
            n_("“{card}” was recalled: {reason}"),
            mend=n_(
                "Nothing was published. Take the card out of the folder; "
                "once it is mended, publish it with --overwrite."
            ),
            card=found[0].card_id,
            reason=found[0].reason,
        )


def _brought(connection: Connection, card_ids: Sequence[str]) -> dict[str, int]:
    """The newest revision of each card that a folder brought: nobody of the pages stands behind it."""
    found: dict[str, int] = {}
    for ids in portions(card_ids):
        query = (
            select(revisions.c.card_id, func.max(revisions.c.number))
            .where(
                revisions.c.card_id.in_(ids),
                revisions.c.author_id == "",
                revisions.c.approver_id == "",
            )
            .group_by(revisions.c.card_id)
        )
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _exported(connection: Connection, hashes: Mapping[str, str]) -> dict[str, int]:
    """The revision of each card that has the hash it was exported with."""
    found: dict[str, int] = {}
    for ids in portions(hashes):
        query = (
            select(revisions.c.card_id, revisions.c.number, revisions.c.content_hash)
            .join(cards, cards.c.card_id == revisions.c.card_id)
            .where(revisions.c.card_id.in_(ids))
            .order_by(revisions.c.number)
        )
        for row in connection.execute(query):
            if hashes[row.card_id] == row.content_hash:
                found[row.card_id] = row.number
    return found
