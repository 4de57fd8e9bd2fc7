"""The review for programs: by a token, the same figures behind the same rules."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.hub import Hub

API = "/api/v1/review"

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def program(
    hub: Hub, connect: Callable[..., httpx2.Client], marketer: httpx2.Client
) -> httpx2.Client:
    """A program that may do what the marketer may."""
    member = hub.sessions.find(marketer.cookies["enablement_session"])
    assert member is not None
    return connect(hub.tokens.make(member, "notebook").token)


@pytest.fixture
def logs(
    hub: Hub, enroll: Callable[..., str], folder: Path, write_card: Callable[..., Path]
) -> None:
    """Two revisions of a card, six logs of three reps on each, and one of a card of nobody else."""
    write_card("price", title="Too much")
    hub.publisher.publish(folder)
    write_card("price", "Better.", title="Too much")
    hub.publisher.publish(folder)
    for rep in ("Ana", "Bea", "Cleo"):
        device = hub.devices.recognise(enroll(rep, team="midmarket"))
        sent = [("price", 1, "worked"), ("price", 1, "neutral"), ("price", 2, "worked"),
                ("price", 2, "fell_flat")]  # fmt: skip
        sent += [("secret", 1, "worked")] if rep == "Ana" else []
        events = [
            {
                "event_id": f"{rep}-{place}", "device_seq": place, "kind": "usage",
                "occurred_at": "2026-11-23T18:00:00Z",
                "payload": {"card_id": card, "revision": revision, "outcome": outcome,
                            "words": "too dear", "stage": "Demo"},
            }
            for place, (card, revision, outcome) in enumerate(sent, 1)
        ]  # fmt: skip
        hub.intake.take(device, json.dumps({"epoch": "", "events": events}).encode())


def test_it_needs_a_token(browser: httpx2.Client) -> None:
    for path in ("figures", "comparisons", "log", "words", "unused"):
        assert browser.get(f"{API}/{path}").status_code == 401


@pytest.mark.usefixtures("logs")
def test_figures_come_with_n_and_interval(program: httpx2.Client) -> None:
    found = program.get(f"{API}/figures", params={"by": "revision"}).json()
    assert found["hidden"] == 1
    (first, second) = found["figures"]
    assert (first["group"], first["n"], first["rate"]) == (["price", 1], 6, 0.5)
    assert first["low"] < 0.5 < first["high"]
    assert second["group"] == ["price", 2]
    assert program.get(f"{API}/figures?stage=Close").json() == {"figures": [], "hidden": 0}
    by_week = program.get(f"{API}/figures?by=week").json()["figures"]
    assert [row["group"] for row in by_week] == [["2026-11-23"]]


@pytest.mark.usefixtures("logs")
def test_comparisons_words_log_and_what_lies_idle(program: httpx2.Client) -> None:
    (one,) = program.get(f"{API}/comparisons").json()["comparisons"]
    assert (one["card"], one["before_revision"], one["after_revision"]) == ("price", 1, 2)
    assert (one["difference"], one["mark"]) == (0, None)
    assert one["low"] < 0 < one["high"]
    log = program.get(f"{API}/log").json()
    assert (len(log["log"]), log["after"]) == (13, "")
    assert {row["team"] for row in log["log"]} == {"midmarket"}
    assert "Ana" not in json.dumps(log["log"])
    words = program.get(f"{API}/words").json()
    assert [(one["text"], one["n"]) for one in words["sayings"]] == [("too dear", 13)]
    assert len(words["newest"]) == 13
    assert program.get(f"{API}/unused").json()["never_used_count"] == 0


@pytest.mark.parametrize(
    "asked",
    ["who=rep:Ana", "since=soon", "by=rep", "weeks=0", "who=team:unheard-of", f"card={'x' * 300}"],
)
def test_what_means_nothing_is_refused(program: httpx2.Client, asked: str) -> None:
    answer = program.get(f"{API}/figures?{asked}")
    assert answer.status_code == 422
    assert answer.json()["sentence"]
