"""Who of marketing looks after a thread."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.database import Database
from enablement.hub.inbox.thread_rows import lock_group, read_openings
from enablement.hub.models import people, threads
from enablement.hub.notices import settle, tell
from enablement.translation import n_

ASSIGNED = "assigned"
"""The notice that a thread is somebody's to look after, until it is answered or handed on."""


@dataclass(frozen=True)
class Assignee:
    """Somebody who may answer, as colleagues know them."""

    person_id: str
    name: str


class Assigning:
    """Hands threads to people."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def possible(self) -> list[Assignee]:
        """Everyone who may answer, by name."""
        with self._database.reading() as connection:
            return read_assignees(connection)

    def assign(self, member: Member, thread_id: str, person_id: str) -> None:
        """Hand a thread, with those merged into it, to somebody, or to nobody with an empty id.

        Raises `HubMissingError` for no such thread, `HubInputError` for who may not answer.
        """
        now = self._clock()
        with self._database.writing() as connection:
            lead = lock_group(connection, thread_id)[0]
            known = {one.person_id: one.name for one in read_assignees(connection)}
            if person_id and person_id not in known:
                raise HubInputError(
                    n_("Nobody of that name may answer."), mend=n_("Choose somebody of the list.")
                )
            if lead["assigned_to"] == person_id:
                return
            same = threads.c.thread_id == lead["thread_id"]
            connection.execute(update(threads).where(same).values(assigned_to=person_id))
            settle(connection, (ASSIGNED,), lead["thread_id"])
            if person_id != member.person_id:
                _tell(connection, now, member, lead, person_id)
            details = {"to": known.get(person_id, "")}
            audit.record(connection, now, member.who, "thread-assign", lead["thread_id"], details)


def _tell(
    connection: Connection, now: datetime, member: Member, lead: RowMapping, person_id: str
) -> None:
    """Tell whoever is to look after a thread who asks them to, and how it begins."""
    thread_id = lead["thread_id"]
    words = read_openings(connection, [thread_id]).get(thread_id, "")
    details = {"name": member.name, "words": words}
    tell(connection, now, [person_id], ASSIGNED, thread_id, details)


def read_assignees(connection: Connection) -> list[Assignee]:
    """The active people whose role allows to answer, by name."""
    roles = [one.value for one in Role if one.may(Role.MARKETER)]
    query = select(people.c.person_id, people.c.name, people.c.email).where(
        people.c.role.in_(roles), people.c.state == PersonState.ACTIVE
    )
    found = [
        Assignee(row.person_id, row.name or row.email or row.person_id)
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.person_id))
