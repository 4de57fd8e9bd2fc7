"""The review: counts that agree with the logs, whichever table they are read from, and no names."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import readings
from enablement.hub.review.comparisons import Mark
from enablement.hub.review.filters import By, Filters
from enablement.sync.protocol import Outcome

AddLogs = Callable[..., None]
WriteCard = Callable[..., Path]


def counts(rows: Any) -> dict[Any, tuple[int, int, int]]:
    return {
        row.key[0] if len(row.key) == 1 else row.key: (row.worked, row.neutral, row.fell_flat)
        for row in rows
    }


@pytest.fixture
def field(hub: Hub, folder: Path, write_card: WriteCard, add_logs: AddLogs, clock: Any) -> None:
    """Two cards of two languages, one at its second revision, used by two teams over three weeks."""
    write_card("price", title="It costs too much", products="[pump, valve]", personas="[buyer]")
    write_card("later", title="Not now", language="es", products="[pump]", kind="story")
    hub.publisher.publish(folder)
    write_card("price", "Better.", title="It costs more", products="[pump, valve]")
    hub.publisher.publish(folder)
    now = clock()
    for weeks, said in ((2, "WWNFWW"), (1, "NNWWFF"), (0, "WWWWWN")):
        at = now - timedelta(weeks=weeks)
        add_logs(said, "abc", at=at, block="proof", stage="Demo")
        add_logs(said, "def", at=at, revision=2, team="enterprise", region="americas")
        add_logs("WFN", "abc", at=at, card="later", stage="Close")
    add_logs("WWW", "abc", card="gone", revision=4)


@pytest.mark.usefixtures("field")
def test_figures_agree_whatever_they_are_grouped_by(hub: Hub) -> None:
    figures = {by: counts(hub.review.figures(Filters(), by).rows) for by in By}
    assert figures[By.CARD] == {"price": (22, 8, 6), "later": (3, 3, 3), "gone": (3, 0, 0)}
    assert figures[By.REVISION] == {
        ("price", 1): (11, 4, 3), ("price", 2): (11, 4, 3), ("later", 1): (3, 3, 3),
        ("gone", 4): (3, 0, 0),
    }  # fmt: skip
    assert figures[By.BLOCK] == {"proof": (11, 4, 3), "": (17, 7, 6)}
    assert figures[By.STAGE] == {"Demo": (11, 4, 3), "Close": (3, 3, 3), "": (14, 4, 3)}
    assert figures[By.KIND] == {"objection": (22, 8, 6), "story": (3, 3, 3)}
    assert figures[By.LANGUAGE] == {"en": (22, 8, 6), "es": (3, 3, 3)}
    assert figures[By.PRODUCT] == {"pump": (25, 11, 9), "valve": (22, 8, 6)}
    assert figures[By.PERSONA] == figures[By.INDUSTRY] == figures[By.COMPETITOR] == {}
    assert figures[By.TEAM] == {"midmarket": (17, 7, 6), "enterprise": (11, 4, 3)}
    assert figures[By.REGION] == {"emea": (17, 7, 6), "americas": (11, 4, 3)}
    assert [sum(week) for week in figures[By.WEEK].values()] == [15, 15, 18]


VIEWS: tuple[dict[str, str], ...] = (
    {"card": "price"}, {"card": "price", "revision": "2"}, {"product": "valve"}, {"kind": "story"},
    {"language": "es"}, {"block": "proof"}, {"stage": "Close"}, {"who": "team:enterprise"},
    {"who": "region:emea", "product": "pump"}, {"weeks": "2"}, {"weeks": "1", "stage": "Demo"},
    {"until": "2026-11-15", "language": "en"}, {"kind": "objection", "block": "proof"},
    {"product": "nothing"}, {"since": "2026-11-16", "until": "2026-11-17", "who": "team:midmarket"},
)  # fmt: skip


@pytest.mark.usefixtures("field")
def test_a_narrowed_view_counts_the_logs_that_its_log_shows(hub: Hub) -> None:
    """By week, by card, or one by one: the three are read from three tables."""
    for parameters in VIEWS:
        filters = Filters.read(parameters)
        logs = Counter(row.outcome for row in hub.review.log(filters).rows)
        told = tuple(logs[outcome] for outcome in Outcome)
        for by in (By.CARD, By.WEEK, By.BLOCK):
            found = counts(hub.review.figures(filters, by).rows)
            assert tuple(map(sum, zip((0, 0, 0), *found.values(), strict=True))) == told, parameters


@pytest.mark.parametrize("engine", ["sqlite"])
def test_figures_are_put_in_order_by_what_is_sure(hub: Hub, add_logs: AddLogs) -> None:
    for card, said in (
        ("few", "WWWF"),
        ("sure", "W" * 30 + "F"),
        ("some", "WWWWFF"),
        ("bad", "F" * 9),
    ):
        add_logs(said, "abc", card=card)
    figures = hub.review.figures(Filters(), By.CARD)
    assert [row.key[0] for row in figures.rows] == ["sure", "bad", "some", "few"]
    assert [row.key[0] for row in figures.surest("worked")] == ["sure", "some", "bad", "few"]
    assert [row.key[0] for row in figures.surest("flat")] == ["bad", "some", "sure", "few"]
    assert list(hub.review.figures(Filters(card="nothing"), By.CARD).surest("flat")) == []


def test_a_revision_that_does_better_is_marked_once_it_is_sure(
    hub: Hub, folder: Path, write_card: WriteCard, add_logs: AddLogs
) -> None:
    for card_id in ("better", "worse", "same"):
        write_card(card_id)
    hub.publisher.publish(folder)
    for card_id in ("better", "worse", "same"):
        write_card(card_id, "Other words.")
    hub.publisher.publish(folder)
    for card_id, before, after in (
        ("better", "WNNNF" * 12, "WWWWN" * 12), ("worse", "WWWWN" * 12, "WNFFF" * 12),
        ("same", "WWNNF" * 12, "WWNNN" * 12),
    ):  # fmt: skip
        add_logs(before, "abcd", card=card_id, revision=1)
        add_logs(after, "abcd", card=card_id, revision=2)
    found = {one.card_id: one for one in hub.review.comparisons(Filters())}
    marks = {card_id: one.mark for card_id, one in found.items()}
    assert marks == {"better": Mark.BETTER, "worse": Mark.WORSE, "same": None}
    better = found["better"]
    assert (better.before_revision, better.after_revision) == (1, 2)
    assert better.difference.low > 0.3
    overview = hub.review.overview(Filters())
    assert {one.card_id for one in overview.marks} == {"better", "worse"}
    assert overview.works[0].key == ("better", 2)
    assert overview.falls_flat[0].key == ("worse", 2)
    _revisions, _blocks, compared, now = hub.review.card(Filters(card="worse"))
    assert ([one.mark for one in compared], now and now.revision) == ([Mark.WORSE], 2)


def test_a_revision_of_few_logs_or_reps_is_not_compared(
    hub: Hub, folder: Path, write_card: WriteCard, add_logs: AddLogs
) -> None:
    write_card("price")
    hub.publisher.publish(folder)
    write_card("price", "Other words.")
    hub.publisher.publish(folder)
    add_logs("W" * 30, "abc")
    add_logs("F" * 30, "ab", revision=2)
    assert list(hub.review.comparisons(Filters())) == []
    assert hub.review.figures(Filters(card="price"), By.REVISION).hidden == 1
    add_logs("FFFF", "cccc", revision=2)
    assert len(hub.review.comparisons(Filters())) == 1


def test_the_overview_tells_of_last_week_and_the_one_before(
    hub: Hub, add_logs: AddLogs, clock: Any
) -> None:
    now = clock()
    add_logs("WWF", at=now)
    add_logs("WWWN", at=now - timedelta(weeks=1))
    add_logs("WWWWN", at=now - timedelta(weeks=2))
    add_logs("WWWWWWWWN", "ab", at=now - timedelta(weeks=3))
    found = hub.review.overview(Filters())
    weeks = found.weeks
    shown = [week.n if week else 0 for week in (weeks.last, weeks.before, weeks.running)]
    assert shown == [4, 5, 3]
    assert (found.trend.hidden, found.total and found.total.n) == (1, 21)
    assert hub.review.overview(Filters(card="nothing")).total is None


def test_the_log_is_newest_first_and_names_no_rep(
    hub: Hub, folder: Path, write_card: WriteCard, add_logs: AddLogs, clock: Any
) -> None:
    write_card("price", title="It costs too much")
    hub.publisher.publish(folder)
    add_logs("W", "a", note="They signed.", account="Albion", block="proof")
    clock.move(minutes=1)
    add_logs("NNN", "abc", card="gone")
    page = hub.review.log()
    assert [row.card_id for row in page.rows] == ["gone", "gone", "gone", "price"]
    row = page.rows[-1]
    assert (row.title, row.note, row.account, row.block) == (
        "It costs too much", "They signed.", "Albion", "proof",
    )  # fmt: skip
    assert (row.team, row.region, row.outcome) == ("midmarket", "emea", Outcome.WORKED)
    assert "Rep " not in str(asdict(page))
    assert not hasattr(row.received, "hour")


def test_pages_of_the_log_miss_nothing_when_more_comes_in(hub: Hub, add_logs: AddLogs) -> None:
    add_logs("W" * 23, "abc")
    first = hub.review.log(most=10)
    add_logs("N" * 4, "abc")
    rows, after = list(first.rows), first.after
    while after:
        page = hub.review.log(after=after, most=10)
        rows, after = rows + list(page.rows), page.after
    assert [row.outcome for row in rows] == [Outcome.WORKED] * 23
    assert len(list(hub.review.whole_log(Filters(), at_once=4))) == 27
    assert len(hub.review.log(after="unheard-of").rows) == 27


def test_words_are_gathered_when_three_reps_heard_them(hub: Hub, add_logs: AddLogs) -> None:
    for rep, words in zip(
        "abcda", ("Too expensive!", "It is too expensive", "too EXPENSIVE", "no", "no"), strict=True
    ):
        add_logs("W", rep, words=words)
    add_logs("NNN", "abc", words="Es demasiado caro", card="later")
    found = hub.review.words(Filters(), 5, 5)
    assert [(one.text, one.n) for one, _cards in found.sayings] == [
        ("Es demasiado caro", 3), ("too EXPENSIVE", 3),
    ]  # fmt: skip
    assert [cards for _one, cards in found.sayings] == [[("later", "later")], [("price", "price")]]
    assert len(found.newest) == 5
    assert [row.card_id for row in hub.review.words(Filters(card="price"), 9, 9).newest] == [
        "price"
    ] * 5


def test_what_lies_idle_is_told(
    hub: Hub, database: Database, device: Device, folder: Path, write_card: WriteCard,
    add_logs: AddLogs, clock: Any,
) -> None:  # fmt: skip
    for card_id in ("price", "later", "gone"):
        write_card(card_id, title=card_id.upper())
    hub.publisher.publish(folder)
    hub.retire("gone")
    add_logs("W", "a")
    idle = hub.review.idle(5)
    assert ([one.card_id for one in idle.never_used], idle.never_used_count) == (["later"], 1)
    assert (idle.never_opened, idle.told_openings) == ((), False)
    row = {
        "device": device.device, "day": clock().date(), "card_id": "later", "revision": 1,
        "opens": 2, "person_id": "a", "team": "", "region": "",
    }  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(readings), row)
    idle = hub.review.idle(5)
    assert (idle.told_openings, [one.title for one in idle.never_opened]) == (True, ["PRICE"])


def test_old_revisions_that_live_on_are_told(
    hub: Hub, folder: Path, write_card: WriteCard, add_logs: AddLogs, clock: Any
) -> None:
    write_card("price")
    hub.publisher.publish(folder)
    add_logs("WWWW", "abcd")
    write_card("price", "Better.")
    hub.publisher.publish(folder)
    add_logs("WWW", "abc")
    assert hub.review.superseded(5) == []
    clock.move(weeks=1)
    add_logs("WW", "ab")
    assert hub.review.superseded(5) == []
    add_logs("W", "c")
    add_logs("WWWWW", "abcde", revision=2)
    (found,) = hub.review.superseded(5)
    assert (found.card_id, found.revision, found.n) == ("price", 2, 3)


def test_choices_are_what_there_is(hub: Hub, field: None, add_logs: AddLogs) -> None:
    choices, named = hub.review.choices()
    assert choices[By.PRODUCT] == ["pump", "valve"]
    assert (choices[By.KIND], choices[By.LANGUAGE]) == (["objection", "story"], ["en", "es"])
    assert (choices[By.STAGE], choices[By.BLOCK]) == (["Demo", "Close"], ["proof"])
    assert sorted(named.teams) == ["enterprise", "midmarket"]
    assert sorted(named.regions) == ["americas", "emea"]
    stand = hub.review.stand()
    assert (stand.published, stand.logs, stand.rejected) == (2, True, 0)
