"""Who the hub is and how far it has come: its ids, its generation and the key it signs with."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, RowMapping, insert, select, update

from enablement.hub.models import hub

IDENTITY = (
    hub.c.hub_id, hub.c.name.label("hub_name"), hub.c.epoch, hub.c.generation,
    hub.c.mass_removal.label("hub_mass_removal"), hub.c.signing_key,
)  # fmt: skip
"""The columns that an identity is made of, told apart from those of other tables."""


@dataclass(frozen=True)
class HubIdentity:
    """The hub's one row; `generation` counts publications within an `epoch`."""

    hub_id: str
    name: str
    epoch: str
    generation: int
    mass_removal: int
    signing_secret: bytes = field(repr=False)

    @classmethod
    def of(cls, row: RowMapping) -> "HubIdentity":
        """The identity in a row of `IDENTITY`, among whatever else is in it."""
        return cls(
            row["hub_id"], row["hub_name"], row["epoch"], row["generation"],
            row["hub_mass_removal"], row["signing_key"],
        )  # fmt: skip

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """The key that the hub signs with."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_secret)

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
    query = select(*IDENTITY)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one()
    return HubIdentity.of(row)


def write_generation(connection: Connection, generation: int, mass_removal: int) -> None:
    """Count a publication: the last write of its transaction, so that no reader sees half of it."""
    connection.execute(update(hub).values(generation=generation, mass_removal=mass_removal))
