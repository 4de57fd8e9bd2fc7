"""Files that say what they said before, written differently or lying elsewhere: kept as they are now."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select, update

from enablement.hub.bulk import portions
from enablement.hub.models import cards, revisions
from enablement.hub.shelf import ShelfCard
from enablement.hub.shelving import Written


def find_rewritten(
    connection: Connection,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    written: Mapping[str, Written],
) -> tuple[str, ...]:
    """The cards whose content stays while their file differs: no laptop sees a difference."""
    same = [
        card_id
        for card_id in sorted(written)
        if card_id in before and before[card_id].revision == after[card_id].revision
    ]
    found = []
    for ids in portions(same):
        query = (
            select(revisions.c.card_id, revisions.c.source_text, revisions.c.file_name)
            .join(cards, cards.c.card_id == revisions.c.card_id)
            .where(cards.c.card_id.in_(ids), cards.c.revision == revisions.c.number)
        )
        for row in connection.execute(query):
            now = written[row.card_id]
            if (row.source_text, row.file_name) != (now.source_text, now.file_name):
                found.append(row.card_id)
    return tuple(sorted(found))


def rewrite(
    connection: Connection,
    card_ids: Iterable[str],
    after: Mapping[str, ShelfCard],
    written: Mapping[str, Written],
) -> None:
    """Keep the files as they are written now, beside revisions whose content stays as it was."""
    rows = [
        {
            "the_card": card_id,
            "the_number": after[card_id].revision,
            "source_text": written[card_id].source_text,
            "file_name": written[card_id].file_name,
        }
        for card_id in card_ids
    ]
    if rows:
        this = (
            revisions.c.card_id == bindparam("the_card"),
            revisions.c.number == bindparam("the_number"),
        )
        connection.execute(
            update(revisions)
            .where(*this)
            .values(source_text=bindparam("source_text"), file_name=bindparam("file_name")),
            rows,
        )
