"""What marketing made of a gap is kept by its words, and taken back whole."""

from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox.gap_marks import (
    GapState,
    being_written,
    forget_mark,
    read_marks,
    write_mark,
)
from tests.hub.conftest import START


def test_a_mark_is_written_changed_and_forgotten(
    hub: Hub, database: Database, rosa: Member, price: None
) -> None:
    with database.writing() as connection:
        write_mark(
            connection, "key", "doors", GapState.DISMISSED, rosa.person_id, START, note="No."
        )
        (mark,) = read_marks(connection).values()
        assert (mark.state, mark.note, mark.name, mark.at) == (
            GapState.DISMISSED, "No.", "Rosa", START,
        )  # fmt: skip
        write_mark(connection, "key", "x", GapState.ANSWERED, "", START, card_id="price")
        (mark,) = read_marks(connection).values()
        assert (mark.text, mark.note, mark.name) == ("doors", "", "")
        assert (mark.card_id, mark.title) == ("price", "It costs too much")
        assert being_written(connection) == {}
        write_mark(connection, "key", "x", GapState.WRITING, "", START, draft_id="none")
        (mark,) = read_marks(connection).values()
        assert mark.state is GapState.OPEN, "its draft is not there"
        assert forget_mark(connection, "key")
        assert not forget_mark(connection, "key")
        assert read_marks(connection) == {}
