"""Counting beforehand: every log once, whoever counts and however many there are."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import (
    card_totals,
    card_weeks,
    counted_reps,
    counted_teams,
    team_weeks,
    usage,
)
from enablement.hub.review import counting
from enablement.hub.review.counting import BITS, count_new, count_within

AddLogs = Callable[..., None]


def held(database: Database, table: Any) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(select(table)))


def test_each_log_is_counted_once(database: Database, add_logs: AddLogs, clock: Any) -> None:
    add_logs("WWNF", "ab", block="proof", stage="Demo")
    assert count_new(database) == 4
    assert count_new(database) == 0
    assert held(database, card_weeks) == [("price", 1, date(2026, 11, 23), 2, 1, 1, 3)]
    clock.move(days=6)
    add_logs("W", "c", block="proof", stage="Demo")
    assert count_new(database) == 1
    assert held(database, card_weeks)[0] == ("price", 1, date(2026, 11, 23), 2, 1, 1, 3)
    assert held(database, card_weeks)[1] == ("price", 1, date(2026, 11, 30), 1, 0, 0, 4)
    assert held(database, team_weeks)[0] == (
        date(2026, 11, 23), "midmarket", "emea", "proof", "Demo", 2, 1, 1, 3,
    )  # fmt: skip
    assert held(database, card_totals) == [
        (part, value, "price", 1, 3, 1, 1, 7)
        for part, value in (
            ("", ""), ("block", "proof"), ("region", "emea"), ("stage", "Demo"),
            ("team", "midmarket"),
        )
    ]  # fmt: skip
    assert held(database, counted_teams) == [(rep, "midmarket", "emea") for rep in "abc"]


def test_a_log_of_before_people_is_its_names(database: Database, add_logs: AddLogs) -> None:
    add_logs("WW", "ab", person_id="")
    count_new(database)
    assert [row[0] for row in held(database, counted_reps)] == ["Rep a", "Rep b"]


def test_many_at_once_are_counted_as_few_are(
    database: Database, add_logs: AddLogs, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for week in range(3):
        at = clock() - timedelta(weeks=week)
        add_logs("WNFFW" * 3, "abcd", at=at, card=f"card-{week % 2}", team=f"team-{week}")
    with database.writing() as connection:
        count_within(connection)
    tables = (card_weeks, team_weeks, card_totals, counted_teams, counted_reps)
    by_some = [held(database, table) for table in tables]
    with database.writing() as connection:
        connection.execute(usage.update().values(counted=False))
    monkeypatch.setattr(counting, "AT_ONCE", 5)
    assert count_new(database) == 45
    assert [held(database, table) for table in tables] == by_some
    assert sum(row[3] + row[4] + row[5] for row in by_some[0]) == 45


def test_what_an_older_program_counted_without_totals_is_made_good(
    database: Database, add_logs: AddLogs
) -> None:
    add_logs("WNF", "abc")
    count_new(database)
    add_logs("WW", "de", card="later")
    with database.writing() as connection:
        connection.execute(update(card_totals).values(worked=0))
    count_new(database)
    told = [row[1:] for row in held(database, card_totals) if row[0] == ""]
    assert told == [("", "later", 1, 2, 0, 0, 24), ("", "price", 1, 1, 1, 1, 7)]


def test_small_steps_and_one_great_one_agree(
    database: Database, add_logs: AddLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 4)
    add_logs("WNFWN", "ab")
    assert count_new(database) == 5
    assert held(database, card_weeks) == [("price", 1, date(2026, 11, 23), 2, 2, 1, 3)]


def test_a_week_begins_on_monday_in_both_ways_of_counting(
    database: Database, add_logs: AddLogs, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = clock().replace(hour=0, minute=0)
    monday = first - timedelta(days=first.weekday())
    for moment in (
        monday,
        monday - timedelta(microseconds=1),
        monday + timedelta(days=6, hours=23),
    ):
        add_logs("W", at=moment)
    count_new(database)
    before = held(database, card_weeks)
    assert [(row[2], row[3]) for row in before] == [
        (date(2026, 11, 16), 1),
        (date(2026, 11, 23), 2),
    ]
    with database.writing() as connection:
        connection.execute(usage.update().values(counted=False))
    monkeypatch.setattr(counting, "AT_ONCE", 0)  # all of them anew
    count_new(database)
    assert held(database, card_weeks) == before


def test_two_processes_at_once_count_nothing_twice(
    database: Database,
    add_logs: AddLogs,
    reopen: Callable[[], Hub],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 7)
    hubs = [reopen(), reopen()]
    threads = [threading.Thread(target=hubs[number % 2].review.stand) for number in range(2)]
    threads += [threading.Thread(target=hubs[number % 2].usage) for number in range(6)]
    for start in range(5):
        add_logs("WNF" * 5, "abcde", revision=start + 1)
        threads[start].start()
    for thread in threads[5:]:
        thread.start()
    for thread in threads:
        thread.join()
    counted = Counter({row.revision: row.n for row in hubs[0].usage()})
    assert counted == dict.fromkeys(range(1, 6), 15)


def test_more_reps_than_bits_seem_fewer_and_never_more(
    database: Database, add_logs: AddLogs
) -> None:
    reps = [chr(0x4E00 + number) for number in range(BITS + 10)]
    add_logs("W" * len(reps), "".join(reps))
    count_new(database)
    (row,) = held(database, card_weeks)
    assert row[3] == BITS + 10
    assert row[-1].bit_count() == BITS
    assert row[-1] > 0
