"""The audit log only grows: the database itself refuses to change or remove a line."""

import pytest
import sqlalchemy as sa

from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.models import audit_log
from tests.hub.conftest import START

CHANGES = {
    "update": sa.update(audit_log).values(who="nobody"),
    "delete": sa.delete(audit_log),
    "delete one": sa.delete(audit_log).where(audit_log.c.id == 1),
}


def write(database: Database, statement: sa.Executable) -> None:
    with database.writing() as connection:
        connection.execute(statement)


def lines(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(sa.select(audit_log.c.who).order_by(audit_log.c.id)))


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_a_line_can_be_neither_changed_nor_removed(
    database: Database, statement: sa.Executable
) -> None:
    before = lines(database)
    assert before
    with pytest.raises(sa.exc.DBAPIError, match="the audit log can only grow"):
        write(database, statement)
    assert lines(database) == before


@pytest.mark.parametrize("engine", ["postgresql"])
def test_it_cannot_be_emptied(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="the audit log can only grow"):
        write(database, sa.text("TRUNCATE audit_log"))


def test_a_line_can_be_added(database: Database) -> None:
    before = lines(database)
    with database.writing() as connection:
        audit.record(connection, START, "test", "write", "it", {"n": 1})
    assert lines(database) == [*before, "test"]
