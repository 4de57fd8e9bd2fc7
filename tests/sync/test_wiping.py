"""A wipe: what was logged arrives first, then nothing is left on the laptop, and the hub knows."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from enablement.errors import (
    HubOfflineError,
    HubRefusedError,
    LibraryError,
    NotAHubError,
    WipedError,
)
from enablement.hub.access.laptops import LaptopState
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.people import PeopleFilter
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.keys import KEY_FILE
from enablement.library.library import DATABASE_FILE
from enablement.library.wipe_note import NOTE_FILE, WipeNotes
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import (
    sha256,
)
from enablement.sync.wipe_order import SignedWipeOrder, WipeReceipt
from enablement.sync.wiping import read_order
from tests.sync.conftest import CardFolder, Direct, Laptop, Site


def device_of(laptop: Laptop) -> str:
    held = laptop.library.enrolment.get()
    assert held is not None
    return held.device


def left(laptop: Laptop) -> set[str]:
    """The files that the profile folder still holds."""
    return {path.name for path in laptop.folder.iterdir()}


@pytest.fixture
def laptop(hub: Hub, new_laptop: Callable[..., Laptop], cards: CardFolder) -> Laptop:
    """A laptop with a card, as marketing sees it after two syncs."""
    cards.write("price", "too expensive")
    hub.publish(cards.path)
    laptop = new_laptop("Ana", email="ana@example.com")
    laptop.engine.sync()
    laptop.engine.sync()
    return laptop


def seen(hub: Hub) -> tuple[LaptopState, datetime | None, int | None]:
    """The newest laptop of Ana as an admin sees it."""
    (person,) = [one for one in hub.people.page(PeopleFilter()).rows if one.words.name == "Ana"]
    newest = max(person.laptops, key=lambda one: one.enrolled)
    return newest.state, newest.wiped, newest.behind


def test_all_that_was_logged_arrives_and_nothing_stays(hub: Hub, laptop: Laptop) -> None:
    assert seen(hub) == (LaptopState.IN_USE, None, 0)
    for _ in range(3):
        laptop.log("price")
    held = laptop.library.enrolment.get()
    assert held is not None
    hub.laptops.ask_wipe(OPERATOR, held.device)
    assert seen(hub)[0] is LaptopState.WIPING
    with pytest.raises(WipedError) as raised:
        laptop.engine.sync()
    assert raised.value.how_to_mend()
    assert hub.status().usage == 3
    state, wiped, _behind = seen(hub)
    assert state is LaptopState.WIPED
    assert wiped is not None
    assert left(laptop) == {NOTE_FILE}
    note = (laptop.folder / NOTE_FILE).read_text("utf-8")
    assert json.loads(note)["told"] is True
    assert held.token not in note
    with pytest.raises(LibraryError, match="was erased"):
        laptop.library.cards.count()
    assert left(laptop) == {NOTE_FILE}


def test_a_laptop_whose_access_was_ended_can_be_wiped_too(hub: Hub, laptop: Laptop) -> None:
    laptop.log("price")
    hub.laptops.revoke(OPERATOR, device_of(laptop))
    with pytest.raises(HubRefusedError):
        laptop.engine.sync()
    assert hub.status().usage == 0
    hub.laptops.ask_wipe(OPERATOR, device_of(laptop))
    with pytest.raises(WipedError):
        laptop.engine.sync()
    assert (hub.status().usage, seen(hub)[0]) == (1, LaptopState.WIPED)


def test_a_wipe_that_was_taken_back_does_not_happen(hub: Hub, laptop: Laptop) -> None:
    hub.laptops.ask_wipe(OPERATOR, device_of(laptop))
    hub.laptops.take_wipe_back(OPERATOR, device_of(laptop))
    assert laptop.engine.sync().cards == 1


def test_the_same_laptop_can_be_enrolled_anew_with_its_threads(
    hub: Hub, server: HubServer, laptop: Laptop
) -> None:
    hub.laptops.ask_wipe(OPERATOR, device_of(laptop))
    former = device_of(laptop)
    with pytest.raises(WipedError):
        laptop.engine.sync()
    anew = Laptop(laptop.folder)
    anew.engine.enroll(server.url, hub.invite("Ana", email="ana@example.com").code)
    assert WipeNotes(anew.folder).get() is None
    assert anew.engine.sync().cards == 1
    held = anew.library.enrolment.get()
    assert held is not None
    assert hub.devices.recognise(held.token).formers == (former,)
    anew.close()


def test_a_hub_that_does_not_hear_the_end_is_told_later(hub: Hub, laptop: Laptop) -> None:
    hub.laptops.ask_wipe(OPERATOR, device_of(laptop))

    class Cut(HubClient):
        def wiped(self, former: str) -> WipeReceipt:
            raise HubOfflineError("cut off")

    with pytest.raises(WipedError):
        SyncEngine(laptop.library, laptop.index, Cut).sync()
    assert seen(hub)[0] is LaptopState.WIPING
    note = WipeNotes(laptop.folder).get()
    assert note is not None
    assert not note.told
    anew = Laptop(laptop.folder)
    anew.engine.tell_wiped()
    assert seen(hub)[0] is LaptopState.WIPED
    anew.engine.tell_wiped()
    anew.close()


def test_nothing_is_erased_without_the_signed_word(site: Site, laptop_at: Laptop) -> None:
    """Whoever answers at the hub's address, and even holds its certificate, erases nothing."""
    held = laptop_at.library.enrolment.get()
    assert held is not None
    now = laptop_at.library.now()
    hub = site.hub
    hub.laptops.ask_wipe(OPERATOR, held.device)
    genuine = hub.delivery.wipe_order(hub.devices.recognise_sender(held.token))
    assert genuine is not None
    order = genuine.verify(held.public_key)

    class Forger(Direct):
        answer: SignedWipeOrder

        def wipe_order(self) -> SignedWipeOrder:
            return self.answer

    forger = Forger(site, held.token)
    forger.answer = genuine
    assert read_order(forger, held, now).device == held.device
    forged = [
        SignedWipeOrder(signed=genuine.signed, signature="AAAA"),
        SignedWipeOrder(
            signed=genuine.signed.replace(held.device, "other"), signature=genuine.signature
        ),
    ]
    for answer in forged:
        forger.answer = answer
        with pytest.raises(NotAHubError, match="without the signed word"):
            read_order(forger, held, now)
    forger.answer = genuine
    with pytest.raises(NotAHubError):
        read_order(forger, held, order.expires + timedelta(seconds=1))
    assert KEY_FILE in left(laptop_at)
    assert DATABASE_FILE in left(laptop_at)


