"""What reps did not find is kept for marketing, who learns what it was and not whose."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import requests
from enablement.sync.protocol import EventStatus

Ask = Callable[..., EventStatus]


@pytest.fixture
def ask(hub: Hub, enroll: Callable[..., str], clock: Any) -> Ask:
    """Send a request or an empty search, a minute after the last, from a laptop of its own."""
    sent: list[str] = []

    def send(rep: str, text: str, kind: str = "search", **payload: Any) -> EventStatus:
        device = hub.devices.recognise(enroll(rep, team="midmarket"))
        sent.append(rep)
        event = {
            "event_id": f"event-{len(sent)}", "device_seq": 1, "kind": kind,
            "occurred_at": "2026-11-23T18:00:00Z", "payload": {"text": text, **payload},
        }  # fmt: skip
        body = json.dumps({"epoch": "", "events": [event]}).encode()
        clock.move(minutes=1)
        return hub.intake.take(device, body).results[0].status

    return send


def test_marketing_learns_the_words_and_how_often_and_not_whose(hub: Hub, ask: Ask) -> None:
    assert hub.inbox.gaps.all() == ([], 0)
    ask("Ana", "Válvula  rota", language="es")
    ask("Bea", "door alarm", "request", language="en", note="for a hospital")
    ask("Ana", "valvula rota", "request", language="es", note=" hoy ")
    ask("Cleo", "VALVULA ROTA", language="es")
    ask("Dora", "what Dora alone seeks", language="en")
    (valve, door), hidden = hub.inbox.gaps.all()
    assert (valve.reps, valve.requests, valve.searches, hidden) == (2, 1, 2, 1)
    told = valve.as_json()
    assert (told["text"], told["languages"], told["notes"]) == ("VALVULA ROTA", ("es",), ("hoy",))
    assert (told["state"], told["first"], told["last"]) == ("open", "2026-11-24", "2026-11-24")
    assert (door.requests, door.searches, door.notes) == (1, 0, ("for a hospital",))
    assert not any(name in json.dumps(told) for name in ("Ana", "Cleo", "midmarket", "09:"))


def test_what_was_asked_is_kept_for_an_answer(hub: Hub, ask: Ask, database: Database) -> None:
    ask("Ana", "dor alarm", "request", corrected="door alarm", language="en")
    with database.reading() as connection:
        (row,) = connection.execute(select(requests)).mappings()
    kept = {key: row[key] for key in ("kind", "text", "corrected", "language", "note", "rep_name")}
    assert kept == {
        "kind": "request", "text": "dor alarm", "corrected": "door alarm", "language": "en",
        "note": "", "rep_name": "Ana",
    }  # fmt: skip


def test_what_cannot_be_taken_is_a_dead_letter(hub: Hub, ask: Ask) -> None:
    assert ask("Ana", "x" * 2001, "request") is EventStatus.REJECTED
    assert ask("Ana", "x", "search", results=2) is EventStatus.REJECTED
    assert hub.inbox.gaps.all() == ([], 0)
    assert hub.status().rejected == 2
