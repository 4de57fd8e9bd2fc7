"""Privacy: nothing that is shown, added or subtracted, leads to one rep or two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.errors import HubInputError
from enablement.hub.hub import Hub
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.privacy import (
    LEAST_REPS,
    Names,
    Place,
    may_show,
    safe_names,
    split_rows,
)
from enablement.hub.review.tallies import Tallies

AddLogs = Callable[..., None]


@dataclass(frozen=True)
class Group:
    n: int
    reps: int


def group(reps: str) -> Group:
    bits = 0
    for rep in reps:
        bits |= 1 << (ord(rep) - ord("a"))
    return Group(len(reps), bits)


def figure(reps: str) -> Tallies:
    one = group(reps)
    return Tallies.of([(one.n, 0, 0, one.reps)])


def test_a_figure_of_two_reps_is_hidden() -> None:
    assert not may_show(figure("aabbab"))
    assert may_show(figure("abc"))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        ("abc", "abc", True),  # all of it: nothing to subtract
        ("abc", "abcd", False),  # the rest is one rep's
        ("abc", "abcdde", False),  # the rest is of two
        ("abc", "abcdef", True),
        ("abc", "abca", False),  # the rest is of one who is in the part too
    ],
)
def test_what_subtracting_leads_to_is_hidden(part: str, whole: str, shown: bool) -> None:
    assert may_show(figure(part), figure(whole)).tolist() == [shown]


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=8))
def test_what_a_table_hides_is_of_nobody_alone(texts: list[str]) -> None:
    rows = [group(text) for text in texts]
    shown = split_rows(rows)
    hidden = 0
    for row in rows:
        if not any(row is one for one in shown):
            hidden |= row.reps
    assert all(row.reps.bit_count() >= LEAST_REPS for row in shown)
    assert hidden.bit_count() == 0 or hidden.bit_count() >= LEAST_REPS or not shown


PLACES = st.dictionaries(
    st.tuples(st.sampled_from("tuvw"), st.sampled_from("xyz")),
    st.frozensets(st.integers(0, 11), min_size=1, max_size=6),
    min_size=1,
    max_size=6,
)


def leads_to_few(named: Names, reps: Mapping[Place, frozenset[int]]) -> bool:
    """Whether some sum and difference of what is named is exactly a group of one or two reps."""
    places = sorted(reps)
    rows = [np.ones(len(places))]
    rows += [np.array([place[0] == team for place in places], float) for team in named.teams]
    rows += [np.array([place[1] == region for place in places], float) for region in named.regions]
    rows += [np.array([place == one for place in places], float) for one in named.places]
    matrix = np.array(rows)
    rank = np.linalg.matrix_rank(matrix)
    for size in range(1, len(places) + 1):
        for some in combinations(places, size):
            if len(frozenset[int]().union(*(reps[place] for place in some))) < LEAST_REPS:
                row = np.array([place in some for place in places], float)
                if np.linalg.matrix_rank(np.vstack([matrix, row])) == rank:
                    return True
    return False


@settings(max_examples=300)
@given(PLACES)
def test_no_sum_of_names_leads_to_one_rep_or_two(reps: dict[Place, frozenset[int]]) -> None:
    as_text = {place: {str(rep) for rep in who} for place, who in reps.items()}
    everyone = frozenset[int]().union(*reps.values())
    named = safe_names(as_text)
    if len(everyone) >= LEAST_REPS:
        assert not leads_to_few(named, reps)
    else:
        assert named == Names()


def test_large_groups_are_named() -> None:
    named = safe_names(
        {
            ("a", "x"): set("123"), ("b", "x"): set("456"),
            ("c", "y"): set("7890"), ("d", "y"): set("A"),
        }
    )  # fmt: skip
    assert "d" not in named.teams
    assert named.teams == {"a", "c"}


def test_a_log_has_its_region_only_beside_its_team() -> None:
    named = Names(frozenset({"a"}), frozenset({"x"}), frozenset({("a", "x")}))
    assert named.beside_a_log("a", "x") == ("a", "x")
    assert named.beside_a_log("a", "y") == ("a", "")
    assert named.beside_a_log("b", "x") == ("", "")


def test_a_view_never_gives_one_rep_away(hub: Hub, add_logs: AddLogs) -> None:
    """Team less, team more: whatever two views of a card are subtracted, three reps are behind it."""
    add_logs("WWWNNN", "abc", team="midmarket")
    add_logs("WWWWNN", "def", team="enterprise")
    add_logs("FFF", "ggg", team="enterprise", card="later")
    add_logs("WWW", "def", team="enterprise", card="later")
    add_logs("WWW", "abc", team="midmarket", card="later")
    every = {row.key: row.n for row in hub.review.figures(Filters(), By.CARD).rows}
    assert every == {("price",): 12, ("later",): 9}
    mid = hub.review.figures(Filters(who="team:midmarket"), By.CARD)
    assert {row.key: row.n for row in mid.rows} == {("price",): 6, ("later",): 3}
    add_logs("FF", "hh", team="enterprise", card="third")
    add_logs("WWW", "abc", team="midmarket", card="third")
    found = hub.review.figures(Filters(), By.CARD)
    assert ("third",) in {row.key for row in found.rows}
    mid = hub.review.figures(Filters(who="team:midmarket"), By.CARD)
    assert ("third",) not in {row.key for row in mid.rows}
    assert mid.hidden == 1


def test_the_teams_of_a_card_hide_one_another(hub: Hub, add_logs: AddLogs) -> None:
    for team, reps in (("a", "abcd"), ("b", "efgh"), ("c", "ijk")):
        add_logs("W" * len(reps), reps, team=team, card="later")
    add_logs("WWWW", "abcd", team="a")
    add_logs("WWW", "efg", team="b")
    add_logs("W", "i", team="c")
    found = hub.review.figures(Filters(card="price"), By.TEAM)
    assert [row.key for row in found.rows] == [("a",)]
    assert found.hidden == 2


def test_a_team_of_two_cannot_be_looked_at(hub: Hub, add_logs: AddLogs) -> None:
    add_logs("WWW", "abc", team="midmarket")
    add_logs("WW", "de", team="start-ups")
    for who in ("team:start-ups", "team:midmarket", "team:unheard-of"):
        with pytest.raises(HubInputError, match="one or two reps"):
            hub.review.figures(Filters(who=who), By.CARD)
    assert list(hub.review.figures(Filters(), By.TEAM).rows) == []
    assert {row.team for row in hub.review.log().rows} == {""}
    add_logs("W", "f", team="start-ups")
    assert hub.review.figures(Filters(who="team:start-ups"), By.CARD).rows[0].n == 3
    assert {row.team for row in hub.review.log().rows} == {"midmarket", "start-ups"}
