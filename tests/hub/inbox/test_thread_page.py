"""A thread's page: the block as it stood, what differs since, and what that revision did."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.errors import HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.sync.threads import Fate
from tests.hub.conftest import Say


def test_the_revision_it_speaks_of_stays_and_what_came_of_it_is_beside_it(
    hub: Hub, say: Say, rosa: Member, price: None, folder: Path, write_card: Callable[..., Path]
) -> None:
    one = say("Ana")
    write_card("price", "One brave answer.", title="It costs too much")
    hub.publish(folder, source="cards")
    page = hub.inbox.pages.read(one)
    assert page.about is not None
    assert page.about.block is not None
    assert "One calm answer." in page.about.block.html.text
    assert (page.about.revision.number, page.about.newest, page.about.published) == (1, 2, True)
    assert page.change is None
    hub.inbox.answering.say(rosa, one, Word("Braver now.", Fate.CHANGED, "price", 2))
    page = hub.inbox.pages.read(one)
    assert page.change is not None
    assert page.change.count == 1
    assert page.changed_title == "It costs too much"
    hub.retire("price")
    about = hub.inbox.pages.read(one).about
    assert about is not None
    assert not about.published


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_the_hub_never_had_is_left_out(hub: Hub, say: Say, price: None) -> None:
    for about in (
        {"card_id": "none"}, {"revision": 9}, {"revision": 2**31 - 1}, {"block": "no-such-block"},
    ):  # fmt: skip
        page = hub.inbox.pages.read(say("Ana", **about))
        assert page.about is None or page.about.block is None
    assert hub.inbox.pages.read(say("Ana", "request", text="okta")).about is None
    with pytest.raises(HubMissingError):
        hub.inbox.pages.read("none")
