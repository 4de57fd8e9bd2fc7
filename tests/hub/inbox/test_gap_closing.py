"""A card that comes of a gap is announced to those who asked, however it is published."""

from collections.abc import Callable
from pathlib import Path

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from enablement.hub.inbox.gap_closing import THERE_NOW
from enablement.hub.inbox.gap_marks import GapState
from enablement.sync.threads import Fate
from enablement.translation import _
from tests.hub.conftest import Say


def test_a_repository_publishes_the_card_that_a_draft_was_begun_for(
    hub: Hub, say: Say, rosa: Member, folder: Path, write_card: Callable[..., Path]
) -> None:
    ana = say("Ana", "request", text="door alarms", language="en")
    ben = say("Ben", "request", text="alarma para puertas", language="es")
    key = hub.inbox.gaps.get(hub.inbox.gaps.page().rows[-1].key).key
    draft_id = hub.inbox.gaps.write(rosa, key)
    write_card("other")
    hub.publish(folder, source="cards")
    assert hub.threads.get(ana).open
    write_card(hub.drafts.get(draft_id).card_id, title="Doors that call")
    hub.publish(folder, source="cards")
    thread = hub.threads.get(ana).thread
    assert (thread.fate, thread.changed_to) == (Fate.CHANGED, 1)
    assert thread.messages[-1].text == (
        "You asked for this, and there is a card for it now: “Doors that call”."
    )
    assert thread.messages[-1].name == ""
    assert hub.threads.get(ben).open, "other words, until marketing says that they mean the same"
    assert hub.inbox.gaps.page(GapState.ANSWERED).rows[0].key == key
    write_card(thread.changed_card, "Another answer.", title="Doors that call")
    hub.publish(folder, source="cards")
    assert len(hub.threads.get(ana).thread.messages) == 2, "a later revision is no news to them"


def test_each_is_told_in_the_language_they_asked_in(
    hub: Hub, say: Say, rosa: Member, price: None
) -> None:
    ana = say("Ana", "request", text="alarmas de puerta", language="es")
    gap = hub.inbox.gaps.of_thread(ana)
    assert gap is not None
    hub.inbox.gaps.answer(rosa, gap.key, "price")
    words = _(THERE_NOW, "es").format(title="It costs too much")
    assert hub.threads.get(ana).thread.messages[-1].text == words
