"""The objects that every laptop holds beside its cards: a row each, which carries the object."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from enablement.hub.models import shared_objects
from enablement.sync.protocol import EntryKind

NOTHING = b"{}"
"""The bytes of an empty one, which no laptop needs to be told of."""


@dataclass(frozen=True)
class SharedObject:
    """One such object; `revision` counts its changes, `checked_at` is when it was last summed up."""

    kind: EntryKind
    id: str
    revision: int
    data: bytes = field(repr=False)
    checked_at: datetime


def read_shared(connection: Connection) -> dict[tuple[EntryKind, str], SharedObject]:
    """All of them by kind and id."""
    columns = (
        shared_objects.c.kind, shared_objects.c.id, shared_objects.c.revision,
        shared_objects.c.data, shared_objects.c.checked_at,
    )  # fmt: skip
    rows = connection.execute(select(*columns).order_by(shared_objects.c.kind, shared_objects.c.id))
    found = (SharedObject(EntryKind(kind), *rest) for kind, *rest in rows)
    return {(one.kind, one.id): one for one in found}


def write_shared(
    connection: Connection, kind: EntryKind, entry_id: str, data: bytes, now: datetime
) -> bool:
    """Bring one to its new bytes, within the transaction of a publication; whether they differ."""
    held = read_shared(connection).get((kind, entry_id))
    differs = data != (held.data if held else NOTHING)
    values: dict[str, object] = {"checked_at": now}
    if differs or held is None:
        revision = (held.revision if held else 0) + differs
        values |= {"revision": revision, "data": data, "changed_at": now}
    if held is None:
        connection.execute(insert(shared_objects), {"kind": kind, "id": entry_id, **values})
    else:
        same_row = (shared_objects.c.kind == kind, shared_objects.c.id == entry_id)
        connection.execute(update(shared_objects).where(*same_row).values(values))
    return differs
