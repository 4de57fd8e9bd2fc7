"""A card that comes of a gap is announced to those who asked, however it is published."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import update

from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox.gap_closing import THERE_NOW
from enablement.hub.inbox.gap_marks import GapState
from enablement.hub.models import gap_marks
from enablement.sync.threads import Fate
from enablement.translation import _
from tests.hub.conftest import Say, SetClock


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


def test_what_was_left_undone_after_a_publication_is_done_within_the_minute(
    hub: Hub, say: Say, rosa: Member, folder: Path, write_card: Callable[..., Path],
    database: Database, clock: SetClock,
) -> None:  # fmt: skip
    ana = say("Ana", "request", text="door alarms", language="en")
    draft_id = hub.inbox.gaps.write(rosa, hub.inbox.gaps.page().rows[0].key)
    write_card(hub.drafts.get(draft_id).card_id, title="Doors that call")
    hub.publish(folder, source="cards")
    ben = say("Ben", "request", text="alarm for doors", language="en")
    with database.writing() as connection:  # as if the hub had stopped between the two
        connection.execute(update(gap_marks).values(state=GapState.WRITING))
    clock.move(minutes=2)
    hub.scheduler.run_if_due()
    assert hub.inbox.gaps.page(GapState.ANSWERED).rows[0].reps == 2
    assert len(hub.threads.get(ana).thread.messages) == 2, "nobody is told twice"
    assert hub.threads.get(ben).thread.fate is Fate.CHANGED
