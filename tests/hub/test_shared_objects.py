"""What every laptop holds beside its cards: a revision for each change, none for the same again."""

from datetime import UTC, datetime, timedelta

from enablement.hub.database import Database
from enablement.hub.shared_objects import NOTHING, read_shared, write_shared
from enablement.sync.protocol import EntryKind

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_each_change_is_a_revision(database: Database) -> None:
    key = (EntryKind.POLICY, "synonyms")
    told: list[tuple[bool, int]] = []
    for step, data in enumerate((NOTHING, b"a", b"a", b"b", NOTHING, b"b")):
        with database.writing() as connection:
            differs = write_shared(connection, *key, data, NOW + timedelta(hours=step))
        with database.reading() as connection:
            one = read_shared(connection)[key]
        assert (one.data, one.checked_at) == (data, NOW + timedelta(hours=step))
        told.append((differs, one.revision))
    assert told == [(False, 0), (True, 1), (False, 1), (True, 2), (True, 3), (True, 4)]
