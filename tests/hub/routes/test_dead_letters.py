"""The page of refused events: the reasons, and no word of what a rep wrote."""

import httpx2
import pytest

from enablement.hub.devices import Device
from tests.hub.upkeep.conftest import Send, send

__all__ = ["send"]
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def test_reasons_and_letters(marketer: httpx2.Client, device: Device, send: Send) -> None:
    assert "Nothing was refused" in marketer.get("/dead-letters").text
    send(device, {"note": "<script>my customer"}, {"card_id": "x" * 300})
    page = marketer.get("/dead-letters").text
    assert "my customer" not in page
    assert "(19 characters)" in page
    one = page.split('href="/dead-letters?reason=')[1].split('"')[0]
    assert marketer.get(f"/dead-letters?reason={one}").status_code == 200
    assert "No event was refused for this reason" in marketer.get("/dead-letters?reason=none").text
