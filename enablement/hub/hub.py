"""The hub as one thing: made or opened once, its parts handed to the routes and the commands."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection, func, select

from enablement.clock import Clock, system_clock
from enablement.hub import audit
from enablement.hub.access.accounts import Accounts
from enablement.hub.access.invitations import Invitation, Invitations
from enablement.hub.access.laptops import Laptops
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.passwords import new_password
from enablement.hub.access.people import People
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.sealing import Sealer
from enablement.hub.access.sessions import Sessions
from enablement.hub.access.tokens import Tokens
from enablement.hub.audiences.audiences import Audiences
from enablement.hub.coverage.coverage import Coverage
from enablement.hub.coverage.recalling import Recalling
from enablement.hub.database import Database
from enablement.hub.delivery import Delivery
from enablement.hub.devices import Devices
from enablement.hub.drafting.card_revisions import CardRevisions
from enablement.hub.drafting.comments import Comments
from enablement.hub.drafting.drafts import Drafts
from enablement.hub.drafting.images import Images
from enablement.hub.drafting.listing import CardList
from enablement.hub.drafting.scheduler import Scheduler
from enablement.hub.drafting.steps import Steps
from enablement.hub.drafting.translations import Translations
from enablement.hub.drafting.verification import Verification
from enablement.hub.enrolment import Enrolments
from enablement.hub.founding import check_there, found
from enablement.hub.identity import create_identity, read_identity
from enablement.hub.inbox.inbox import Inbox
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
from enablement.hub.notices import Notices
from enablement.hub.places import HubPlace
from enablement.hub.polling import Polls
from enablement.hub.publications.export import Exporter
from enablement.hub.publications.report import PublishReport
from enablement.hub.published_search import PublishedSearch
from enablement.hub.publishing import Asked, Publisher
from enablement.hub.review.review import Review
from enablement.hub.review.usage import RevisionUsage
from enablement.hub.schema import bring_up_to_date
from enablement.hub.shelf import CardState
from enablement.hub.synonym_preview import SynonymPreview
from enablement.hub.synonyms import Synonyms
from enablement.hub.threads import Threads
from enablement.hub.tries import Tries
from enablement.hub.upkeep.audit_reading import AuditLog
from enablement.hub.upkeep.dead_letters import DeadLetters
from enablement.hub.upkeep.health import check_ready
from enablement.hub.upkeep.metrics import Metrics


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
        self.people = People(database, clock)
        self.accounts = Accounts(database, clock, hasher)
        self.sessions = Sessions(database, clock)
        self.invitations = Invitations(database, clock, self.accounts)
        self.laptops = Laptops(database, clock)
        self.sealer = Sealer(identity.signing_key.private_bytes_raw())
        self.tokens = Tokens(database, clock)
        self.publisher = Publisher(database, clock)
        self.exporter = Exporter(database)
        self.audiences = Audiences(database, clock)
        self.coverage = Coverage(database, clock)
        self.recalling = Recalling(database, clock)
        self.synonyms = Synonyms(database, clock)
        self.published_search = PublishedSearch(database)
        self.synonym_preview = SynonymPreview(database, clock, self.published_search)
        self.enrolments = Enrolments(database, clock)
        self.devices = Devices(database, clock)
        self.delivery = Delivery(database, clock)
        self.intake = Intake(database, clock)
        self.review = Review(database, clock)
        self.threads = Threads(database, clock)
        self.cards = CardList(database, clock)
        self.card_revisions = CardRevisions(database)
        self.translations = Translations(database)
        self.drafts = Drafts(database, clock)
        self.inbox = Inbox(database, clock, self.drafts)
        self.draft_steps = Steps(database, clock)
        self.draft_comments = Comments(database, clock)
        self.draft_images = Images(database, clock)
        self.verification = Verification(database, clock)
        self.notices = Notices(database, clock)
        self.scheduler = Scheduler(database, clock)
        self.metrics = Metrics(database, clock)
        self.audit_log = AuditLog(database)
        self.dead_letters = DeadLetters(database)
        self.polls = Polls(database, self.devices, self.delivery, self.scheduler)

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
            Accounts(database, clock, hasher).found(connection, email, password)
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
        overwrite: bool = False,
    ) -> PublishReport:
        """Publish a folder of cards, all or nothing; see `Publisher.publish`."""
        asked = Asked(source, "", dry_run, retire_most, overwrite)
        return self.publisher.publish(folder, asked)

    def retire(self, card_id: str) -> int:
        """Retire one card; the generation after it."""
        return self.publisher.retire(card_id)

    def invite(
        self,
        name: str,
        *,
        email: str = "",
        team: str = "",
        region: str = "",
        languages: tuple[str, ...] = (),
    ) -> Invitation:
        """Make a one-time code for a rep's laptop, from the command line."""
        words = PersonWords(name, email, team=team, region=region, languages=languages)
        return self.invitations.invite(OPERATOR, words)

    def usage(self) -> list[RevisionUsage]:
        """What each logged revision did, the most used first."""
        return self.review.usage()

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

    def tries_at(self, door: str) -> Tries:
        """The failed tries at a door of the hub, as all its processes count them."""
        return Tries(door, self._database, self._clock, self.sealer)

    def now(self) -> datetime:
        """The moment by the hub's clock."""
        return self._clock()

    def today(self) -> date:
        """The day by the hub's clock, in UTC."""
        return self._clock().date()

    def check(self) -> None:
        """Read from the database; `HubDataError` when it does not answer as it should."""
        check_ready(self._database)

    def close(self) -> None:
        """Let go of the database."""
        self.published_search.close()
        self.inbox.close()
        self._database.close()
