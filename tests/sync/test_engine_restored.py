"""A hub comes back from a backup: what it lost is sent again, and nothing is counted twice."""

from typing import Any

import pytest

from enablement.errors import HubRefusedError
from enablement.hub import judging
from enablement.library.events import EventState, LoggedEvent
from enablement.library.library import Library
from enablement.sync.protocol import Outcome, Usage

LONG = "x" * (judging.MAX_NOTE + 1)


def note(laptop: Any, words: str) -> str:
    """Log with a note; the event's id."""
    usage = Usage(card_id="price", revision=1, outcome=Outcome.WORKED, note=words)
    event: LoggedEvent = laptop.library.events.log_usage(usage)
    return event.event_id


def event_of(library: Library, event_id: str) -> LoggedEvent:
    found = library.events.get(event_id)
    assert found is not None
    return found


def counted(site: Any) -> tuple[int, int]:
    """How many logs the hub counts, and how many it keeps apart."""
    status = site.hub.status()
    return status.usage, status.rejected


def test_a_refused_log_that_the_hub_lost_is_kept_apart_again(site: Any, laptop_at: Any) -> None:
    site.back_up()
    refused = note(laptop_at, LONG)
    note(laptop_at, "fine")
    laptop_at.engine.sync()
    assert counted(site) == (1, 1)
    site.restore()
    assert counted(site) == (0, 0)
    report = laptop_at.engine.sync()
    assert (report.sent, report.rejected, report.waiting) == (2, 1, 0)
    assert counted(site) == (1, 1)
    assert event_of(laptop_at.library, refused).state is EventState.REJECTED
    assert laptop_at.engine.sync().sent == 0


def test_a_refused_log_that_the_hub_kept_is_kept_apart_once(site: Any, laptop_at: Any) -> None:
    note(laptop_at, LONG)
    laptop_at.engine.sync()
    site.back_up()
    site.restore()
    laptop_at.engine.sync()
    assert counted(site) == (0, 1)


def test_a_refused_log_that_the_restored_hub_takes_counts_once(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.back_up()
    refused = note(laptop_at, LONG)
    laptop_at.engine.sync()
    site.restore()
    monkeypatch.setitem(judging._OF_USAGE, "note", 10_000)
    laptop_at.engine.sync()
    assert counted(site) == (1, 0)
    assert event_of(laptop_at.library, refused).state is EventState.SENT
    assert event_of(laptop_at.library, refused).reason == ""


def test_what_was_said_anew_is_not_counted_beside_it(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.back_up()
    refused = note(laptop_at, LONG)
    laptop_at.engine.sync()
    anew = Usage(card_id="price", revision=1, outcome=Outcome.WORKED, note="shorter")
    assert laptop_at.library.events.say_anew(refused, anew)
    laptop_at.engine.sync()
    site.restore()
    monkeypatch.setitem(judging._OF_USAGE, "note", 10_000)
    laptop_at.engine.sync()
    assert counted(site) == (1, 1)
    assert [row.note for row in site.hub.review.log().rows] == ["shorter"]
    assert event_of(laptop_at.library, refused).state is EventState.REJECTED
    site.restore()
    assert laptop_at.engine.sync().sent == 2
    assert counted(site) == (1, 1)


def test_the_word_of_the_hub_on_a_log_stays_the_same(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a laptop believes it was taken, and a backup of before keeps it apart for good."""
    refused = note(laptop_at, LONG)
    laptop_at.engine.sync()
    monkeypatch.setitem(judging._OF_USAGE, "note", 10_000)
    held = laptop_at.library.enrolment.get()
    with laptop_at.library.writing() as writer:
        laptop_at.library.events.send_again_after(writer, held.device, 0)
    assert laptop_at.engine.sync().rejected == 1
    assert counted(site) == (0, 1)
    assert event_of(laptop_at.library, refused).reason.startswith("note:")


def test_what_the_hub_took_once_is_held_though_it_would_not_take_it_now(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(judging._OF_USAGE, "note", 10_000)
    taken = note(laptop_at, LONG)
    laptop_at.engine.sync()
    site.back_up()
    site.restore()
    monkeypatch.undo()
    laptop_at.engine.enroll(site.url, site.hub.invite("Ana").code)
    report = laptop_at.engine.sync()
    assert (report.sent, report.rejected) == (1, 0)
    assert counted(site) == (1, 0)
    assert event_of(laptop_at.library, taken).state is EventState.SENT, "or it would be said anew"


def test_what_was_refused_is_kept_apart_once_whichever_laptop_sends_it(
    site: Any, laptop_at: Any
) -> None:
    note(laptop_at, LONG)
    note(laptop_at, "fine")
    laptop_at.engine.sync()
    site.back_up()
    site.restore()
    laptop_at.engine.enroll(site.url, site.hub.invite("Ana").code)
    laptop_at.engine.sync()
    assert counted(site) == (1, 1)
    held = laptop_at.library.enrolment.get()
    assert site.hub.devices.recognise(held.token).received == 2, "the hub misses nothing"


def test_a_laptop_that_the_restored_hub_does_not_know_sends_all_again(
    site: Any, laptop_at: Any
) -> None:
    note(laptop_at, "before the backup")
    laptop_at.engine.sync()
    site.back_up()
    note(laptop_at, "after the backup")
    note(laptop_at, LONG)
    laptop_at.engine.sync()
    laptop_at.engine.enroll(site.url, site.hub.invite("Ana").code)
    note(laptop_at, "as another device")
    laptop_at.engine.sync()
    site.restore()
    with pytest.raises(HubRefusedError):
        laptop_at.engine.sync()
    laptop_at.engine.enroll(site.url, site.hub.invite("Ana").code)
    laptop_at.engine.sync()
    assert counted(site) == (3, 1)
    assert laptop_at.library.events.waiting_count() == 0
    assert {row.note for row in site.hub.review.log().rows} == {
        "before the backup", "after the backup", "as another device",
    }  # fmt: skip
