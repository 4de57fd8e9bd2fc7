"""The list: every card once, filters that agree with what is shown, and who is writing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.access.members import Member
from enablement.hub.drafting.listing import CardFilter, Trust, trust_of
from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock

TODAY = date(2026, 11, 24)


@pytest.fixture
def listed(hub: Hub, write_card: Callable[..., Path], folder: Path) -> None:
    write_card("b-verified", verify_by="2027-12-31", audience='{teams: ["Ñandú 100%"]}')
    write_card("c-soon", verify_by="2026-12-24", owner="ana@example.com")
    write_card("d-last-day", verify_by="2026-11-24", language="es")
    write_card("e-unverified", verify_by="2026-11-23")
    write_card("f-expired", expires="2026-11-24", verify_by="2027-01-01")
    write_card("g-waiting", valid_from="2026-11-25")
    write_card("a-undated", title="Zebra")
    write_card("h-retired")
    hub.publish(folder)
    hub.retire("h-retired")


def ids(hub: Hub, **asked: str) -> list[str]:
    return [row.card_id for row in hub.cards.page(CardFilter(**asked)).rows]


def test_filters_agree_with_what_is_shown(hub: Hub, listed: None) -> None:
    everything = hub.cards.page(CardFilter()).rows
    assert len(everything) == 8
    for trust in Trust:
        shown = [row.card_id for row in everything if row.trust is trust]
        assert ids(hub, trust=trust) == shown
        assert shown
    assert ids(hub, state="retired") == ["h-retired"]
    assert ids(hub, language="es") == ["d-last-day"]
    assert ids(hub, words="ANA@ soon") == ["c-soon"]
    assert ids(hub, words="100%") == []
    assert ids(hub, state="all", trust="no such") == [row.card_id for row in everything]
    assert "b-verified" in ids(hub, team="Ñandú 100%")
    assert "b-verified" not in ids(hub, team="Other")
    assert hub.cards.choices().languages == ("en", "es")


def test_pages_follow_each_other_without_a_gap(hub: Hub, listed: None) -> None:
    found, after = [], ""
    while True:
        page = hub.cards.page(CardFilter(), after, most=3)
        found += [row.card_id for row in page.rows]
        if not (after := page.after):
            break
    assert found == ids(hub)
    assert found[-1] == "a-undated"
    for mark in ("no mark", "[1, 2]", "{}", '["\\u0000", "a"]', '["\\ud800", "a"]'):
        assert hub.cards.page(CardFilter(), mark).rows[0].card_id == found[0]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_row_says_who_is_writing(hub: Hub, listed: None, writer: Member) -> None:
    draft_id = hub.drafts.begin(writer, "c-soon")
    rows = {row.card_id: row for row in hub.cards.page(CardFilter()).rows}
    assert (rows["c-soon"].draft_id, rows["c-soon"].draft_state) == (draft_id, "draft")
    assert rows["b-verified"].draft_id == ""
    assert rows["b-verified"].teams == ("Ñandú 100%",)


days = st.one_of(st.none(), st.integers(-40, 40).map(lambda by: TODAY + timedelta(days=by)))


@given(days, days, days)
def test_trust_never_promises_too_much(
    verify_by: date | None, valid_from: date | None, expires: date | None
) -> None:
    trust = trust_of(verify_by, valid_from, expires, TODAY)
    if trust in (Trust.VERIFIED, Trust.SOON):
        assert verify_by is not None
        assert verify_by >= TODAY
        assert expires is None or expires > TODAY
        assert valid_from is None or valid_from <= TODAY


def test_the_clock_decides(hub: Hub, listed: None, clock: SetClock) -> None:
    clock.move(days=1)
    assert "d-last-day" in ids(hub, trust=Trust.UNVERIFIED)
    assert "g-waiting" in ids(hub, trust=Trust.UNDATED)
