"""Dead letters: counted by reason, and shown without a word of what the rep wrote."""

import json

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.upkeep.dead_letters import shape_of
from tests.hub.upkeep.conftest import Send

SECRET = "the buyer of Acme is leaving"
USED = {"card_id": "price", "revision": 1, "outcome": "worked"}


def test_they_are_counted_by_reason(hub: Hub, device: Device, send: Send) -> None:
    send(device, {**USED, "note": "x" * 5000}, {**USED, "note": "y" * 6000}, {"note": SECRET})
    page = hub.dead_letters.page()
    assert [one.count for one in page.reasons] == [2, 1]
    assert len(page.letters) == 3
    first = page.reasons[0].reason
    assert len(hub.dead_letters.page(first).letters) == 2
    assert SECRET not in page.letters[0].shape
    assert '"kind": "usage"' in page.letters[0].shape
    assert page.letters[0].device == device.device


def test_pages_follow_each_other(hub: Hub, device: Device, send: Send) -> None:
    send(device, *[{"n": number} for number in range(7)])
    first = hub.dead_letters.page(most=4)
    second = hub.dead_letters.page(before=first.before, most=4)
    numbers = [letter.number for letter in (*first.letters, *second.letters)]
    assert numbers == sorted(numbers, reverse=True)
    assert (len(numbers), second.before) == (7, 0)


def test_a_known_field_is_shown_and_any_other_only_by_its_length() -> None:
    raw = {
        "kind": "usage",
        "payload": {**USED, "note": SECRET, "revision": "one"},
        "list": [SECRET],
    }
    shape = json.loads(shape_of(json.dumps(raw)))
    assert shape["payload"] == {**USED, "revision": "one", "note": "(28 characters)"}
    assert shape["list"] == ["(28 characters)"]


@given(st.text(min_size=2))
def test_what_is_no_json_is_shown_by_its_length(raw: str) -> None:
    try:
        json.loads(raw)
    except ValueError:
        assert shape_of(raw) == f"({len(raw)} characters)"
