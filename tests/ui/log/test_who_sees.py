"""What the rep is told about who sees what is what the hub does."""

from dataclasses import fields

from enablement.hub.inbox.gap_view import Gap
from enablement.hub.inbox.thread_rows import ThreadRow
from enablement.hub.models import devices, readings, requests, usage
from enablement.hub.review.log import LogRow
from enablement.hub.review.privacy import LEAST_REPS
from enablement.hub.review.tallies import ENOUGH_LOGS
from enablement.ui.log.who_sees import in_short, who_sees_what


def told(title: str) -> str:
    return next(" ".join(one.sentences) for one in who_sees_what() if one.title == title)


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def test_a_log_is_shown_with_the_team_and_never_with_the_name() -> None:
    shown = names(LogRow)
    assert {"words", "note", "account", "stage", "block", "team", "region"} <= shown
    assert not {one for one in shown if "rep" in one or one == "name"}
    assert "your team and region, not your name" in told("Each log, as marketing reads it")
    assert "never with your name" in in_short()


def test_the_hub_keeps_the_name_and_that_is_said() -> None:
    assert "rep_name" in usage.c
    assert "rep_name" in requests.c
    assert "keeps your name beside each log and search" in told("Each log, as marketing reads it")


def test_a_question_is_shown_with_the_name_a_search_is_not() -> None:
    assert "rep_name" in names(ThreadRow)
    assert "with your name" in told("Questions, requests, and what the buyer proved wrong")
    assert "rep_name" not in names(Gap)
    assert "without your name" in told("Searches that found nothing")


def test_colleagues_see_groups() -> None:
    assert (ENOUGH_LOGS, LEAST_REPS) == (5, 3)
    assert "five logs of at least three reps" in told("Your colleagues")


def test_a_sync_tells_of_the_laptop() -> None:
    assert {"device_name", "last_contact", "held_generation"} <= set(devices.c.keys())
    assert "The name of this laptop" in told("Each sync")


def test_what_is_opened_is_told_without_hour_and_name() -> None:
    assert not {one for one in map(str, readings.c.keys()) if "name" in one or one.endswith("_at")}
    assert LEAST_REPS == 3
    assert "without the hour" in told("Which cards you open")
    assert "from three reps on" in told("Which cards you open")
