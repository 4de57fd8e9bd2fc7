"""Counting: whatever is asked, and however the logs came to be counted, it is what the raw log says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import (
    card_totals,
    card_weeks,
    counted_reps,
    counted_teams,
    events,
    team_weeks,
    usage,
)
from enablement.hub.review import counting
from enablement.hub.review.counting import PARTS, count_new
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.usage import _source, tally
from enablement.hub.review.weeks import WEEK, monday

AddLogs = Callable[..., None]
CARDS = {
    "price": {"kind": "objection", "language": "en", "products": ["pump", "valve"]},
    "later": {"kind": "story", "language": "es", "products": ["pump"]},
}
COUNTED = (card_totals, card_weeks, team_weeks, counted_teams, counted_reps)


@dataclass(frozen=True)
class Log:
    """A log as it is drawn; `weeks` is how many weeks ago it came."""

    card: str
    revision: int
    weeks: int
    block: str
    stage: str
    team: str
    region: str
    rep: str
    outcome: str

    def values(self, by: By, today: date) -> list[Any]:
        """The groups that it is in."""
        card = CARDS.get(self.card, {})
        if by is By.WEEK:
            return [monday(today) - self.weeks * WEEK]
        if by is By.PRODUCT:
            return list(card.get("products", []))
        if by in (By.KIND, By.LANGUAGE):
            return [card[by.value]] if card else []
        return [getattr(self, by.value)]

    def fits(self, filters: Filters, today: date) -> bool:
        """Whether it is in a view."""
        chosen = {name: text for name, text in filters.chosen.items() if name in set(By)}
        asked = {
            By(name): int(text) if name == "revision" else text for name, text in chosen.items()
        }
        asked |= {By(kind): name for kind, _, name in [filters.who.partition(":")] if kind}
        if filters.weeks and self.weeks >= int(filters.weeks):
            return False
        return all(value in self.values(by, today) for by, value in asked.items())


BLOCKS, STAGES, TEAMS, REGIONS = ("", "proof"), ("", "Demo"), ("mid", "top"), ("emea", "apac")
LOGS = st.lists(
    st.builds(
        Log,
        st.sampled_from([*CARDS, "gone"]), st.integers(1, 2), st.integers(0, 2),
        st.sampled_from(BLOCKS), st.sampled_from(STAGES), st.sampled_from(TEAMS),
        st.sampled_from(REGIONS), st.sampled_from("abcde"), st.sampled_from("WNF"),
    ),
    max_size=12,
)  # fmt: skip
WAYS = st.sampled_from([0, 1, 3, 5000, None])
"""How many logs are counted at once: at 0 all of them anew, at `None` none of them now."""

VIEWS = st.builds(
    Filters,
    card=st.sampled_from(["", "price", "gone"]),
    revision=st.sampled_from(["", "", "2"]),
    block=st.sampled_from(["", "proof"]),
    stage=st.sampled_from(["", "Demo"]),
    who=st.sampled_from(["", "team:mid", "region:apac"]),
    kind=st.sampled_from(["", "", "story"]),
    language=st.sampled_from(["", "", "en"]),
    product=st.sampled_from(["", "", "valve"]),
    weeks=st.sampled_from(["", "1", "2"]),
)
GROUPINGS = [(by,) for by in By if by not in (By.INDUSTRY, By.PERSONA, By.COMPETITOR)]
ANY_GROUPING = st.sampled_from([*GROUPINGS, (By.CARD, By.REVISION), (By.STAGE, By.BLOCK)])


@pytest.fixture
def published(hub: Hub, folder: Path, write_card: Callable[..., Path]) -> None:
    for card_id, front in CARDS.items():
        write_card(card_id, **front)
    hub.publisher.publish(folder)


def by_hand(logs: list[Log], filters: Filters, today: date, by: tuple[By, ...]) -> dict[Any, Any]:
    """Each group's outcomes, and how many reps they are of."""
    found: dict[Any, tuple[list[int], set[str]]] = {}
    for log in logs:
        keys: list[tuple[Any, ...]] = [()]
        for one in by:
            keys = [(*key, value) for key in keys for value in log.values(one, today)]
        for key in keys if log.fits(filters, today) else []:
            counts, reps = found.setdefault(key, ([0, 0, 0], set()))
            counts["WNF".index(log.outcome)] += 1
            reps.add(log.rep)
    return {key: (tuple(counts), len(reps)) for key, (counts, reps) in found.items()}


def forget(database: Database) -> None:
    with database.writing() as connection:
        for table in (*COUNTED, usage, events):
            connection.execute(delete(table))


def add_and_count(
    database: Database, add_logs: AddLogs, logs: list[Log], at_once: int | None, clock: Any
) -> None:
    for log in logs:
        add_logs(
            log.outcome, log.rep, card=log.card, revision=log.revision, block=log.block,
            stage=log.stage, team=log.team, region=log.region,
            at=clock() - timedelta(weeks=log.weeks),
        )  # fmt: skip
    if at_once is not None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(counting, "AT_ONCE", at_once)
            count_new(database)


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    st.lists(st.tuples(LOGS, WAYS), min_size=1, max_size=3),
    st.lists(st.tuples(VIEWS, ANY_GROUPING), min_size=10, max_size=30),
)
@pytest.mark.usefixtures("published")
def test_figures_are_what_grouping_the_raw_log_gives(
    database: Database, add_logs: AddLogs, clock: Any,
    came: list[tuple[list[Log], int | None]], asked: list[tuple[Filters, tuple[By, ...]]],
) -> None:  # fmt: skip
    forget(database)
    for logs, at_once in came:
        add_and_count(database, add_logs, logs, at_once, clock)
    count_new(database)
    every, today = [log for logs, _ in came for log in logs], clock().date()
    with database.reading() as connection:
        for filters, by in asked:
            rows = tally(connection, filters, today, *by)
            found = {
                row.key: ((row.worked, row.neutral, row.fell_flat), row.reps.bit_count())
                for row in rows
            }
            assert found == by_hand(every, filters, today, by), (filters.chosen, by)


def test_each_view_is_read_from_the_smallest_table() -> None:
    def told(by: By, **narrowed: str) -> tuple[str, str]:
        source = _source(Filters(**narrowed), (by,))
        return source.table.name, source.part

    assert told(By.CARD) == ("card_totals", "")
    assert told(By.TEAM) == ("team_weeks", "")
    assert told(By.WEEK) == ("team_weeks", "")
    assert told(By.WEEK, product="valve") == ("card_weeks", "")
    assert told(By.CARD, weeks="3") == ("card_weeks", "")
    assert told(By.CARD, weeks="3", block="proof") == ("usage", "")
    for part in PARTS[1:]:
        assert told(By(part), card="price") == ("card_totals", part)


def test_a_view_of_very_many_cards_asks_for_them_by_what_they_are(
    hub: Hub, database: Database, add_logs: AddLogs, published: None, clock: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    add_logs("WNFW", "abcd", block="proof")
    count_new(database)
    filters = Filters(product="valve", block="proof", weeks="1")
    with database.reading() as connection:
        listed = tally(connection, filters, clock().date(), By.CARD)[:]
        monkeypatch.setattr("enablement.hub.review.usage._MOST_LISTED", 0)
        assert tally(connection, filters, clock().date(), By.CARD)[:] == listed
    assert [row.n for row in listed] == [4]
