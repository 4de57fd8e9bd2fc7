"""The hub as one thing: made or opened once, its parts handed to the routes and the commands."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection, func, select

from enablement.clock import Clock, system_clock
from enablement.hub import audit
from enablement.hub.access.people import People, new_password
from enablement.hub.access.tokens import Tokens
from enablement.hub.database import Database
from enablement.hub.delivery import Delivery
from enablement.hub.devices import Devices
from enablement.hub.enrolment import Enrolments, Invitation
from enablement.hub.founding import check_there, found
from enablement.hub.identity import create_identity, read_identity
from enablement.hub.insight import Insight, RevisionUsage
from enablement.hub.intake import Intake
from enablement.hub.models import (
    NAME,
    cards,
    devices,
    events,
    invitations,
    rejected_events,
    usage,
)
from enablement.hub.places import HubPlace
from enablement.hub.publishing import Publisher, PublishReport
from enablement.hub.requests import Requests
from enablement.hub.schema import bring_up_to_date
from enablement.hub.shelf import CardState
from enablement.hub.synonyms import Synonyms
from enablement.hub.threads import Threads


@dataclass(frozen=True)
class HubStatus:
    """What the hub holds: counts of cards, laptops, open invitations and logs."""

    hub_id: str
    name: str
    epoch: str
    generation: int
    cards: int
    retired: int
    devices: int
    invitations_open: int
    events: int
    usage: int
    rejected: int

    def as_json(self) -> dict[str, Any]:
        """The status as `hub status --json` prints it."""
        return asdict(self)


class Hub:
    """Marketing's server without its web: safe to use from several threads and processes."""

    def __init__(self, database: Database, clock: Clock, hasher: PasswordHasher) -> None:
        self._database = database
        self._clock = clock
        with database.reading() as connection:
            identity = read_identity(connection)
        self.hub_id = identity.hub_id
        self.name = identity.name
        self.people = People(database, clock, hasher)
        self.tokens = Tokens(database, clock)
        self.publisher = Publisher(database, clock)
        self.synonyms = Synonyms(database, clock)
        self.enrolments = Enrolments(database, clock)
        self.devices = Devices(database, clock)
        self.delivery = Delivery(database, clock)
        self.intake = Intake(database, clock)
        self.insight = Insight(database, clock)
        self.requests = Requests(database)
        self.threads = Threads(database, clock)

    @classmethod
    def create(
        cls,
        place: HubPlace | Path | str,
        *,
        name: str = "",
        email: str = "marketing@example.com",
        password: str | None = None,
        clock: Clock = system_clock,
        hasher: PasswordHasher | None = None,
    ) -> tuple["Hub", str]:
        """Make a hub; the hub, and the password of its first admin, made when not given.

        Raises `HubDataError` when the place already holds a hub or cannot be written; no hub is
        ever left half made.
        """
        hasher = hasher or PasswordHasher()
        password = new_password() if password is None else password

        def fill(database: Database, connection: Connection) -> None:
            hub_id = create_identity(connection, name.strip()[:NAME], clock())
            People(database, clock, hasher).add(connection, email, "", "admin", password)
            audit.record(connection, clock(), audit.COMMAND_LINE, "create", hub_id)

        where = HubPlace.of(place)
        found(where, fill)
        return cls.open(where, clock, hasher=hasher), password

    @classmethod
    def open(
        cls,
        place: HubPlace | Path | str,
        clock: Clock = system_clock,
        *,
        hasher: PasswordHasher | None = None,
    ) -> "Hub":
        """Open the hub of a folder or at a PostgreSQL address, brought up to date when it is older.

        Raises `HubDataError`: no hub there, not a database, a newer schema, a folder that cannot
        be written, a database that does not answer.
        """
        where = HubPlace.of(place)
        check_there(where)
        database = Database.at(where)
        try:
            bring_up_to_date(database)
            return cls(database, clock, hasher or PasswordHasher())
        except BaseException:
            database.close()
            raise

    def publish(
        self,
        folder: Path,
        *,
        source: str | None = None,
        dry_run: bool = False,
        retire_most: bool = False,
    ) -> PublishReport:
        """Publish a folder of cards, all or nothing; see `Publisher.publish`."""
        return self.publisher.publish(
            folder, source=source, dry_run=dry_run, retire_most=retire_most
        )

    def retire(self, card_id: str) -> int:
        """Retire one card; the generation after it."""
        return self.publisher.retire(card_id)

    def invite(
        self, name: str, *, team: str = "", region: str = "", languages: tuple[str, ...] = ()
    ) -> Invitation:
        """Make a one-time code for a rep's laptop."""
        return self.enrolments.invite(name, team=team, region=region, languages=languages)

    def usage(self) -> list[RevisionUsage]:
        """What each logged revision did, the most used first."""
        return self.insight.usage()

    def status(self) -> HubStatus:
        """Count what the hub holds now."""
        now = self._clock()
        count = func.count()
        counts = {
            "cards": select(count).where(cards.c.state == CardState.PUBLISHED),
            "retired": select(count).where(cards.c.state == CardState.RETIRED),
            "devices": select(count).where(devices.c.revoked_at.is_(None)),
            "invitations_open": select(count).where(
                invitations.c.used_at.is_(None), invitations.c.expires_at > now
            ),
            "events": select(count).select_from(events),
            "usage": select(count).select_from(usage),
            "rejected": select(count).select_from(rejected_events),
        }
        with self._database.reading() as connection:
            identity = read_identity(connection)
            found = {name: connection.scalar(query) or 0 for name, query in counts.items()}
        return HubStatus(
            hub_id=identity.hub_id,
            name=identity.name,
            epoch=identity.epoch,
            generation=identity.generation,
            **found,
        )

    def check(self) -> None:
        """Read from the database; `HubDataError` when it does not answer as it should."""
        with self._database.reading() as connection:
            read_identity(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
