"""The queue: the longest wait first, filters, and pages that leave nothing out."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.hub.inbox.queue import MINE, NOBODY, QueueFilter, QueueState
from enablement.hub.inbox.thread_rows import excerpt
from enablement.sync.threads import Fate
from tests.hub.conftest import Reps, Say


def ids(hub: Hub, person_id: str = "", **asked: Any) -> list[str]:
    return [row.thread_id for row in hub.inbox.queue.page(QueueFilter(**asked), person_id).rows]


def test_whoever_waits_longest_comes_first_a_merged_one_for_all(
    hub: Hub, say: Say, rosa: Member, price: None
) -> None:
    ana, ben, cleo = say("Ana"), say("Ben", text="When?"), say("Cleo")
    assert ids(hub) == [ana, ben, cleo]
    hub.inbox.answering.say(rosa, ana, Word("Since May."))
    assert ids(hub) == [ben, cleo]
    say("Ana", "reply", thread_id=ana, text="Of which year?")
    assert ids(hub) == [ben, cleo, ana]
    hub.inbox.merging.merge(rosa, ben, ana)
    assert ids(hub) == [ana, cleo], "the group waits since its first unanswered word"
    row = hub.inbox.queue.page(QueueFilter(), "").rows[0]
    assert (row.asked, row.title, row.text) == (2, "It costs too much", "Since when?")
    hub.inbox.answering.say(rosa, ana, Word("Of 2025."))
    assert ids(hub) == [cleo]
    say("Ben", "reply", thread_id=ben, text="And before?")
    assert ids(hub) == [cleo, ana], "who asked in a merged thread waits too"


def test_the_others_come_by_what_became_of_them(
    hub: Hub, say: Say, rosa: Member, price: None, clock: Any
) -> None:
    one, two, three, four = say("Ana"), say("Ben"), say("Cleo"), say("Dan")
    words = (Word("Yes."), Word("No.", Fate.DECLINED), Word("So.", Fate.CHANGED, "price", 1))
    for thread_id, word in zip((one, two, three), words, strict=True):
        clock.move(minutes=1)
        hub.inbox.answering.say(rosa, thread_id, word)
    for state, expected in zip(QueueState, ([four], [one], [three], [two]), strict=False):
        assert ids(hub, state=state) == expected
    assert ids(hub, state=QueueState.ALL) == [three, two, one, four]
    say("Ana", "reply", thread_id=one, text="Sure?")
    assert ids(hub, state=QueueState.ANSWERED) == []


def test_filters(
    hub: Hub, say: Say, rep: Reps, rosa: Member, price: None, join: Callable[..., Member]
) -> None:
    carl = join(Role.APPROVER, "Carl")
    rep("Ana", team="midmarket"), rep("Ben", team="enterprise")
    ana, ben = say("Ana"), say("Ben", "contradiction", card_id="other", revision=1, text="Wrong.")
    want = say("Ana", "request", text="door alarms")
    hub.inbox.assigning.assign(rosa, ana, rosa.person_id)
    assert ids(hub, kind="request") == [want]
    assert ids(hub, kind="contradiction") == [ben]
    assert ids(hub, card="price") == [ana]
    assert ids(hub, team="midmarket") == [ana, want]
    assert ids(hub, rosa.person_id, assigned=MINE) == [ana]
    assert ids(hub, carl.person_id, assigned=MINE) == []
    assert ids(hub, carl.person_id, assigned=rosa.person_id) == [ana]
    assert ids(hub, "", assigned=MINE) == []
    assert ids(hub, assigned=NOBODY) == [ben, want]
    assert ids(hub, team="midmarket", kind="request", card="price") == []
    hub.inbox.merging.merge(rosa, ben, ana)
    assert ids(hub, team="enterprise") == [ana], "a group is found by whoever is in it"
    counts = hub.inbox.queue.counts(rosa.person_id)
    assert (counts.waiting, counts.mine, counts.nobody) == (2, 1, 1)
    choices = hub.inbox.queue.choices()
    assert choices.teams == ("enterprise", "midmarket")
    assert choices.cards == (("price", "It costs too much"), ("other", "other"))


@pytest.mark.parametrize("state", [QueueState.WAITING, QueueState.ALL])
def test_page_by_page_is_the_whole(hub: Hub, say: Say, state: QueueState) -> None:
    for number in range(7):
        say(f"Rep{number % 3}", text=f"{number}?")
    whole = ids(hub, state=state)
    found: list[str] = []
    after = ""
    for _page in range(9):
        page = hub.inbox.queue.page(QueueFilter(state), "", after, most=2)
        found += [row.thread_id for row in page.rows]
        if not (after := page.after):
            break
    assert found == whole
    assert len(whole) == 7


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    "after", ["", "soon x", "2026-11-24", "0001-01-01T00:00:00+14:00 x", "2026-11-24T09:00:00Z \0"]
)
def test_a_mark_that_is_none_of_ours_is_the_first_page(hub: Hub, say: Say, after: str) -> None:
    one = say("Ana")
    assert [row.thread_id for row in hub.inbox.queue.page(QueueFilter(), "", after).rows] == [one]


def test_an_excerpt_is_one_line() -> None:
    assert excerpt("One\nline.\n\nA note.") == "One line. · A note."
    assert excerpt("word " * 100, 20) == "word word word word…"
