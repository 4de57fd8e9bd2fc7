"""Many rows at once: on PostgreSQL by COPY and arrays, in half the time of as many parameters."""

from collections.abc import Collection, Sequence
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Table, any_, insert, literal

from enablement.hub.database import explain

_FEW = 8
"""Fewer rows are not worth a COPY."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns, within the transaction of this connection."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _FEW:
        _copy(connection, table, rows)
    else:
        connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    names = tuple(rows[0])
    makers = [
        table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for name in names
    ]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    # SQLAlchemy has no COPY: the driver's own connection is in the same transaction.
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("the connection is not psycopg's")
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                values = zip(names, makers, strict=True)
                copy.write_row([make(row[name]) if make else row[name] for name, make in values])
    except psycopg.Error as error:
        if (found := explain(error, connection.engine.url.database)) is not None:
            raise found from error
        raise


def among(
    connection: Connection, column: Column[str], values: Collection[str]
) -> ColumnElement[bool]:
    """That a column holds one of so many values."""
    if connection.dialect.name != "postgresql":
        return column.in_(values)
    return column == any_(literal(list(values), ARRAY(column.type)))
