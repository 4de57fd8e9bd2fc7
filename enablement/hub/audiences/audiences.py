"""The audiences that marketing names: made, changed, taken away, and seen with how full they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import uuid_utils
from sqlalchemy import Connection, delete, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.person_words import language_codes, plain
from enablement.hub.audiences.audience_rows import read_audience, read_audiences
from enablement.hub.audiences.budgets import MOST_CANDIDATES, Load, read_loads
from enablement.hub.audiences.known import KnownNames, known_names
from enablement.hub.audiences.ranking import Candidate, retire_first
from enablement.hub.audiences.reach import Audience, Shelf, read_facts
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import audiences
from enablement.hub.review.counting import count_new
from enablement.hub.shelf import read_shelf
from enablement.translation import n_

MOST_NAMES = 50
MOST_BUDGET = 100_000


@dataclass(frozen=True)
class AudienceView:
    """One audience with how full it is, the cards it receives, and those that should go first."""

    load: Load
    cards: tuple[tuple[str, str], ...]
    retire_first: tuple[Candidate, ...]


class Audiences:
    """Keeps the audiences; two changes at once wait for each other."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._kept: tuple[tuple[object, ...], Shelf] | None = None

    def loads(self) -> tuple[Load, ...]:
        """Every audience by name, with how full it is now."""
        with self._database.reading() as connection:
            return read_loads(connection, self._shelf(connection), read_audiences(connection))

    def _shelf(self, connection: Connection) -> Shelf:
        """The cards as they are; read anew when something was published, or a minute has passed."""
        identity, now = read_identity(connection), self._clock()
        key = (identity.epoch, identity.generation, now.replace(second=0, microsecond=0))
        kept = self._kept
        if kept is None or kept[0] != key:
            kept = (key, Shelf(read_shelf(connection), read_facts(connection), now))
            self._kept = kept
        return kept[1]

    def get(self, audience_id: str) -> Audience:
        """One audience; `HubMissingError` for none such."""
        with self._database.reading() as connection:
            return read_audience(connection, audience_id)

    def known(self) -> KnownNames:
        """The teams, regions and languages to choose from."""
        return known_names(self._database)

    def named(self, name: str) -> Audience:
        """The audience of that name; `HubMissingError` for none such."""
        with self._database.reading() as connection:
            found = {one.name: one for one in read_audiences(connection)}
        if name not in found:
            raise HubMissingError(
                n_("There is no audience “{name}”."),
                mend=n_("There are: {names}."),
                name=name,
                names=", ".join(found) or "–",
            )
        return found[name]

    def view(self, audience_id: str) -> AudienceView:
        """One audience, the cards of its fullest laptop by title, and what should go first."""
        count_new(self._database)
        now = self._clock()
        with self._database.reading() as connection:
            audience = read_audience(connection, audience_id)
            shelf = self._shelf(connection)
            (load,) = read_loads(connection, shelf, [audience])
            among = load.reach.card_ids
            first = retire_first(connection, shelf, among, now, MOST_CANDIDATES)
        titles = sorted((shelf.held[one].title, one) for one in among)
        return AudienceView(load, tuple((one, title) for title, one in titles), first)

    def add(self, member: Member, audience: Audience) -> str:
        """Name an audience; its id. Raises `HubInputError` for what cannot stand."""
        made = replace(_cleaned(audience), audience_id=str(uuid_utils.uuid7()))
        now = self._clock()
        with self._database.writing() as connection:
            read_identity(connection, lock=True)  # of two of one name, one is first
            _check_name(connection, made)
            connection.execute(
                insert(audiences),
                {**_row(made), "audience_id": made.audience_id, "created_at": now},
            )
            audit.record(connection, now, member.who, "audience-add", made.name, _row(made))
        return made.audience_id

    def change(self, member: Member, audience: Audience) -> None:
        """Change an audience; raises `HubMissingError`, or `HubInputError` for what cannot stand."""
        made = _cleaned(audience)
        with self._database.writing() as connection:
            read_identity(connection, lock=True)
            before = read_audience(connection, made.audience_id, lock=True)
            _check_name(connection, made)
            if made == before:
                return
            same = audiences.c.audience_id == made.audience_id
            connection.execute(update(audiences).where(same).values(**_row(made)))
            details = {"before": _row(before), "after": _row(made)}
            audit.record(
                connection, self._clock(), member.who, "audience-change", made.name, details
            )

    def remove(self, member: Member, audience_id: str) -> None:
        """Take an audience away; its cards stay as they are. `HubMissingError` for none such."""
        with self._database.writing() as connection:
            before = read_audience(connection, audience_id, lock=True)
            connection.execute(delete(audiences).where(audiences.c.audience_id == audience_id))
            audit.record(
                connection, self._clock(), member.who, "audience-remove", before.name, _row(before)
            )


def _row(audience: Audience) -> dict[str, Any]:
    return {
        "name": audience.name,
        "teams": list(audience.teams),
        "regions": list(audience.regions),
        "languages": list(audience.languages),
        "most_active": audience.most_active,
        "most_new_a_week": audience.most_new_a_week,
    }


def _cleaned(audience: Audience) -> Audience:
    name = plain(audience.name)
    if not name:
        raise HubInputError(
            n_("An audience needs a name."), mend=n_("Say whom it is, such as “Midmarket EMEA”.")
        )
    for most in (audience.most_active, audience.most_new_a_week):
        if most is not None and not 0 <= most <= MOST_BUDGET:
            raise HubInputError(
                n_("A budget is a number from 0 to {most}."),
                mend=n_("Leave it empty for none."),
                most=MOST_BUDGET,
            )
    return replace(
        audience,
        name=name,
        teams=_names(audience.teams),
        regions=_names(audience.regions),
        languages=language_codes(audience.languages),
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, whatever its case; `HubInputError` for too many."""
    found: dict[str, str] = {}
    for name in names:
        if known := plain(name):
            found.setdefault(known.casefold(), known)
    if len(found) > MOST_NAMES:
        raise HubInputError(
            n_("An audience names {most} teams and regions at most."),
            mend=n_("Name fewer, or none for all."),
            most=MOST_NAMES,
        )
    return tuple(found.values())


def _check_name(connection: Connection, audience: Audience) -> None:
    query = select(audiences.c.audience_id).where(
        audiences.c.name == audience.name, audiences.c.audience_id != audience.audience_id
    )
    if connection.scalar(query) is not None:
        raise HubConflictError(
            n_("There is an audience “{name}” already."),
            mend=n_("Give it another name, or change that one."),
            name=audience.name,
        )
