"""What a root asks for: checked before it is believed, and nothing taken away by accident."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from enablement.errors import HubRefusedError, NotAHubError
from enablement.library.cards import HeldEntry
from enablement.library.enrolment import HeldEnrolment
from enablement.sync.plan import (
    Plan,
    check_protocol,
    check_removal,
    check_root,
    plan_pull,
    shards_to_fetch,
)
from enablement.sync.protocol import PROTOCOL, SHARDS, Entry, ProtocolRange, Rep, Root, Shard

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ROOT = Root(
    hub_id="hub", epoch="e", generation=3, issued=NOW, expires=NOW + timedelta(days=30),
    device="laptop", count=1, shards=("0" * 64,) * SHARDS, own="1" * 64,
)  # fmt: skip
HELD = HeldEnrolment(
    hub_url="https://hub.example.com", hub_id="hub", hub_name="Hub", epoch="e", generation=3,
    device="laptop", token="t", public_key="k", rep=Rep(name="Ana"),
    last_issued=NOW - timedelta(hours=1), shards=("0" * 64,) * SHARDS + ("1" * 64,),
)  # fmt: skip


def changed(**fields: object) -> Root:
    return ROOT.model_copy(update=fields)


def test_a_good_root_is_taken() -> None:
    check_protocol(ROOT)
    check_root(ROOT, HELD, NOW)
    check_root(changed(epoch="restored", generation=1), HELD, NOW)


@pytest.mark.parametrize(
    ("root", "words"),
    [
        (changed(hub_id="other"), "another hub"),
        (changed(device="other"), "another hub or laptop"),
        (changed(generation=2), "older word"),
        (changed(epoch="restored", issued=NOW - timedelta(days=1)), "older word"),
        (changed(expires=NOW - timedelta(days=1)), "was good until"),
    ],
)
def test_a_root_that_cannot_be_the_hubs_word_now_is_refused(root: Root, words: str) -> None:
    with pytest.raises(NotAHubError, match=words):
        check_root(root, HELD, NOW)


@pytest.mark.parametrize("low_high", [(PROTOCOL + 1, PROTOCOL + 2), (PROTOCOL - 1, PROTOCOL - 1)])
def test_a_protocol_we_do_not_speak_is_said(low_high: tuple[int, int]) -> None:
    low, high = low_high
    with pytest.raises(HubRefusedError, match="still sent"):
        check_protocol(changed(protocol=ProtocolRange(min=low, max=high)))


def test_only_shards_that_differ_are_fetched() -> None:
    assert shards_to_fetch(ROOT, HELD) == []
    shards = list(ROOT.shards)
    shards[7] = "2" * 64
    assert shards_to_fetch(changed(shards=tuple(shards), own="3" * 64), HELD) == [7, SHARDS]
    assert len(shards_to_fetch(ROOT, dataclasses.replace(HELD, shards=()))) == SHARDS + 1


def entry(card_id: str, digest: str, revision: int = 1, shard: int = 0) -> HeldEntry:
    return HeldEntry("card", card_id, revision, digest, shard)


def test_the_diff_names_what_is_new_changed_and_gone() -> None:
    held = [entry("same", "a"), entry("old", "b"), entry("gone", "c"), entry("far", "d", shard=9)]
    cards = {"same": "a", "old": "b", "gone": "c", "far": "d"}
    arrived = Shard(
        entries=(
            Entry(kind="card", id="same", revision=1, hash="a"),
            Entry(kind="card", id="old", revision=2, hash="e"),
            Entry(kind="card", id="new", revision=1, hash="f"),
            Entry(kind="attachment", id="g", hash="g"),
            Entry(kind="of the future", id="x", hash="h"),
        )
    )
    plan = plan_pull(held, cards, {0: arrived})
    assert [one.id for one in plan.changed_cards] == ["new", "old"]
    assert plan.added == ("new",)
    assert plan.removed == ("gone",)
    assert plan.hashes == {"a", "d", "e", "f", "g"}
    assert {one.id for one in plan.entries} == {"same", "old", "new", "far", "g", "x"}


def test_a_new_number_for_the_same_words_is_a_change() -> None:
    arrived = Shard(entries=(Entry(kind="card", id="price", revision=4, hash="a"),))
    plan = plan_pull([entry("price", "a", revision=2)], {"price": "a"}, {0: arrived})
    assert [(one.id, one.revision) for one in plan.changed_cards] == [("price", 4)]
    assert plan.added == ()


def test_the_devices_own_shard_wins() -> None:
    shared = Shard(entries=(Entry(kind="card", id="price", revision=1, hash="a"),))
    own = Shard(entries=(Entry(kind="card", id="price", revision=2, hash="b"),))
    plan = plan_pull([], {}, {SHARDS: own, 0: shared})
    assert [(one.revision, one.shard) for one in plan.entries] == [(2, SHARDS)]


def removing(count: int) -> Plan:
    return Plan((), (), (), (), tuple(f"card-{number}" for number in range(count)))


def test_losing_most_of_the_library_needs_the_hubs_word() -> None:
    check_removal(removing(19), 20, ROOT, HELD)
    check_removal(removing(20), 41, ROOT, HELD)
    with pytest.raises(HubRefusedError, match="20 of 40 cards"):
        check_removal(removing(20), 40, ROOT, HELD)
    meant = changed(generation=4, mass_removal=4)
    check_removal(removing(40), 40, meant, HELD)


def test_an_old_word_does_not_cover_a_new_loss() -> None:
    with pytest.raises(HubRefusedError):
        check_removal(removing(40), 40, changed(generation=9, mass_removal=3), HELD)


def test_policies_and_evidence_are_fetched_and_are_no_cards() -> None:
    arrived = Shard(
        entries=(
            Entry(kind="policy", id="synonyms", hash="s"),
            Entry(kind="evidence", id="usage", hash="u"),
        )
    )
    plan = plan_pull([entry("price", "a", shard=9)], {"price": "a"}, {0: arrived})
    assert plan.hashes == {"a", "s", "u"}
    assert (plan.changed_cards, plan.removed) == ((), ())
    gone = [HeldEntry("policy", f"p-{number}", 1, "x", 0) for number in range(50)]
    lost = plan_pull([*gone, entry("price", "a", shard=9)], {"price": "a"}, {0: Shard()})
    check_removal(lost, 1, ROOT, HELD)
    assert [one.id for one in lost.entries] == ["price"]


def test_threads_that_are_new_or_were_written_to_are_named() -> None:
    held = [
        HeldEntry("thread", "same", 1, "a", SHARDS),
        HeldEntry("thread", "written", 1, "b", SHARDS),
        HeldEntry("thread", "gone", 1, "c", SHARDS),
        entry("card", "d"),
    ]
    own = Shard(
        entries=(
            Entry(kind="thread", id="same", revision=1, hash="a"),
            Entry(kind="thread", id="written", revision=2, hash="e"),
            Entry(kind="thread", id="begun", revision=1, hash="f"),
        )
    )
    plan = plan_pull(held, {"card": "d"}, {SHARDS: own})
    assert plan.threads == ("begun", "written")
    assert plan.hashes == {"a", "d", "e", "f"}
    assert (plan.added, plan.removed, plan.changed_cards) == ((), (), ())
    assert plan_pull(held, {"card": "d"}, {}).threads == ()
