"""Small things that the desk remembers between starts, encrypted with the rest: names and JSON values."""

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from enablement.library.database import Database
from enablement.library.tables import desk_state


class DeskState:
    """Remembers values by name; whoever owns a name knows what its value looks like."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, else the default."""
        with self._database.reading() as connection:
            return self.read(connection, name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold; `None` forgets it."""
        with self._database.writing() as connection:
            self.write(connection, name, value)

    @staticmethod
    def read(connection: Connection, name: str, default: Any = None) -> Any:
        """The value of a name, in the caller's transaction."""
        row = connection.execute(
            select(desk_state.c.value).where(desk_state.c.name == name)
        ).first()
        return default if row is None else row.value

    @staticmethod
    def write(connection: Connection, name: str, value: Any) -> None:
        """Remember a value in the caller's transaction."""
        if value is None:
            connection.execute(delete(desk_state).where(desk_state.c.name == name))
            return
        new = insert(desk_state).values(name=name, value=value)
        connection.execute(
            new.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )
