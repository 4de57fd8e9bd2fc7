"""What the review must know of the cards themselves: their titles, and which revision is current."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, tuple_

from enablement.hub.bulk import portions
from enablement.hub.models import card_facets, cards, revisions
from enablement.hub.review.filters import FACETS, By
from enablement.hub.shelf import CardState

_A_QUERY = 400


@dataclass(frozen=True)
class CardNow:
    """A card as it stands: its current revision, whether it is retired, and since when it is so."""

    card_id: str
    title: str
    revision: int
    retired: bool
    since: datetime


def titles_of(
    connection: Connection, wanted: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """The titles of some revisions; one that this hub never had is left out."""
    found: dict[tuple[str, int], str] = {}
    for pairs in portions(sorted(wanted), _A_QUERY):
        query = select(revisions.c.card_id, revisions.c.number, revisions.c.title).where(
            tuple_(revisions.c.card_id, revisions.c.number).in_(pairs)
        )
        found |= {(row.card_id, row.number): row.title for row in connection.execute(query)}
    return found


def cards_now(connection: Connection, card_ids: Collection[str]) -> dict[str, CardNow]:
    """These cards as they stand."""
    found: dict[str, CardNow] = {}
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    for ids in portions(sorted(card_ids), _A_QUERY):
        query = (
            select(cards.c.card_id, cards.c.revision, cards.c.state, revisions.c.title,
                   revisions.c.created_at)
            .join(revisions, current)
            .where(cards.c.card_id.in_(ids))
        )  # fmt: skip
        for row in connection.execute(query):
            retired = row.state == CardState.RETIRED
            found[row.card_id] = CardNow(
                row.card_id, row.title, row.revision, retired, row.created_at
            )
    return found


def current_revisions(connection: Connection) -> dict[str, int]:
    """The current revision of every published card."""
    query = select(cards.c.card_id, cards.c.revision).where(cards.c.state == CardState.PUBLISHED)
    return dict(connection.execute(query).all())


def facet_values(connection: Connection) -> dict[By, list[str]]:
    """What cards can be filtered by: the values of their facets, their kinds and languages."""
    of_facets = select(card_facets.c.facet, card_facets.c.value).distinct()
    by_facet: dict[str, list[str]] = {}
    for facet, value in connection.execute(of_facets):
        by_facet.setdefault(facet, []).append(value)
    found = {by: sorted(by_facet.get(facet, ())) for by, facet in FACETS.items()}
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    both = select(revisions.c.kind, revisions.c.language).join(cards, current).distinct()
    there = connection.execute(both).all()
    for at, by in enumerate((By.KIND, By.LANGUAGE)):
        found[by] = sorted({row[at] for row in there if row[at]})
    return found
