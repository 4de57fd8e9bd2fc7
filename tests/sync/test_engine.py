"""Both ways against a real hub: what is published arrives, what is logged is counted once."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from enablement.errors import HubOfflineError, HubRefusedError, LibraryError, NotAHubError
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine, SyncProgress
from enablement.sync.protocol import EventReceipt, Hash, ObjectHeader, Outcome, SignedRoot
from enablement.translation import n_

NewLaptop = Callable[..., Any]


def counts(hub: Hub) -> dict[tuple[str, int], tuple[int, int, int]]:
    rows = hub.usage()
    return {(r.card_id, r.revision): (r.worked, r.neutral, r.fell_flat) for r in rows}


def with_connection(laptop: Any, kind: type[HubClient]) -> SyncEngine:
    return SyncEngine(laptop.library, laptop.index, kind)


def test_published_cards_arrive_and_are_found(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("price", "too expensive")
    cards.write("later", "not this year")
    hub.publish(cards.path)
    laptop = new_laptop()
    report = laptop.engine.sync()
    assert (report.added, report.cards) == (("later", "price"), 2)
    assert laptop.found("too expensive")[0] == "price"
    again = laptop.engine.sync()
    assert (again.added, again.changed, again.removed) == ((), (), ())


def test_a_change_brings_the_new_revision_and_old_logs_keep_the_old(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price", text="The old words.")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    laptop.log("price")
    cards.write("price", text="Quite other words, about savings.")
    hub.publish(cards.path)
    report = laptop.engine.sync()
    assert report.changed == ("price",)
    assert laptop.revision("price") == 2
    assert laptop.found("savings") == ["price"]
    laptop.log("price", Outcome.FELL_FLAT)
    laptop.engine.sync()
    assert counts(hub) == {("price", 1): (1, 0, 0), ("price", 2): (0, 0, 1)}


def test_a_retired_card_is_gone_at_the_next_sync(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price", "too expensive")
    cards.write("later", "not this year")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    laptop.log("later")
    hub.retire("later")
    report = laptop.engine.sync()
    assert report.removed == ("later",)
    assert laptop.found("not this year") == []
    assert laptop.library.cards.get("later") is None
    assert counts(hub) == {("later", 1): (1, 0, 0)}


def test_offline_everything_works_and_the_logs_arrive_once(
    hub: Hub, server: HubServer, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price", "too expensive")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    server.stop()
    for _ in range(3):
        laptop.log("price")
        with pytest.raises(HubOfflineError, match="does not answer"):
            laptop.engine.sync()
    assert laptop.found("too expensive") == ["price"]
    assert laptop.library.sync_state.get().problem != ""
    back = HubServer(hub, port=server.port)
    back.start()
    report = laptop.engine.sync()
    laptop.engine.sync()
    back.stop()
    assert (report.sent, report.waiting) == (3, 0)
    assert counts(hub) == {("price", 1): (3, 0, 0)}
    assert laptop.library.sync_state.get().problem == ""


def test_more_logs_than_one_batch(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    for _ in range(450):
        laptop.log("price", Outcome.NEUTRAL)
    seen: list[SyncProgress] = []
    assert laptop.engine.sync(seen.append).sent == 450
    assert [step.done for step in seen if step.phase == "sending"] == [200, 400, 450]
    assert counts(hub) == {("price", 1): (0, 450, 0)}


def test_nobody_gets_what_is_not_theirs(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("for-all")
    cards.write("for-big", extra="audience: {teams: [enterprise], regions: []}")
    hub.publish(cards.path)
    small, big = new_laptop("small", team="midmarket"), new_laptop("big", team="enterprise")
    assert small.engine.sync().added == ("for-all",)
    assert big.engine.sync().added == ("for-all", "for-big")


def test_a_card_of_another_audience_leaves_the_laptop(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop(team="midmarket")
    laptop.engine.sync()
    cards.write("price", extra="audience: {teams: [enterprise], regions: []}")
    hub.publish(cards.path)
    assert laptop.engine.sync().removed == ("price",)


def test_images_come_with_their_card(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    png = b"\x89PNG\r\n\x1a\n and the rest"
    (cards.path / "chart.png").write_bytes(png)
    cards.write("price", text="![A chart](chart.png)")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    (digest,) = laptop.library.cards.get("price").card.attachments.values()
    assert laptop.library.cards.attachment(digest) == png


def test_wrong_and_used_codes_are_sentences(
    tmp_path: Path, hub: Hub, server: HubServer, new_laptop: NewLaptop
) -> None:
    laptop = new_laptop()
    code = hub.invite("Bea").code
    other = Library.open(tmp_path / "other", KeyRecord(tmp_path / "other").create(KeyPlace.FILE))
    engine = SyncEngine(other, SearchIndex(other), HubClient)
    with pytest.raises(LibraryError, match="not enrolled"):
        engine.sync()
    with pytest.raises(HubRefusedError, match="does not know this code"):
        engine.enroll(server.url, "AAAA-AAAA-AAAA")
    engine.enroll(server.url, code.lower().replace("-", " "))
    with pytest.raises(HubRefusedError, match="used already"):
        laptop.engine.enroll(server.url, code)
    other.close()


def test_a_profile_stays_with_its_hub(
    tmp_path: Path, hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    laptop = new_laptop()
    second, _password = Hub.create(tmp_path / "second", password="another secret")
    running = HubServer(second)
    running.start()
    with pytest.raises(HubRefusedError, match="belongs to the hub"):
        laptop.engine.enroll(running.url, second.invite("Ana").code)
    running.stop()
    second.close()


class LosesTheAnswer(HubClient):
    """A network that breaks after the hub has taken the batch."""

    def send(self, body: bytes) -> EventReceipt:
        super().send(body)
        raise HubOfflineError(n_("The hub at {url} does not answer."), url=self.url)


def test_enrolling_again_at_the_same_hub_keeps_what_waits(
    hub: Hub, server: HubServer, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    laptop.log("price")
    with pytest.raises(HubOfflineError):
        with_connection(laptop, LosesTheAnswer).sync()
    laptop.engine.enroll(server.url, hub.invite("Ana").code)
    report = laptop.engine.sync()
    assert (report.sent, report.rejected) == (1, 0)
    assert counts(hub) == {("price", 1): (1, 0, 0)}


class Forger(HubClient):
    """A peer that knows the hub's address but not its key."""

    def root(self, held: int = 0) -> SignedRoot:
        true = super().root(held)
        return SignedRoot(signed=true.signed.replace("1", "2"), signature=true.signature)


