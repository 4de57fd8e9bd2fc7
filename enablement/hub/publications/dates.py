"""Dates that approvers confirmed on the pages: a folder that knows of none does not set them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.hub.bulk import portions
from enablement.hub.drafting.dating import STILL_RIGHT, dated_text, verified_until
from enablement.hub.models import cards, revisions
from enablement.hub.publications.reading import Publication
from enablement.hub.shelf import ShelfCard


@dataclass(frozen=True)
class KeptDate:
    """A card that stays verified until the day said on the pages, which is later than its file's."""

    card_id: str
    verify_by: date
    in_folder: date | None

    def as_json(self) -> dict[str, Any]:
        """The date as `hub publish --json` prints it."""
        return {
            "card_id": self.card_id,
            "verify_by": self.verify_by.isoformat(),
            "in_folder": self.in_folder.isoformat() if self.in_folder else None,
        }


def keep_dates(
    connection: Connection,
    hub_id: str,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    publication: Publication,
) -> tuple[Publication, tuple[KeptDate, ...]]:
    """The publication with the later date wherever “still right” was said since, and which those are.

    A folder that was exported with the confirmed date knows it, and may say another.
    """
    known = publication.origin.cards if publication.origin.hub_id == hub_id else {}
    differing = [
        card_id
        for card_id in publication.cards
        if card_id in before
        and before[card_id].content_hash not in (after[card_id].content_hash, known.get(card_id))
    ]
    cards_now, written = dict(publication.cards), dict(publication.written)
    kept = []
    for card_id, until in sorted(_confirmed(connection, differing)):
        card = cards_now[card_id]
        if card.verify_by is not None and card.verify_by >= until:
            continue
        kept.append(KeptDate(card_id, until, card.verify_by))
        cards_now[card_id] = verified_until(card, until)
        text = dated_text(written[card_id].source_text, card, until)
        written[card_id] = replace(written[card_id], source_text=text)
    return replace(publication, cards=cards_now, written=written), tuple(kept)


def differs_in_date_only(one: Card, other: Card) -> bool:
    """Whether two revisions say the same, apart from until when they are verified."""
    return one.model_copy(update={"verify_by": other.verify_by}) == other


def _confirmed(connection: Connection, card_ids: list[str]) -> Iterable[tuple[str, date]]:
    """The date of each card that has the one that was confirmed, be it carried over since."""
    said = revisions.alias("said")
    for ids in portions(card_ids):
        query = (
            select(revisions.c.card_id, revisions.c.verify_by)
            .join(
                cards,
                (cards.c.card_id == revisions.c.card_id) & (cards.c.revision == revisions.c.number),
            )
            .join(
                said,
                (said.c.card_id == revisions.c.card_id)
                & (said.c.verify_by == revisions.c.verify_by),
            )
            .where(
                revisions.c.card_id.in_(ids),
                said.c.note == STILL_RIGHT,
            )
            .distinct()
        )
        yield from ((row.card_id, row.verify_by) for row in connection.execute(query))
