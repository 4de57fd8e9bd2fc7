"""The teams, regions and languages that the hub knows, to choose from instead of typing them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from enablement.hub.database import Database
from enablement.hub.models import audiences, cards, devices, people, revisions
from enablement.hub.shelf import base_language


@dataclass(frozen=True)
class KnownNames:
    """Each name once, as it is mostly written, in order."""

    teams: tuple[str, ...]
    regions: tuple[str, ...]
    languages: tuple[str, ...]


def known_names(database: Database) -> KnownNames:
    """What people, laptops, published cards and audiences name."""
    current = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    teams: list[str] = []
    regions: list[str] = []
    languages: list[str] = []
    with database.reading() as connection:
        for one in (people, devices):
            for row in connection.execute(select(one.c.team, one.c.region).distinct()):
                teams.append(row.team)
                regions.append(row.region)
        query = select(revisions.c.teams, revisions.c.regions, revisions.c.language)
        for card in connection.execute(query.join(cards, current)):
            teams += card.teams
            regions += card.regions
            languages.append(card.language)
        named = select(audiences.c.teams, audiences.c.regions, audiences.c.languages)
        for audience in connection.execute(named):
            teams += audience.teams
            regions += audience.regions
            languages += audience.languages
    return KnownNames(_once(teams), _once(regions), _once(base_language(one) for one in languages))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name.strip():
            found.setdefault(name.strip().casefold(), name.strip())
    return tuple(found[key] for key in sorted(found))
