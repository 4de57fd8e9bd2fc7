"""Lanes: results arrive where they were asked for, stale ones do not, and nothing is lost in silence."""

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from enablement.errors import LibraryError
from enablement.translation import current_language, speaking
from enablement.ui.tasks import Lane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    made.close()


def test_a_result_arrives_on_the_thread_that_asked(qtbot: QtBot, lane: Lane) -> None:
    seen: list[Any] = []
    lane.submit(
        "job",
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("test")
    assert seen[0][1]


def test_of_the_same_key_only_the_newest_counts(qtbot: QtBot, lane: Lane) -> None:
    gate, ran, seen = threading.Event(), list[str](), list[str]()

    def job(name: str) -> str:
        gate.wait(10)
        ran.append(name)
        return name

    for name in ("t", "to", "too"):
        lane.submit("search", lambda name=name: job(name), seen.append)  # type: ignore[misc]
    lane.submit("other", lambda: "other", seen.append)
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert seen == ["too", "other"]
    assert "to" not in ran, "what had not begun was skipped"


def test_an_error_that_one_can_act_on_goes_to_whoever_asked(qtbot: QtBot, lane: Lane) -> None:
    errors: list[LibraryError] = []

    def job() -> None:
        raise LibraryError("The disk is full.")

    lane.submit("job", job, lambda _nothing: None, errors.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].sentence() == "The disk is full."


@pytest.mark.logs
def test_a_bug_is_logged_and_becomes_a_report(qtbot: QtBot, lane: Lane) -> None:
    reports: list[Any] = []
    lane.found_bug.connect(reports.append)
    lane.submit("job", lambda: 1 // 0, lambda _nothing: None)
    qtbot.waitUntil(lambda: bool(reports))
    assert "ZeroDivisionError" in reports[0].text
    assert not lane.busy


def test_the_worker_speaks_the_language_of_whoever_asked(qtbot: QtBot, lane: Lane) -> None:
    seen: list[str] = []
    with speaking("es"):
        lane.submit("job", current_language, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["es"]


def test_closing_waits_for_the_job_under_way_and_drops_the_rest(qtbot: QtBot) -> None:
    lane = Lane("closing")
    begun, done, seen = threading.Event(), list[str](), list[str]()

    def job() -> str:
        begun.set()
        threading.Event().wait(0.05)
        done.append("first")
        return "first"

    lane.submit("first", job, seen.append)
    lane.submit("second", lambda: done.append("second"), lambda _nothing: None)
    begun.wait(10)
    lane.close()
    assert done == ["first"]
    lane.submit("third", lambda: done.append("third"), lambda _nothing: None)
    qtbot.wait(10)
    assert (done, seen) == (["first"], [])


def test_what_is_to_be_kept_is_done_though_the_lane_is_closed(qtbot: QtBot) -> None:
    lane, gate, ran = Lane("test"), threading.Event(), list[str]()
    lane.submit("first", lambda: gate.wait(10), lambda _nothing: None)
    lane.submit("search", lambda: ran.append("search"), lambda _nothing: None)
    lane.submit("note", lambda: ran.append("note"), lambda _nothing: None, keep=True)
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert ran == ["note"]


def test_a_job_waits_for_a_newer_one_of_its_key_and_the_lane_is_busy(
    qtbot: QtBot, lane: Lane
) -> None:
    ran, seen = list[str](), list[str]()

    def job(name: str) -> str:
        ran.append(name)
        return name

    for name in ("first", "second"):
        lane.submit("card", partial(job, name), seen.append, after_ms=60)
    # No event is handled before this, however slow the machine is: nothing can have begun.
    assert lane.busy
    assert ran == []
    qtbot.waitUntil(lambda: not lane.busy)
    assert seen == ran == ["second"]


def test_a_job_without_a_wait_takes_the_place_of_one_that_waits(qtbot: QtBot, lane: Lane) -> None:
    seen = list[str]()
    lane.submit("card", lambda: "soon", seen.append, after_ms=60)
    lane.submit("card", lambda: "now", seen.append)
    qtbot.waitUntil(lambda: not lane.busy)
    assert seen == ["now"]


def test_a_job_that_waits_is_dropped_when_the_lane_closes(qtbot: QtBot, lane: Lane) -> None:
    seen = list[str]()
    lane.submit("card", lambda: "late", seen.append, after_ms=30)
    lane.close()
    qtbot.wait(60)
    assert seen == []
    assert not lane.busy
