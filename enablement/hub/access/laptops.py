"""Reps' laptops as admins see them: what each holds, when it was last heard of, and whether it ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select, update

from enablement.clock import Clock
from enablement.errors import HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.models import devices
from enablement.hub.refusals import RefusedError
from enablement.translation import n_


class LaptopState(StrEnum):
    """Where a laptop stands: in use, its access ended, asked to erase its library, or erased."""

    IN_USE = "in_use"
    REVOKED = "revoked"
    WIPING = "wiping"
    WIPED = "wiped"


@dataclass(frozen=True)
class Laptop:
    """A laptop; `behind` is by how many publications, `None` while it has not said what it holds."""

    device: str
    person_id: str
    device_name: str
    state: LaptopState
    enrolled: datetime
    last_contact: datetime | None
    held_generation: int | None
    behind: int | None
    revoked: datetime | None
    wipe_asked: datetime | None
    wiped: datetime | None

    @property
    def in_use(self) -> bool:
        """Whether it may fetch cards."""
        return self.state is LaptopState.IN_USE


class Laptops:
    """Ends the access of laptops, and has them erased."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def revoke(self, member: Member, device: str) -> str:
        """End a laptop's access; whose it is. `HubMissingError` when there is none of that id."""
        now = self._clock()
        with self._database.writing() as connection:
            person_id = _ended(connection, device, {"revoked_at": now})
            audit.record(connection, now, member.who, "revoke", device)
        return person_id

    def ask_wipe(self, member: Member, device: str) -> str:
        """Have a laptop erase its library when it next comes; whose it is.

        It may still send what its rep has logged, and nothing else, also when its access was ended.
        """
        now = self._clock()
        with self._database.writing() as connection:
            person_id = _ended(connection, device, {"wipe_asked_at": now})
            audit.record(connection, now, member.who, "wipe-ask", device)
        return person_id

    def take_wipe_back(self, member: Member, device: str) -> str:
        """Let a laptop keep its library after all, if it has not come meanwhile."""
        now = self._clock()
        waits = devices.c.wipe_asked_at.is_not(None) & devices.c.wiped_at.is_(None)
        this = (devices.c.device == device) & waits
        with self._database.writing() as connection:
            person_id = connection.scalar(select(devices.c.person_id).where(this))
            taken = connection.execute(update(devices).where(this).values(wipe_asked_at=None))
            if taken.rowcount != 1:
                raise _no_laptop(device)
            audit.record(connection, now, member.who, "wipe-take-back", device)
        return str(person_id or "")

    def confirm_wiped(self, former: str) -> None:
        """Note that a laptop has erased its library; saying it again changes nothing.

        `former` is the hash of the token that it had. Raises `RefusedError` `device-unknown` (401)
        for a laptop that nobody asked.
        """
        now = self._clock()
        asked = (devices.c.token_hash == former) & devices.c.wipe_asked_at.is_not(None)
        with self._database.writing() as connection:
            query = select(devices.c.device, devices.c.wiped_at).where(asked).with_for_update()
            row = connection.execute(query).one_or_none()
            if row is None:
                raise RefusedError(401, "device-unknown", "No such laptop was asked to erase.")
            if row.wiped_at is None:
                values = {"wiped_at": now, "last_contact": now}
                connection.execute(update(devices).where(asked).values(**values))
                audit.record(connection, now, row.device, "wiped", row.device)


def laptops_of(
    connection: Connection, generation: int, person_ids: Collection[str]
) -> dict[str, tuple[Laptop, ...]]:
    """The laptops of some people, those in use first, then the newest."""
    query = select(devices).where(devices.c.person_id.in_(person_ids))
    found: dict[str, list[Laptop]] = {}
    for row in connection.execute(query.order_by(devices.c.enrolled_at.desc())):
        held = row.held_generation
        laptop = Laptop(
            device=row.device,
            person_id=row.person_id,
            device_name=row.device_name,
            state=_state(row.revoked_at, row.wipe_asked_at, row.wiped_at),
            enrolled=row.enrolled_at,
            last_contact=row.last_contact,
            held_generation=held,
            behind=None if held is None else max(0, generation - held),
            revoked=row.revoked_at,
            wipe_asked=row.wipe_asked_at,
            wiped=row.wiped_at,
        )
        found.setdefault(row.person_id, []).append(laptop)
    return {
        person_id: tuple(sorted(laptops, key=lambda laptop: not laptop.in_use))
        for person_id, laptops in found.items()
    }


def end_laptops(connection: Connection, now: datetime, person_id: str, *, wipe: bool) -> int:
    """End the access of a person's laptops, and have them erased with `wipe`; how many in use."""
    theirs = devices.c.person_id == person_id
    ended = connection.execute(
        update(devices).where(theirs, devices.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    if wipe:
        kept = theirs & devices.c.wipe_asked_at.is_(None)
        connection.execute(update(devices).where(kept).values(wipe_asked_at=now))
    return ended.rowcount


def _state(revoked: datetime | None, asked: datetime | None, wiped: datetime | None) -> LaptopState:
    if wiped is not None:
        return LaptopState.WIPED
    if asked is not None:
        return LaptopState.WIPING
    return LaptopState.REVOKED if revoked is not None else LaptopState.IN_USE


def _ended(connection: Connection, device: str, values: dict[str, datetime]) -> str:
    """Write when something of a laptop ended, unless that is written already; whose it is."""
    person_id = connection.scalar(
        select(devices.c.person_id).where(devices.c.device == device).with_for_update()
    )
    if person_id is None:
        raise _no_laptop(device)
    for name, moment in values.items():
        this = (devices.c.device == device) & devices.c[name].is_(None)
        connection.execute(update(devices).where(this).values({name: moment}))
    return str(person_id)


def _no_laptop(device: str) -> HubMissingError:
    return HubMissingError(
        n_("There is no laptop “{device}” on this hub."),
        mend=n_("Check its id."),
        device=device,
    )
