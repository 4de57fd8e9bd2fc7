"""Who a rep is: one person, whichever laptop they have and however often they are invited."""

from dataclasses import replace
from datetime import datetime

import uuid_utils
from sqlalchemy import Connection, Select, insert, select, update

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.models import devices, hub, people, threads
from enablement.translation import n_


def person_of(connection: Connection, now: datetime, words: PersonWords) -> str:
    """The person whom an invitation is for: known by their address, else by name and team; or new.

    Raises `HubConflictError` for one who has ended, `HubInputError` when the name alone does not
    say which of several reps is meant.
    """
    known = _by_address(connection, words) if words.email else _by_name(connection, words)
    if known is None:
        return add_person(connection, now, words)
    person_id, state, name = known
    if state == PersonState.ENDED:
        raise HubConflictError(
            n_("{name} has ended."), mend=n_("Bring them back first."), name=name
        )
    return person_id


def add_person(connection: Connection, now: datetime, words: PersonWords) -> str:
    """A new person, invited and not here yet."""
    row = {
        "person_id": str(uuid_utils.uuid7()),
        "email": words.email or None,
        "name": words.name,
        "role": words.role.value,
        "password_hash": "",
        "created_at": now,
        "state": PersonState.INVITED.value,
        "team": words.team,
        "region": words.region,
        "languages": list(words.languages),
    }
    connection.execute(insert(people), row)
    return str(row["person_id"])


def words_of(connection: Connection, person_id: str) -> PersonWords | None:
    """What is said of a person now."""
    row = connection.execute(select(people).where(people.c.person_id == person_id)).one_or_none()
    if row is None:
        return None
    return PersonWords(
        row.name, row.email or "", Role(row.role), row.team, row.region, tuple(row.languages)
    )


def fill_in(connection: Connection, person_id: str, words: PersonWords) -> PersonWords:
    """Tell a known person's place anew where an invitation names one; what they are then."""
    before = words_of(connection, person_id)
    if before is None:
        return words
    after = replace(
        before,
        name=before.name or words.name,
        team=words.team or before.team,
        region=words.region or before.region,
        languages=words.languages or before.languages,
    )
    if after != before:
        write_words(connection, person_id, after)
    return after


def write_words(connection: Connection, person_id: str, words: PersonWords) -> None:
    """Write what is said of a person, also where their laptops and their threads say it.

    What they did stays where it was done: a log keeps the team in which it was made. A laptop that
    moves may lose most of its cards: the hub's word for the next root says that this is meant.
    """
    place = {"team": words.team, "region": words.region, "languages": list(words.languages)}
    this = people.c.person_id == person_id
    said = {"name": words.name, "email": words.email or None, "role": words.role.value}
    connection.execute(update(people).where(this).values(**said, **place))
    generation = connection.scalars(select(hub.c.generation)).one()
    theirs = devices.c.person_id == person_id
    query = select(devices.c.device, devices.c.team, devices.c.region, devices.c.languages)
    for row in connection.execute(query.where(theirs)).all():
        moved = (row.team, row.region, row.languages) != tuple(place.values())
        values = {"rep_name": words.name, **place} | (
            {"mass_removal": generation + 1} if moved else {}
        )
        connection.execute(update(devices).where(devices.c.device == row.device).values(**values))
    named = update(threads).where(threads.c.person_id == person_id)
    connection.execute(named.values(rep_name=words.name))


def _known() -> Select[str, str, str]:
    return select(people.c.person_id, people.c.state, people.c.name)


def _by_address(connection: Connection, words: PersonWords) -> tuple[str, str, str] | None:
    row = connection.execute(
        _known().where(people.c.email == words.email).with_for_update()
    ).one_or_none()
    return (row[0], row[1], row[2]) if row else None


def _by_name(connection: Connection, words: PersonWords) -> tuple[str, str, str] | None:
    """A rep of that name in that team; where no team is named, the only one of that name."""
    named = _known().where(people.c.name == words.name, people.c.role == Role.REP.value)
    if words.team:
        named = named.where(people.c.team == words.team)
    rows = connection.execute(named.order_by(people.c.person_id).with_for_update()).all()
    here = [row for row in rows if row.state != PersonState.ENDED] or rows
    if len(here) > 1:
        raise HubInputError(
            n_("There is more than one rep named “{name}”."),
            mend=n_("Say the team or the e-mail address of the one that is meant."),
            name=words.name,
        )
    return (here[0][0], here[0][1], here[0][2]) if here else None
