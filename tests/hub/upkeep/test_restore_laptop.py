"""A real laptop and a restored hub: what the hub lost is sent again, and nothing is counted twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.hub.server import HubServer
from enablement.hub.upkeep.backup import back_up
from enablement.hub.upkeep.restore import restore
from enablement.sync.protocol import Outcome, Usage
from tests.hub.conftest import START, Engines
from tests.sync.conftest import Laptop


@pytest.fixture(params=["same place", "other engine"])
def target(
    request: pytest.FixtureRequest, engines: Engines, engine: str, place: HubPlace, tmp_path: Path
) -> Iterator[HubPlace]:
    """Where the hub is restored: over itself, or on the other engine."""
    if request.param == "same place":
        yield place
    elif engine == "postgresql":
        yield HubPlace.of(tmp_path / "moved")
    else:
        with engines.empty() as place_there:
            yield place_there


@pytest.fixture
def laptop(tmp_path: Path, hub: Hub, server: HubServer) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "laptop")
    made.engine.enroll(server.url, hub.invite("Ana").code, "laptop")
    yield made
    made.close()


def note(laptop: Laptop, *words: str) -> None:
    for said in words:
        usage = Usage(card_id="price", revision=1, outcome=Outcome.WORKED, note=said)
        laptop.library.events.log_usage(usage)


def test_what_the_hub_lost_is_sent_again(
    hub: Hub, server: HubServer, laptop: Laptop, target: HubPlace, place: HubPlace,
    write_card: Callable[..., Path], hasher: Any,
) -> None:  # fmt: skip
    folder = write_card("price").parent
    tmp_path = laptop.folder.parent
    hub.publish(folder)
    note(laptop, "before")
    laptop.engine.sync()
    back_up(place, tmp_path / "hub.zip", START)
    write_card("later")
    hub.publish(folder)
    note(laptop, "after", "after that")
    assert laptop.engine.sync().sent == 2
    assert laptop.revision("later") == 1
    server.stop()
    hub.close()

    restore(target, tmp_path / "hub.zip", START, replace=target == place)
    note(laptop, "while it was away")
    again = Hub.open(target, hasher=hasher)
    served = HubServer(again, port=server.port)
    served.start()
    try:
        report = laptop.engine.sync()
        assert (report.sent, report.rejected, report.waiting) == (3, 0, 0)
        assert laptop.engine.sync().sent == 0
        notes = sorted(row.note for row in again.review.log().rows)
        assert notes == ["after", "after that", "before", "while it was away"]
        assert laptop.revision("later") == 0, "the restored hub has never published it"
        again.publish(folder)
        laptop.engine.sync()
        assert laptop.revision("later") == 1
    finally:
        served.stop()
        again.close()
