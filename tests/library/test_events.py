"""The outbox: committed when logged, numbered without gaps when sent, ended by the hub's word."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest

from enablement.errors import LibraryError
from enablement.library.events import EventState
from enablement.library.library import Library
from enablement.sync.protocol import (
    MAX_ASKED,
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    Enrolment,
    EventBatch,
    EventResult,
    EventStatus,
    Message,
    Outcome,
    Rep,
    Request,
    Search,
    Usage,
)


def log(library: Library, note: str = "") -> str:
    usage = Usage(card_id="price", revision=2, outcome=Outcome.NEUTRAL, note=note)
    return library.events.log_usage(usage).event_id


def accept(library: Library, *event_ids: str) -> None:
    results = [EventResult(event_id=one, status=EventStatus.ACCEPTED) for one in event_ids]
    library.events.acknowledge(results)


def test_a_log_is_there_after_the_process_is_gone(
    library: Library, reopen: Callable[[], Library]
) -> None:
    event_id = log(library, "said yes")
    (event,) = reopen().events.waiting()
    assert event.event_id == event_id
    assert event.payload == {
        "card_id": "price", "revision": 2, "outcome": "neutral", "note": "said yes",
    }  # fmt: skip
    assert UUID(event.event_id).version == 7


def test_only_what_waits_can_be_taken_back(library: Library) -> None:
    first, second = log(library), log(library)
    assert library.events.remove(second)
    assert not library.events.remove(second)
    library.events.take_batch("laptop")
    assert not library.events.remove(first)
    assert [event.event_id for event in library.events.waiting()] == [first]


def test_numbers_have_no_gaps_although_logs_are_taken_back(library: Library) -> None:
    chance = random.Random(7)
    sent: list[int] = []
    for _round in range(40):
        ids = [log(library) for _ in range(chance.randrange(4))]
        if ids and chance.random() < 0.5:
            library.events.remove(chance.choice(ids))
        if chance.random() < 0.6:
            batch = library.events.take_batch("laptop")
            if chance.random() < 0.7:  # else the answer is lost, and the batch goes again
                accept(library, *(event.event_id for event in batch))
                sent += [event.device_seq for event in batch]
    sent += [event.device_seq for event in library.events.take_batch("laptop")]
    assert sent == list(range(1, len(sent) + 1))
    assert len(sent) > 20


def test_an_unanswered_batch_goes_again_under_the_same_numbers(
    library: Library, reopen: Callable[[], Library]
) -> None:
    log(library)
    log(library)
    before = library.events.take_batch("laptop")
    log(library)
    after = reopen().events.take_batch("laptop")
    assert after[:2] == before
    assert [event.device_seq for event in after] == [1, 2, 3]


def test_batches_keep_their_limits(library: Library) -> None:
    for _ in range(MAX_BATCH_EVENTS + 5):
        log(library)
    first = library.events.take_batch("laptop")
    assert len(first) == MAX_BATCH_EVENTS
    accept(library, *(event.event_id for event in first))
    assert len(library.events.take_batch("laptop")) == 5


def test_batches_keep_their_size(library: Library) -> None:
    for _ in range(40):
        log(library, "ñ" * 20_000)
    total = 0
    while batch := library.events.take_batch("laptop"):
        body = EventBatch(epoch="e", events=tuple(batch)).model_dump_json().encode()
        assert len(body) <= MAX_BATCH_BYTES
        total += len(batch)
        accept(library, *(event.event_id for event in batch))
    assert total == 40


def test_the_hubs_word_ends_it(library: Library) -> None:
    good, bad = log(library), log(library)
    library.events.take_batch("laptop")
    rejected = library.events.acknowledge(
        [
            EventResult(event_id=good, status=EventStatus.DUPLICATE),
            EventResult(event_id=bad, status=EventStatus.REJECTED, reason="no such outcome"),
            EventResult(event_id="of somebody else", status=EventStatus.ACCEPTED),
        ]
    )
    assert rejected == 1
    assert library.events.waiting_count() == 0
    states = {event.event_id: (event.state, event.reason) for event in library.events.recent()}
    assert states == {
        good: (EventState.SENT, ""),
        bad: (EventState.REJECTED, "no such outcome"),
    }


def test_a_word_on_what_was_never_sent_is_not_believed(library: Library) -> None:
    event_id = log(library)
    accept(library, event_id)
    assert library.events.waiting_count() == 1


def test_a_restored_hub_gets_again_what_it_lost(library: Library) -> None:
    for _ in range(3):
        log(library)
    batch = library.events.take_batch("laptop")
    accept(library, *(event.event_id for event in batch))
    with library.writing() as connection:
        library.events.send_again_after(connection, "laptop", received=1)
    assert library.events.take_batch("laptop") == batch[1:]


def test_a_new_device_begins_at_one(library: Library) -> None:
    sent = log(library)
    library.events.take_batch("old")
    accept(library, sent)
    unanswered = log(library)
    library.events.take_batch("old")
    new = log(library)
    with library.writing() as connection:
        library.events.move_to(connection, "new", restored=False)
    assert not library.events.remove(unanswered), "the hub may have it"
    batch = library.events.take_batch("new")
    assert [(one.event_id, one.device_seq) for one in batch] == [(unanswered, 1), (new, 2)]


def test_a_new_device_of_a_restored_hub_sends_all_again(library: Library) -> None:
    ids = [log(library) for _ in range(3)]
    for one in ids:
        library.events.take_batch("old")
        accept(library, one)
    assert library.events.waiting_count() == 0
    ids.append(log(library))
    with library.writing() as connection:
        library.events.move_to(connection, "new", restored=True)
    assert library.events.waiting_count() == 4
    assert library.events.remove(ids.pop()), "it never went"
    batch = library.events.take_batch("new")
    assert [(one.event_id, one.device_seq) for one in batch] == list(
        zip(ids, (1, 2, 3), strict=True)
    )


def test_a_laptop_takes_no_batch_as_the_device_that_it_was(library: Library) -> None:
    log(library)
    answer = Enrolment(
        hub_id="hub", epoch="e", device="new", token="t", public_key="", rep=Rep(name="Ana")
    )
    with library.writing() as connection:
        library.enrolment.save(connection, "https://hub.example.com", "", answer)
    assert library.events.take_batch("old") == []
    assert len(library.events.take_batch("new")) == 1


def test_what_no_batch_could_carry_is_not_recorded(library: Library) -> None:
    event_id = log(library)
    with pytest.raises(LibraryError, match="too long"):
        log(library, "\x01" * 100_000)
    usage = Usage(card_id="a", revision=1, outcome=Outcome.WORKED, note="ñ" * 100_000)
    with pytest.raises(LibraryError, match="too long"):
        library.events.change(event_id, usage)
    assert [event.payload.get("note") for event in library.events.waiting()] == [None]


def test_requests_and_empty_searches_wait_like_logs(library: Library) -> None:
    asked = library.events.log_request(Request(text=" door\n alarms ", language="en", note="soon"))
    searched = library.events.log_search(Search(text="zzzz"))
    assert (asked.kind, asked.payload) == (
        "request", {"text": "door alarms", "language": "en", "note": "soon"},
    )  # fmt: skip
    assert (searched.kind, searched.payload) == ("search", {"text": "zzzz"})
    assert library.events.waiting() == [asked, searched]
    assert library.events.remove(searched.event_id)
    assert [event.kind for event in library.events.take_batch("laptop")] == ["request"]


def test_of_a_long_text_the_beginning_is_asked(library: Library) -> None:
    asked = library.events.log_request(Request(text="word " * 2000))
    assert len(asked.payload["text"]) == MAX_ASKED


def test_what_is_no_text_has_stand_ins(library: Library) -> None:
    library.events.log_search(Search(text="caf\udce9"))
    library.events.log_usage(
        Usage(card_id="price", revision=1, outcome=Outcome.WORKED, note="\ud800")
    )
    first, second = library.events.waiting()
    assert (first.payload["text"], second.payload["note"]) == ("caf?", "?")


def test_a_page_goes_back_from_a_position(library: Library) -> None:
    ids = [log(library, f"{n}") for n in range(5)]
    first = library.events.page(2)
    rest = library.events.page(9, before=first[-1].position)
    assert [event.event_id for event in (*first, *rest)] == ids[::-1]
    assert [event.event_id for event in library.events.page(9, event_ids=ids[:1])] == ids[:1]
    assert library.events.page(9, event_ids=()) == []
    assert library.events.page(9, kinds=("request",)) == []
    library.events.take_batch("laptop")
    assert library.events.page(9, states=(EventState.WAITING,)) == []


def test_what_was_taken_back_is_restored_where_it_was(library: Library) -> None:
    ids = [log(library, f"{n}") for n in range(3)]
    event = library.events.get(ids[1])
    assert event is not None
    assert library.events.remove(ids[1])
    assert library.events.get(ids[1]) is None
    assert library.events.restore(event)
    assert not library.events.restore(event), "it is there already"
    assert [one.event_id for one in library.events.waiting()] == ids


def test_the_time_of_the_hubs_word_is_kept(library: Library) -> None:
    event_id = log(library)
    library.events.take_batch("laptop")
    before = library.events.get(event_id)
    accept(library, event_id)
    after = library.events.get(event_id)
    assert before is not None
    assert after is not None
    assert before.acknowledged_at is None
    assert after.acknowledged_at is not None


def test_what_was_said_together_is_taken_back_together_or_not_at_all(library: Library) -> None:
    usages = [Usage(card_id=one, revision=1, outcome=Outcome.WORKED) for one in ("a", "b")]
    with library.writing() as writer:
        ids = [library.events.add(writer, usage).event_id for usage in usages]
        others = [library.events.add(writer, usage).event_id for usage in usages]
    with library.writing() as writer:
        assert not library.events.take_back(writer, [*ids, "unknown"])
        assert library.events.take_back(writer, others)
    library.events.take_batch("device")
    log(library)
    with library.writing() as writer:
        assert not library.events.take_back(writer, ids)
    assert library.events.waiting_count() == 3


def test_a_message_of_no_kind_is_not_recorded(library: Library) -> None:
    with pytest.raises(TypeError, match="Message is not recorded"):
        library.events.record(Message())
