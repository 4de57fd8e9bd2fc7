"""The people of the hub as its admins see them: who they are, where they stand, and what they hold."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.invitations import end_invitations
from enablement.hub.access.laptops import Laptop, end_laptops, laptops_of
from enablement.hub.access.members import Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.reps import words_of, write_words
from enablement.hub.access.roles import Role
from enablement.hub.access.sessions import end_sessions
from enablement.hub.access.states import PersonState
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import api_tokens, people
from enablement.translation import n_

PAGE_ROWS = 100
_KEY = " "
"""Parts a name from an id in the address of the next page: no id has a space."""


@dataclass(frozen=True)
class Person:
    """A person with their laptops; `signs_in_by` is empty for who cannot sign in."""

    person_id: str
    words: PersonWords
    state: PersonState
    signs_in_by: tuple[str, ...]
    created: datetime
    seen: datetime | None
    laptops: tuple[Laptop, ...] = ()

    @property
    def last_seen(self) -> datetime | None:
        """When they were last here, or a laptop of theirs was."""
        moments = [self.seen, *(laptop.last_contact for laptop in self.laptops)]
        return max((moment for moment in moments if moment), default=None)

    @property
    def in_use(self) -> tuple[Laptop, ...]:
        """Their laptops that have not ended."""
        return tuple(laptop for laptop in self.laptops if laptop.in_use)


@dataclass(frozen=True)
class PeopleFilter:
    """Which people are wanted; empty is any, but who has ended is shown only when asked for."""

    words: str = ""
    role: str = ""
    state: str = ""
    team: str = ""


@dataclass(frozen=True)
class PeoplePage:
    """Some people by name; `after` leads to the next ones, empty at the end."""

    rows: tuple[Person, ...]
    after: str = ""


@dataclass(frozen=True)
class PeopleChoices:
    """What people can be filtered by, and what a form may suggest."""

    teams: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def team_options(self) -> tuple[tuple[str, str], ...]:
        """The teams as a list to choose from."""
        return tuple((team, team) for team in self.teams)


class People:
    """Lists people, changes what is said of them, ends them and brings them back."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, asked: PeopleFilter, after: str = "", most: int = PAGE_ROWS) -> PeoplePage:
        """The people that fit, by name, from `after` on."""
        query = _filtered(asked).order_by(func.lower(people.c.name), people.c.person_id)
        person_id, _mark, name = after.partition(_KEY)
        if person_id:
            by_name = func.lower(people.c.name)
            query = query.where(
                or_(by_name > name, (by_name == name) & (people.c.person_id > person_id))
            )
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(most + 1)).mappings().all()
            found = _with_laptops(connection, [dict(row) for row in rows[:most]])
        last = rows[most - 1] if len(rows) > most else None
        return PeoplePage(
            tuple(found), f"{last['person_id']}{_KEY}{last['sorted_by']}" if last else ""
        )

    def get(self, person_id: str) -> Person:
        """A person with all their laptops; `HubMissingError` when there is none of that id."""
        query = _columns().where(people.c.person_id == person_id)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                raise _missing()
            return _with_laptops(connection, [dict(row)])[0]

    def choices(self) -> PeopleChoices:
        """The teams and regions that people are in."""
        with self._database.reading() as connection:
            teams, regions = (
                tuple(
                    connection.scalars(
                        select(column).distinct().where(column != "").order_by(column)
                    )
                )
                for column in (people.c.team, people.c.region)
            )
        return PeopleChoices(teams, regions)

    def change(self, member: Member, person_id: str, words: PersonWords) -> None:
        """Say something else of a person; their laptops and threads follow, their logs stay.

        Raises `HubInputError` for words that cannot stand, `HubConflictError` when the last admin
        would be none any more or another person has that address.
        """
        said = words.cleaned()
        now = self._clock()
        with self._database.writing() as connection:
            lock_admins(connection)
            before = words_of(connection, person_id)
            if before is None:
                raise _missing()
            if said == before:
                return
            if before.role is Role.ADMIN and said.role is not Role.ADMIN:
                _check_other_admin(connection, person_id)
            if said.email != before.email:
                _check_address(connection, person_id, said.email)
                # Whoever has the new address at the provider is to be known by it.
                unknown = {"issuer": "", "subject": ""}
                this = people.c.person_id == person_id
                connection.execute(update(people).where(this).values(**unknown))
            write_words(connection, person_id, said)
            if not said.role.may(Role.MARKETER):
                end_sessions(connection, person_id)
            details = _difference(before, said)
            audit.record(connection, now, member.who, "person-change", _named(said), details)

    def end(self, member: Member, person_id: str, *, wipe: bool = False) -> None:
        """End a person: sessions, tokens, open invitations and laptops; what they did stays.

        With `wipe` each laptop is asked to erase its library. `HubConflictError` for the last admin.
        """
        now = self._clock()
        with self._database.writing() as connection:
            lock_admins(connection)
            words, state = _state_of(connection, person_id)
            if words.role is Role.ADMIN and state is PersonState.ACTIVE:
                _check_other_admin(connection, person_id)
            _set_state(connection, person_id, PersonState.ENDED)
            end_sessions(connection, person_id)
            end_invitations(connection, now, person_id)
            theirs = (api_tokens.c.person_id == person_id) & api_tokens.c.revoked_at.is_(None)
            connection.execute(update(api_tokens).where(theirs).values(revoked_at=now))
            laptops = end_laptops(connection, now, person_id, wipe=wipe)
            details = {"laptops": laptops, "wipe": wipe}
            audit.record(connection, now, member.who, "person-end", _named(words), details)

    def bring_back(self, member: Member, person_id: str) -> None:
        """Undo an end: they may sign in again as before; a laptop needs a new invitation."""
        now = self._clock()
        with self._database.writing() as connection:
            words, state = _state_of(connection, person_id)
            if state is not PersonState.ENDED:
                return
            row = connection.execute(
                select(people.c.password_hash, people.c.subject).where(
                    people.c.person_id == person_id
                )
            ).one()
            proves = bool(row.password_hash or row.subject)
            back = PersonState.ACTIVE if proves else PersonState.INVITED
            _set_state(connection, person_id, back)
            audit.record(connection, now, member.who, "person-back", _named(words))


