"""Saying something else in what was recorded, of every kind."""

import pytest
from sqlalchemy.exc import DBAPIError

from enablement.library.events import EventState, LoggedEvent
from enablement.library.library import Library
from enablement.library.payloads import KINDS
from enablement.sync.protocol import (
    Contradiction,
    EventResult,
    EventStatus,
    Message,
    Outcome,
    Question,
    Reply,
    Request,
    Search,
    Usage,
)
from enablement.ui.log.amending import TEXTS, amend

MESSAGES: tuple[Message, ...] = (
    Usage(card_id="a", revision=1, outcome=Outcome.WORKED),
    Request(text="alarms"),
    Search(text="alarms"),
    Question(card_id="a", revision=1, text="why?"),
    Contradiction(card_id="a", revision=1, text="no"),
    Reply(thread_id="t", text="and?"),
)


@pytest.mark.parametrize("message", MESSAGES)
def test_each_kind_is_recorded_as_itself_and_changed(library: Library, message: Message) -> None:
    event = library.events.record(message)
    assert KINDS[event.kind] is type(message)
    for name in TEXTS.get(event.kind, ()):
        assert amend(library, event, {name: f"new {name}"})
        now = library.events.get(event.event_id)
        assert now is not None
        assert now.payload[name] == f"new {name}"


def refused(library: Library) -> LoggedEvent:
    """A log that the hub did not take."""
    event = library.events.record(MESSAGES[0])
    library.events.take_batch("device")
    result = EventResult(event_id=event.event_id, status=EventStatus.REJECTED, reason="note")
    library.events.acknowledge([result])
    held = library.events.get(event.event_id)
    assert held is not None
    return held


def test_what_is_on_its_way_stays_as_it_was(library: Library) -> None:
    event = library.events.record(MESSAGES[1])
    library.events.take_batch("device")
    assert not amend(library, event, {"text": "else"})


def test_what_was_not_taken_is_recorded_anew(library: Library) -> None:
    held = refused(library)
    assert amend(library, held, {"note": "shorter"})
    again, before = library.events.recent()
    assert (again.state, again.payload["note"]) == (EventState.WAITING, "shorter")
    assert before.state is EventState.REJECTED
    assert not amend(library, held, {"note": "shorter"}), "or it would be counted twice"
    assert len(library.events.recent()) == 2
    assert library.events.said_anew() == {held.event_id}


def test_said_anew_is_recorded_and_noted_at_once_or_not_at_all(library: Library) -> None:
    held = refused(library)
    in_the_way = (
        "CREATE TRIGGER full BEFORE INSERT ON desk_state BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    with library.writing() as writer:
        writer.exec_driver_sql(in_the_way)
    with pytest.raises(DBAPIError):
        amend(library, held, {"note": "shorter"})
    assert library.events.waiting() == []
    with library.writing() as writer:
        writer.exec_driver_sql("DROP TRIGGER full")
    assert amend(library, held, {"note": "shorter"})
    assert library.events.waiting_count() == 1


def test_what_the_hub_is_asked_again_about_is_not_said_anew(library: Library) -> None:
    held = refused(library)
    with library.writing() as writer:
        library.events.send_again_after(writer, "device", received=0)
    assert not amend(library, held, {"note": "shorter"}), "the hub may take it this time"
    assert library.events.waiting_count() == 1
