"""The figures that Prometheus reads: what was counted here, and what the database says."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.sync.protocol import EventResult, EventStatus
from tests.hub.conftest import SetClock
from tests.hub.upkeep.conftest import Send

USED = {"card_id": "price", "revision": 1, "outcome": "worked"}


def figures(hub: Hub) -> dict[str, float]:
    """Each figure by its name and labels."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(hub.metrics.text().decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_what_is_counted_in_this_process(hub: Hub) -> None:
    for status in (200, 200, 401):
        hub.metrics.count_request("GET", "/v1/root", status, 0.03)
    results = [
        EventResult(event_id=f"e{n}", status=status)
        for n, status in enumerate([EventStatus.ACCEPTED] * 2 + [EventStatus.DUPLICATE])
    ]
    hub.metrics.count_events(results)
    found = figures(hub)
    assert found["enablement_http_requests_total{method=GET,route=/v1/root,status=200}"] == 2
    assert found["enablement_polls_total"] == 2
    assert found["enablement_events_total{status=accepted}"] == 2
    assert found["enablement_http_request_seconds_bucket{le=0.025,method=GET,route=/v1/root}"] == 0
    assert found["enablement_http_request_seconds_bucket{le=0.05,method=GET,route=/v1/root}"] == 3


def test_what_the_database_says(
    hub: Hub, device: Device, send: Send, clock: SetClock, enroll: Callable[..., str],
    write_card: Callable[..., Path], folder: Path,
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder)
    hub.devices.note_contact(device, 1)
    enroll("Ben")
    send(device, USED, {"nonsense": 1})
    asked: dict[str, Any] = {"card_id": "price", "revision": 1, "text": "Why?"}
    send(device, asked, kind="question")
    clock.move(days=2)
    found = figures(hub)
    assert found["enablement_generation"] == 1
    assert (found["enablement_laptops"], found["enablement_laptops_behind"]) == (2, 1)
    assert found["enablement_laptops_silent{days=1}"] == 2
    assert found["enablement_laptops_silent{days=7}"] == 1, "one has never come"
    assert found["enablement_threads_waiting"] == 1
    assert found["enablement_threads_waiting_seconds"] == timedelta(days=2).total_seconds()
    assert found["enablement_drafts_waiting"] == 0
    assert found["enablement_dead_letters"] == 1
    assert found["enablement_outbox_age_seconds{quantile=0.5}"] == timedelta(hours=15).seconds
    assert found["enablement_database_connections_kept"] >= 1


@pytest.mark.parametrize("engine", ["sqlite"])
def test_every_figure_has_our_name_and_says_what_it_is(hub: Hub) -> None:
    text = hub.metrics.text().decode()
    names = re.findall(r"^# HELP (\w+) \S", text, re.MULTILINE)
    assert len(names) > 12
    assert all(name.startswith("enablement_") for name in names)
