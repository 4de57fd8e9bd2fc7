"""The hub that is measured: as large as asked, and one that a laptop and a page can use."""

from pathlib import Path

from bench.hub.size import Size
from bench.hub.stock import stock
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.sync.protocol import Root


def test_it_holds_what_was_asked_for(tmp_path: Path) -> None:
    size = Size(reps=6, cards=20, usage=300, asked=40, threads=9)
    reps = stock(HubPlace.of(tmp_path / "hub"), size)
    hub = Hub.open(tmp_path / "hub")
    status = hub.status()
    assert (status.devices, status.cards, status.usage) == (6, 20, 300)
    assert status.events == 300 + 40 + 9
    assert len(hub.threads.list()) == 9
    assert sum(one.worked + one.neutral + one.fell_flat for one in hub.review.usage()) == 300
    root = Root.model_validate_json(hub.polls.answer(reps[0].token, None).signed)
    assert root.count
    hub.close()
