"""Which refused events the rep has said anew: kept with them, and known wherever they are sent."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from enablement.library.tables import desk_state

_NAME = "said_anew"


def read_said_anew(connection: Connection) -> frozenset[str]:
    """The events that the hub refused and that were recorded anew."""
    found = connection.scalar(select(desk_state.c.value).where(desk_state.c.name == _NAME))
    return frozenset(found or ())


def note_said_anew(connection: Connection, event_id: str) -> None:
    """Note that this one was, in the transaction that records it."""
    value = sorted({*read_said_anew(connection), event_id})
    new = insert(desk_state).values(name=_NAME, value=value)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