def test_a_forged_root_changes_nothing(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    with pytest.raises(NotAHubError, match="without the signature"):
        with_connection(laptop, Forger).sync()
    assert laptop.library.cards.count() == 0


class Swapper(HubClient):
    """A peer that hands out other bytes than those that were announced."""

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        for header, data in super().objects(digests):
            yield header, data.replace(b"Yes", b"No!")


def test_a_swapped_object_is_not_taken(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    with pytest.raises(NotAHubError, match="not what it had announced"):
        with_connection(laptop, Swapper).sync()
    assert laptop.library.cards.count() == 0
    assert laptop.engine.sync().added == ("price",)


class Portal(HubClient):
    """A peer whose 200 to a batch is about another batch."""

    def send(self, body: bytes) -> EventReceipt:
        return super().send(body.replace(b"worked", b"neutral"))


def test_an_answer_about_other_bytes_is_no_acknowledgement(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    laptop.log("price")
    with pytest.raises(NotAHubError, match="did not confirm"):
        with_connection(laptop, Portal).sync()
    assert laptop.library.events.waiting_count() == 1


def test_an_accidental_mass_removal_is_stopped_until_it_is_meant(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    for number in range(30):
        cards.write(f"card-{number}")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    for number in range(25):
        hub.retire(f"card-{number}")
        cards.remove(f"card-{number}")
    with pytest.raises(HubRefusedError, match="25 of 30 cards"):
        laptop.engine.sync()
    assert laptop.library.cards.count() == 30
    hub.publish(cards.path, retire_most=True)
    assert len(laptop.engine.sync().removed) == 25


class PublishesMeanwhile(HubClient):
    """A hub that publishes between the root and the objects, once."""

    publish: Callable[[], object] | None = None

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        act, type(self).publish = type(self).publish, None
        if act is not None:
            act()
        return super().objects(digests)


def test_publishing_during_a_pull_ends_with_the_newest(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price", text="Old.")
    hub.publish(cards.path)
    laptop = new_laptop()

    def publish() -> None:
        cards.write("price", text="New.")
        hub.publish(cards.path)

    PublishesMeanwhile.publish = staticmethod(publish)
    with_connection(laptop, PublishesMeanwhile).sync()
    assert laptop.revision("price") == 2
    assert laptop.found("price") == ["price"]


def test_two_processes_syncing_one_profile_agree(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    for number in range(5):
        cards.write(f"card-{number}")
    hub.publish(cards.path)
    laptop = new_laptop()
    other = SyncEngine(laptop.library, SearchIndex(laptop.library), HubClient)
    laptop.engine.sync()
    cards.write("card-new")
    cards.remove("card-0")
    hub.publish(cards.path)
    assert other.sync().added == ("card-new",)
    assert laptop.engine.sync().added == ()
    assert laptop.found("card new")[0] == "card-new"
