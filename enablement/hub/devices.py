"""The laptops that are enrolled: who speaks with which token, and when each was last heard of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from enablement.clock import Clock
from enablement.hub.codes import hash_secret
from enablement.hub.database import Database
from enablement.hub.models import devices
from enablement.hub.refusals import RefusedError
from enablement.hub.shelf import Recipient
from enablement.sync.policies import RepNow

CONTACT_INTERVAL = timedelta(minutes=1)
"""How often, at most, a contact is worth a write."""

DEVICE = (
    devices.c.device, devices.c.rep_name, devices.c.team, devices.c.region, devices.c.languages,
    devices.c.received, devices.c.held_generation, devices.c.last_contact, devices.c.formers,
    devices.c.person_id, devices.c.mass_removal, devices.c.wipe_asked_at, devices.c.revoked_at,
)  # fmt: skip
"""The columns that `device_of` reads."""

_OF_TOKEN = select(*DEVICE).where(devices.c.token_hash == bindparam("asked"))


@dataclass(frozen=True)
class Device:
    """A laptop that showed its token; `received` is the device_seq up to which nothing is missing.

    `formers` are the devices that this rep's laptop was enrolled as before: what is theirs is its own.
    """

    device: str
    rep_name: str
    team: str
    region: str
    languages: tuple[str, ...]
    received: int
    held_generation: int | None
    last_contact: datetime | None
    formers: tuple[str, ...] = ()
    person_id: str = ""
    mass_removal: int = 0
    to_wipe: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every device that this laptop is and was."""
        return (self.device, *self.formers)

    @property
    def rep(self) -> RepNow:
        """Whose it is, in the words that its laptop is told."""
        return RepNow(
            name=self.rep_name, team=self.team, region=self.region, languages=self.languages
        )

    @property
    def recipient(self) -> Recipient:
        """Whom its cards are chosen for."""
        return Recipient.of(self.team, self.region, self.languages)


class Devices:
    """Knows devices by their token, and keeps when each last came."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def recognise(self, token: str) -> Device:
        """The device of a token.

        `RefusedError` `device-unknown` (401), or `device-revoked` or `device-wipe` (403).
        """
        device = self.recognise_sender(token)
        self.may_ask(device)
        return device

    def recognise_sender(self, token: str) -> Device:
        """The device of a token that brings what its rep logged.

        One that is to erase its library may still do that, so that nothing logged is lost.
        """
        with self._database.glancing() as connection:
            asked = {"asked": hash_secret(token)}
            return device_of(connection.execute(_OF_TOKEN, asked).mappings().one_or_none())

    def may_ask(self, device: Device) -> None:
        """Refuse a device that is to erase its library, and note that it has come."""
        if device.to_wipe:
            self.note_contact(device, None)
            raise RefusedError(403, "device-wipe", "This laptop is asked to erase its library.")

    def note_contact(self, device: Device, held_generation: int | None) -> None:
        """Keep that a laptop came, and what it says it holds; at most one write a minute."""
        now = self._clock()
        told = held_generation is not None and held_generation != device.held_generation
        recent = device.last_contact is not None and now - device.last_contact < CONTACT_INTERVAL
        if recent and not told:
            return
        values: dict[str, object] = {"last_contact": now}
        if told:
            values["held_generation"] = held_generation
        with self._database.writing() as connection:
            same = devices.c.device == device.device
            connection.execute(update(devices).where(same).values(values))


def device_of(row: RowMapping | None) -> Device:
    """The device in the row of a token; one that is to erase its library is still one.

    `RefusedError` `device-unknown` (401) for no row, `device-revoked` (403) for one that is out.
    """
    if row is None:
        raise RefusedError(401, "device-unknown", "The hub does not know this laptop.")
    device = Device(
        device=row["device"],
        rep_name=row["rep_name"],
        team=row["team"],
        region=row["region"],
        languages=tuple(row["languages"]),
        received=row["received"],
        held_generation=row["held_generation"],
        last_contact=row["last_contact"],
        formers=tuple(row["formers"]),
        person_id=row["person_id"],
        mass_removal=row["mass_removal"],
        to_wipe=row["wipe_asked_at"] is not None,
    )
    if row["revoked_at"] is not None and not device.to_wipe:
        raise RefusedError(403, "device-revoked", "This laptop's access was ended.")
    return device


def add_formers(connection: Connection, device: Device, found: Iterable[str]) -> None:
    """Note what a laptop turned out to have been before, as far as the rep is the same."""
    query = select(devices.c.device, devices.c.formers).where(
        devices.c.device.in_(set(found)), devices.c.person_id == device.person_id
    )
    names = list(device.formers)
    for row in connection.execute(query):
        names += [name for name in (row.device, *row.formers) if name not in device.names]
    if names != list(device.formers):
        same = devices.c.device == device.device
        connection.execute(update(devices).where(same).values(formers=list(dict.fromkeys(names))))
