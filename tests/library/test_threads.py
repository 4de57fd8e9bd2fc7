"""The rep's threads as they came with the last sync."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.protocol import sha256
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def thread(name: str, minutes: int = 0, card_id: str = "price", **more: object) -> Thread:
    message = ThreadMessage(
        side=Side.REP, text="Since when?", at=MORNING + timedelta(minutes=minutes), name="Ana"
    )
    plain = {"thread_id": name, "kind": ThreadKind.QUESTION, "card_id": card_id, "revision": 1}
    return Thread.model_validate({**plain, "messages": (message,), **more})


def put(library: Library, *held: tuple[str, bytes]) -> None:
    """Make the laptop hold these threads, by id and bytes, in its own shard."""
    library.cards.stage({sha256(data): data for _name, data in held})
    entries = [HeldEntry("thread", name, 1, sha256(data), 64) for name, data in held]
    with library.writing() as writer:
        library.cards.replace(writer, entries, [], [])


def test_the_one_written_to_last_comes_first(library: Library) -> None:
    assert library.threads.all() == []
    held = [thread("old"), thread("new", 7), thread("middle", 3), thread("same", 3)]
    put(library, *((one.thread_id, one.to_bytes()) for one in held))
    assert [one.thread_id for one in library.threads.all()] == ["new", "same", "middle", "old"]
    assert library.threads.get("middle") == held[2]
    assert library.threads.get("unknown") is None


def test_a_fraction_of_a_second_counts_and_silence_comes_last(library: Library) -> None:
    late = ThreadMessage(side=Side.MARKETING, text="May.", at=MORNING + timedelta(microseconds=1))
    held = [thread("whole"), thread("later", messages=(late,)), thread("silent", messages=())]
    put(library, *((one.thread_id, one.to_bytes()) for one in held))
    assert [one.thread_id for one in library.threads.all()] == ["later", "whole", "silent"]


def test_what_this_version_cannot_read_is_left_out(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    newer = thread("newer").to_bytes().replace(b'"kind":"question"', b'"kind":"poll"')
    fate = thread("fate", fate=Fate.DECLINED).to_bytes().replace(b"declined", b"escalated")
    good = thread("good").to_bytes().replace(b'"revision":1', b'"mood":"calm","revision":1')
    put(library, ("newer", newer), ("fate", fate), ("torn", b"\xff{"), ("good", good))
    with caplog.at_level(logging.INFO):
        assert [one.thread_id for one in library.threads.all()] == ["good"]
        assert library.threads.get("fate") is None
    assert "“fate” needs a newer version" in caplog.text


def test_threads_are_not_mixed_up_with_cards_of_the_same_name(library: Library) -> None:
    library.cards.stage({"a" * 64: b"{}"})
    with library.writing() as writer:
        library.cards.replace(writer, [HeldEntry("card", "price", 1, "a" * 64, 0)], [], [])
    assert library.threads.get("price") is None
