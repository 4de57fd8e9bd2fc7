"""Insight: counts that agree with the logs, intervals that agree with the books, no names."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.insight import ENOUGH_LOGS, PAGE_ROWS, RevisionUsage, by_card
from enablement.intervals import wilson
from enablement.sync.protocol import Outcome

WriteCard = Callable[..., Path]


def use(
    hub: Hub, device: Device, card_id: str, outcome: str, revision: int = 1, **more: str
) -> None:
    number = hub.status().events + 1
    event = {
        "event_id": f"event-{number}", "device_seq": number, "kind": "usage",
        "occurred_at": "2026-11-23T18:00:00Z",
        "payload": {"card_id": card_id, "revision": revision, "outcome": outcome, **more},
    }  # fmt: skip
    hub.intake.take(device, json.dumps({"epoch": "", "events": [event]}).encode())


def test_counts_are_by_card_and_revision(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard
) -> None:
    write_card("price", title="It costs too much")
    hub.publish(folder)
    write_card("price", title="It costs more than ours")
    hub.publish(folder)
    for outcome in ("worked", "worked", "neutral", "fell_flat", "worked"):
        use(hub, device, "price", outcome)
    use(hub, device, "price", "worked", revision=2)
    use(hub, device, "gone", "neutral", revision=4)
    first, second, third = hub.usage()
    assert first.as_json() == {
        "card": "price", "title": "It costs too much", "revision": 1, "worked": 3, "neutral": 1,
        "fell_flat": 1, "n": 5, "rate": 0.6, "low": wilson(3, 5).low, "high": wilson(3, 5).high,
        "enough": True, "current": False,
    }  # fmt: skip
    rest = {(row.card_id, row.revision, row.n, row.enough, row.current) for row in (second, third)}
    assert rest == {("price", 2, 1, False, True), ("gone", 4, 1, False, False)}
    price, gone = by_card(hub.usage())
    assert [row.revision for row in price.revisions] == [2, 1]
    assert (price.n, price.title, price.known) == (6, "It costs more than ours", True)
    assert (gone.title, gone.known) == ("gone", False)


def test_a_revision_that_nobody_used_yet_is_named(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    use(hub, device, "price", "worked")
    assert by_card(hub.usage())[0].unused_revision == 0
    write_card("price", "Better.")
    hub.publish(folder)
    assert by_card(hub.usage())[0].unused_revision == 2
    hub.retire("price")
    (card,) = by_card(hub.usage())
    assert (card.unused_revision, card.retired) == (0, True)


def test_the_most_used_comes_first() -> None:
    rows = [
        RevisionUsage("b", "B", 1, 3, 0, 0), RevisionUsage("a", "A", 1, 2, 0, 0),
        RevisionUsage("a", "A", 2, 0, 2, 0), RevisionUsage("c", "C", 1, 0, 0, 3),
    ]  # fmt: skip
    assert [card.card_id for card in by_card(rows)] == ["a", "b", "c"]


@pytest.mark.parametrize(("worked", "enough"), [(ENOUGH_LOGS - 1, False), (ENOUGH_LOGS, True)])
def test_a_few_logs_are_not_enough(worked: int, enough: bool) -> None:
    assert RevisionUsage("a", "A", 1, worked, 0, 0).enough is enough


def test_the_raw_log_is_newest_first_and_names_no_rep(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard, clock: Any
) -> None:
    write_card("price", title="It costs too much")
    hub.publish(folder)
    use(hub, device, "price", "worked", note="They signed.", account="Albion", block="proof")
    clock.move(minutes=1)
    use(hub, device, "gone", "neutral")
    page = hub.insight.log()
    assert [row.card_id for row in page.rows] == ["gone", "price"]
    row = page.rows[1]
    assert (row.title, row.note, row.account, row.block) == (
        "It costs too much", "They signed.", "Albion", "proof",
    )  # fmt: skip
    assert (row.team, row.region, row.outcome) == ("midmarket", "emea", Outcome.WORKED)
    assert row.occurred_at < row.received_at
    assert device.rep_name not in str(asdict(page))


def test_the_raw_log_has_pages_and_a_filter(hub: Hub, device: Device) -> None:
    for number in range(PAGE_ROWS + 3):
        use(hub, device, "price" if number % 2 else "later", "worked")
    pages = [hub.insight.log(page=page) for page in (1, 2)]
    assert [(page.page, page.pages, len(page.rows)) for page in pages] == [(1, 2, 50), (2, 2, 3)]
    assert hub.insight.log(page=99).page == 2
    assert hub.insight.log(page=-3).page == 1
    chosen = hub.insight.log("price")
    assert (chosen.total, {row.card_id for row in chosen.rows}) == (26, {"price"})
    assert hub.insight.log("nothing").rows == ()


def test_the_key_figures(
    hub: Hub, device: Device, folder: Path, write_card: WriteCard, clock: Any
) -> None:
    assert hub.insight.figures().last_received is None
    write_card("price")
    hub.publish(folder)
    hub.invite("Tom")
    use(hub, device, "price", "worked")
    use(hub, device, "price", "fell_flat")
    use(hub, device, "price", "splendid")
    found = hub.insight.figures()
    assert (found.logs, found.cards_used, found.cards_published) == (2, 1, 1)
    assert (found.devices, found.invitations_open, found.rejected) == (1, 1, 1)
    assert found.outcomes == {Outcome.WORKED: 1, Outcome.NEUTRAL: 0, Outcome.FELL_FLAT: 1}
    assert found.last_received == clock()
