"""The cards as coverage asks for them: whom each is for, and the generations of its revisions, as texts.

What thousands of cards have in common is told apart as it stands in the database, and read once.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, Text, cast, func, select

from enablement.hub.models import cards, revisions
from enablement.hub.shelf import CardState

_teams = cast(revisions.c.teams, Text).label("teams")
_regions = cast(revisions.c.regions, Text).label("regions")
_current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)


def read_cards(connection: Connection, *wanted: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The newest revision of each card that is wanted, and the `steps` that led there."""
    every = revisions.alias("every")
    step = cast(every.c.number, String) + ":" + cast(every.c.generation, String)
    query = (
        select(
            cards.c.card_id, cards.c.state, cards.c.revision, revisions.c.title,
            revisions.c.language, _teams, _regions, revisions.c.created_at,
            func.aggregate_strings(step, ",").label("steps"),
        )
        .join(revisions, _current)
        .join(every, every.c.card_id == cards.c.card_id)
        .where(*wanted)
        .group_by(cards.c.card_id, revisions.c.card_id, revisions.c.number)
    )  # fmt: skip
    return connection.execute(query).all()


def read_audiences(connection: Connection) -> Sequence[Row[Any]]:
    """Whom published cards are for: how many cards, and the generation of the newest of their revisions."""
    query = (
        select(
            revisions.c.language, _teams, _regions, func.count().label("n"),
            func.max(revisions.c.generation).label("newest"),
        )
        .join(cards, _current)
        .where(cards.c.state == CardState.PUBLISHED)
        .group_by(revisions.c.language, _teams, _regions)
    )  # fmt: skip
    return connection.execute(query).all()
