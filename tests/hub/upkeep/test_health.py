"""Ready is a hub whose database answers and is of this program's schema."""

import pytest
import sqlalchemy as sa

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.upkeep.health import check_ready


def test_a_hub_is_ready(database: Database) -> None:
    check_ready(database)


def test_a_schema_that_another_process_has_changed_is_not_ready(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(HubDataError, match="schema 9999"):
        check_ready(database)
