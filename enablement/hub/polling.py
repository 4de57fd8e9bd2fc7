"""Answering laptops that ask whether there is anything new: all of them, all day, mostly in vain."""

from sqlalchemy import bindparam, select, true

from enablement.hub.codes import hash_secret
from enablement.hub.database import Database
from enablement.hub.delivery import Delivery
from enablement.hub.devices import DEVICE, Devices, device_of
from enablement.hub.drafting.scheduler import Scheduler
from enablement.hub.identity import IDENTITY, HubIdentity
from enablement.hub.models import devices, hub
from enablement.sync.protocol import SignedRoot

_ASKED = (
    select(*DEVICE, *IDENTITY)
    .join_from(devices, hub, true())
    .where(devices.c.token_hash == bindparam("asked"))
)
"""The laptop and the hub in one row: the hub has one."""


class Polls:
    """Gives a laptop its root in as few words with the database as there can be."""

    def __init__(
        self, database: Database, devices: Devices, delivery: Delivery, scheduler: Scheduler
    ) -> None:
        self._database = database
        self._devices = devices
        self._delivery = delivery
        self._scheduler = scheduler

    def answer(self, token: str, held_generation: int | None) -> SignedRoot:
        """The root for the laptop of a token, which says what it holds.

        Raises `RefusedError` as `Devices.recognise` does.
        """
        self._scheduler.run_if_due()
        self._delivery.renew_if_due()
        with self._database.glancing() as connection:
            asked = {"asked": hash_secret(token)}
            row = connection.execute(_ASKED, asked).mappings().one_or_none()
            device = device_of(row)
            root = None
            if row is not None and not device.to_wipe:
                root = self._delivery.glance(connection, HubIdentity.of(row), device)
        self._devices.may_ask(device)
        self._devices.note_contact(device, held_generation)
        return root if root is not None else self._delivery.root(device)