def _columns() -> Select[Any]:
    return select(people, func.lower(people.c.name).label("sorted_by"))


def _filtered(asked: PeopleFilter) -> Select[Any]:
    query = _columns()
    if asked.words:
        sought = asked.words.casefold()
        query = query.where(
            or_(
                func.lower(people.c.name).contains(sought, autoescape=True),
                people.c.email.contains(sought, autoescape=True),
            )
        )
    if asked.role:
        query = query.where(people.c.role == asked.role)
    if asked.team:
        query = query.where(people.c.team == asked.team)
    if asked.state == "all":
        return query
    if asked.state:
        return query.where(people.c.state == asked.state)
    return query.where(people.c.state != PersonState.ENDED.value)


def _with_laptops(connection: Connection, rows: list[dict[str, Any]]) -> list[Person]:
    generation = read_identity(connection).generation
    held = laptops_of(connection, generation, [row["person_id"] for row in rows])
    return [_person(row, held.get(row["person_id"], ())) for row in rows]


def _person(row: dict[str, Any], laptops: tuple[Laptop, ...]) -> Person:
    ways = (("password", row["password_hash"]), ("provider", row["subject"]))
    return Person(
        person_id=row["person_id"],
        words=PersonWords(
            row["name"], row["email"] or "", Role(row["role"]), row["team"], row["region"],
            tuple(row["languages"]),
        ),
        state=PersonState(row["state"]),
        signs_in_by=tuple(way for way, there in ways if there),
        created=row["created_at"],
        seen=row["seen_at"],
        laptops=laptops,
    )  # fmt: skip


def lock_admins(connection: Connection) -> None:
    """Let one change of people through at a time, so that two admins cannot end each other."""
    admins = select(people.c.person_id).where(people.c.role == Role.ADMIN.value)
    connection.execute(admins.order_by(people.c.person_id).with_for_update()).all()


def _check_other_admin(connection: Connection, person_id: str) -> None:
    others = select(people.c.person_id).where(
        people.c.role == Role.ADMIN.value,
        people.c.state == PersonState.ACTIVE.value,
        people.c.person_id != person_id,
    )
    if connection.execute(others.limit(1)).first() is None:
        raise HubConflictError(
            n_("This is the last admin of the hub."),
            mend=n_("Make somebody else an admin first."),
        )


def _check_address(connection: Connection, person_id: str, email: str) -> None:
    taken = select(people.c.name).where(people.c.email == email, people.c.person_id != person_id)
    if email and (row := connection.execute(taken).first()) is not None:
        raise HubConflictError(
            n_("{name} has that e-mail address."),
            mend=n_("Each person has an address of their own."),
            name=row.name or email,
        )


def _state_of(connection: Connection, person_id: str) -> tuple[PersonWords, PersonState]:
    query = select(people.c.state).where(people.c.person_id == person_id).with_for_update()
    state = connection.scalar(query)
    words = words_of(connection, person_id)
    if state is None or words is None:
        raise _missing()
    return words, PersonState(state)


def _set_state(connection: Connection, person_id: str, state: PersonState) -> None:
    this = people.c.person_id == person_id
    connection.execute(update(people).where(this).values(state=state.value))


def _named(words: PersonWords) -> str:
    return words.email or words.name


def _difference(before: PersonWords, after: PersonWords) -> dict[str, list[Any]]:
    """What a change changed, each as it was and as it is."""
    plain = [vars(replace(words, languages=())) for words in (before, after)]
    changed = {
        name: [plain[0][name], plain[1][name]]
        for name in plain[0]
        if plain[0][name] != plain[1][name]
    }
    if before.languages != after.languages:
        changed["languages"] = [list(before.languages), list(after.languages)]
    return changed


def _missing() -> HubMissingError:
    return HubMissingError(n_("There is no such person."), mend=n_("Look at the list again."))
