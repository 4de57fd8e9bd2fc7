"""Who the hub is and how far it has come: its ids, its generation and the key it signs with."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from enablement.hub.models import hub


@dataclass(frozen=True)
class HubIdentity:
    """The hub's one row; `generation` counts publications within an `epoch`."""

    hub_id: str
    name: str
    epoch: str
    generation: int
    mass_removal: int
    signing_key: Ed25519PrivateKey = field(repr=False)

    @property
    def public_key(self) -> str:
        """The key that laptops pin: 32 raw bytes in base64."""
        return base64.b64encode(self.signing_key.public_key().public_bytes_raw()).decode()


def create_identity(connection: Connection, name: str, now: datetime) -> str:
    """Give a new hub its ids and its key; the hub's id."""
    hub_id = str(uuid4())
    row = {
        "id": 1,
        "hub_id": hub_id,
        "name": name,
        "epoch": str(uuid4()),
        "generation": 0,
        "mass_removal": 0,
        "signing_key": Ed25519PrivateKey.generate().private_bytes_raw(),
        "created_at": now,
    }
    connection.execute(insert(hub), row)
    return hub_id


def read_identity(connection: Connection, *, lock: bool = False) -> HubIdentity:
    """The hub's row as it stands now; `lock` keeps other publications out until the commit."""
    query = select(
        hub.c.hub_id, hub.c.name, hub.c.epoch, hub.c.generation, hub.c.mass_removal,
        hub.c.signing_key,
    )  # fmt: skip
    row = connection.execute(query.with_for_update() if lock else query).one()
    key = Ed25519PrivateKey.from_private_bytes(row.signing_key)
    return HubIdentity(row.hub_id, row.name, row.epoch, row.generation, row.mass_removal, key)


def write_generation(connection: Connection, generation: int, mass_removal: int) -> None:
    """Count a publication: the last write of its transaction, so that no reader sees half of it."""
    connection.execute(update(hub).values(generation=generation, mass_removal=mass_removal))
