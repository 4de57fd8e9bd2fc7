"""What laptops are told of a recall: those alone who received the card, until it is published again."""

from collections.abc import Callable
from pathlib import Path

from enablement.hub.access.members import OPERATOR
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.sync.policies import RECALLS, Recalls
from enablement.sync.protocol import EntryKind, Root, Shard, shard_of

WriteCard = Callable[..., Path]


def told(hub: Hub, device: Device) -> dict[str, str]:
    """The reasons that a laptop is told."""
    root = Root.model_validate_json(hub.delivery.root(device).signed)
    digest = root.shards[shard_of(EntryKind.POLICY, RECALLS)]
    shard = Shard.model_validate_json(hub.delivery.shard(device, digest) or b"")
    named = [one.hash for one in shard.entries if one.id == RECALLS]
    if not named:
        return {}
    data = hub.delivery.object(device, named[0]) or b""
    assert b"teams" not in data, "whom it was for is nobody's business"
    return {card_id: one.reason for card_id, one in Recalls.from_bytes(data).cards.items()}


def test_only_who_had_the_card_is_told(
    hub: Hub, folder: Path, write_card: WriteCard, enroll: Callable[..., str]
) -> None:
    write_card("price", audience="{teams: [mid]}")
    write_card("later")
    hub.publish(folder)
    mine = hub.devices.recognise(enroll("Ana", team="mid"))
    other = hub.devices.recognise(enroll("Bea", team="other"))
    hub.recalling.recall(OPERATOR, "price", "Wrong figure.")
    assert (told(hub, mine), told(hub, other)) == ({"price": "Wrong figure."}, {})
    hub.recalling.recall(OPERATOR, "later", "Old law.")
    assert told(hub, mine) == {"price": "Wrong figure.", "later": "Old law."}
    assert told(hub, other) == {"later": "Old law."}


def test_publishing_it_again_lifts_the_recall(
    hub: Hub, folder: Path, write_card: WriteCard, device: Device
) -> None:
    write_card("price")
    hub.publish(folder)
    hub.recalling.recall(OPERATOR, "price", "Wrong figure.")
    assert told(hub, device) == {"price": "Wrong figure."}
    write_card("price", "Right figure.")
    hub.publish(folder, overwrite=True)
    assert told(hub, device) == {}