def test_a_root_is_no_order(site: Site, laptop_at: Laptop) -> None:
    held = laptop_at.library.enrolment.get()
    assert held is not None
    root = site.connect(site.url, held.token).root()
    passed_off = SignedWipeOrder(signed=root.signed, signature=root.signature)
    with pytest.raises(ValueError, match="erase"):
        passed_off.verify(held.public_key)


def test_what_a_restored_hub_lost_is_sent_again_first(site: Site, laptop_at: Laptop) -> None:
    site.back_up()
    for _ in range(3):
        laptop_at.log("price")
    laptop_at.engine.sync()
    assert site.hub.status().usage == 3
    site.restore()
    assert site.hub.status().usage == 0
    laptop_at.log("price")
    site.hub.laptops.ask_wipe(OPERATOR, device_of(laptop_at))
    with pytest.raises(WipedError):
        laptop_at.engine.sync()
    assert site.hub.status().usage == 4


def test_another_program_on_the_same_library_spares_a_new_one(
    site: Site, laptop_at: Laptop
) -> None:
    """A desktop that was left open, while the command line was wiped and enrolled anew."""
    open_still = Laptop(laptop_at.folder, site.connect)
    open_still.library.cards.count()
    site.hub.laptops.ask_wipe(OPERATOR, device_of(laptop_at))
    with pytest.raises(WipedError):
        laptop_at.engine.sync()
    anew = Laptop(laptop_at.folder, site.connect)
    anew.engine.enroll(site.url, site.hub.invite("Ana").code)
    anew.engine.sync()
    open_still.library.erase()
    assert anew.library.cards.count() == 1
    assert KEY_FILE in left(anew)
    anew.close()


def test_the_confirmation_opens_nothing(site: Site, laptop_at: Laptop) -> None:
    held = laptop_at.library.enrolment.get()
    assert held is not None
    nobody = site.connect(site.url, None)
    with pytest.raises(HubRefusedError):
        nobody.wiped(sha256(held.token.encode()))
    assert site.hub.devices.recognise(held.token).device == held.device
