"""Many rows at once: on PostgreSQL as one text each time, in a fraction of the time of parameters."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    String,
    Table,
    any_,
    func,
    insert,
)

from enablement.hub.database import explain
from enablement.hub.models import UtcDateTime

_Value = TypeVar("_Value")

_FEW = 8
"""Fewer rows are not worth a COPY."""

_WRITTEN = (String, Integer, Date, JSON, UtcDateTime)
"""What PostgreSQL reads as Python writes it."""

_VALUE, _ROW = "\x1f", "\x1e"
"""ASCII's own separators, which hardly any text holds."""

_ESCAPES = (
    ("\\", r"\\"), ("\n", r"\n"), ("\r", r"\r"), ("\t", r"\t"), (_VALUE, "\t"), (_ROW, "\n"),
)  # fmt: skip


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns, within the transaction of this connection."""
    if not rows:
        return
    many = connection.dialect.name == "postgresql" and len(rows) >= _FEW
    text = _as_text(table, tuple(rows[0]), rows) if many else ""
    if text:
        _copy(connection, table, tuple(rows[0]), text)
    else:
        connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, names: Sequence[str], text: str) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    # SQLAlchemy has no COPY: the driver's own connection is in the same transaction.
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("the connection is not psycopg's")
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(text)
    except psycopg.Error as error:
        if (found := explain(error, connection.engine.url.database)) is not None:
            raise found from error
        raise


def _as_text(table: Table, names: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    """The rows as COPY reads them, made as a whole: the driver would go value by value.

    Empty for what cannot be said so: a value that may be absent, or that holds a separator.
    """
    columns = [table.c[name] for name in names]
    if any(column.nullable or not isinstance(column.type, _WRITTEN) for column in columns):
        return ""
    said = [column.name for column in columns if isinstance(column.type, JSON)]
    told = [row | {name: json.dumps(row[name]) for name in said} for row in rows] if said else rows
    text = _ROW.join(_VALUE.join(map(str, row)) for row in map(itemgetter(*names), told))
    if (text.count(_VALUE), text.count(_ROW)) != (len(rows) * (len(names) - 1), len(rows) - 1):
        return ""
    for plain, written in _ESCAPES:
        text = text.replace(plain, written)
    return text


def portions(values: Iterable[_Value], at_once: int = 500) -> Iterator[Sequence[_Value]]:
    """Values in portions that one statement may name."""
    listed = list(values)
    for start in range(0, len(listed), at_once):
        yield listed[start : start + at_once]


def among(
    connection: Connection, column: Column[str], values: Collection[str]
) -> ColumnElement[bool]:
    """That a column holds one of so many values."""
    plain = all(value and _VALUE not in value for value in values)
    if connection.dialect.name != "postgresql" or not plain:
        return column.in_(values)
    # One text: the driver would write an array value by value.
    return column == any_(func.string_to_array(_VALUE.join(values), _VALUE))
