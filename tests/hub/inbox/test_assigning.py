"""Threads are handed to people who may answer."""

from collections.abc import Callable

import pytest

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.hub.inbox.assigning import ASSIGNED
from enablement.sync.threads import Fate
from tests.hub.conftest import Say


def test_a_thread_is_handed_on_and_back(
    hub: Hub, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, carl = say("Ana"), join(Role.APPROVER, "Carl")
    rep = join(Role.REP, "Rita")
    names = [person.name for person in hub.inbox.assigning.possible()]
    assert {"Carl", "Rosa"} <= set(names)
    assert "Rita" not in names
    assert names == sorted(names, key=str.casefold)
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    assert hub.inbox.pages.read(one).assignee == "Carl"
    with pytest.raises(HubInputError, match="may answer"):
        hub.inbox.assigning.assign(rosa, one, rep.person_id)
    assert hub.inbox.pages.read(one).assignee == "Carl"
    hub.inbox.assigning.assign(rosa, one, "")
    assert hub.inbox.pages.read(one).assignee == ""


def told(hub: Hub, member: Member) -> list[str]:
    return [one.subject for one in hub.notices.of(member, ASSIGNED)]


def test_whom_a_thread_is_handed_to_is_told_until_it_is_handed_on(
    hub: Hub, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, carl = say("Ana", text="Does it hold for hospitals?"), join(Role.APPROVER, "Carl")
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    (notice,) = hub.notices.of(carl)
    assert (notice.kind, notice.subject) == ("assigned", one)
    assert notice.details == {"name": "Rosa", "words": "Does it hold for hospitals?"}
    hub.inbox.assigning.assign(carl, one, rosa.person_id)
    assert (told(hub, carl), told(hub, rosa)) == ([], [one])
    hub.inbox.assigning.assign(rosa, one, rosa.person_id)
    assert told(hub, rosa) == [one], "nothing was handed on"
    hub.inbox.assigning.assign(carl, one, "")
    assert told(hub, rosa) == []
    hub.inbox.assigning.assign(rosa, one, rosa.person_id)
    assert told(hub, rosa) == [], "who takes it themselves knows"


def test_the_notice_goes_with_the_answer(
    hub: Hub, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, other, carl = say("Ana"), say("Ben"), join(Role.APPROVER, "Carl")
    for thread_id in (one, other):
        hub.inbox.assigning.assign(rosa, thread_id, carl.person_id)
    hub.inbox.answering.say(rosa, one, Word("Since May."))
    assert told(hub, carl) == [other]
    hub.inbox.answering.say(carl, other, Word("No.", Fate.DECLINED))
    assert told(hub, carl) == []


def test_the_notice_goes_with_a_merged_thread(
    hub: Hub, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, other, third = say("Ana"), say("Ben"), say("Cleo")
    carl, dan = join(Role.APPROVER, "Carl"), join(Role.MARKETER, "Dan")
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    hub.inbox.merging.merge(rosa, one, other)
    assert told(hub, carl) == [other], "nobody had the other"
    hub.inbox.assigning.assign(rosa, third, dan.person_id)
    hub.inbox.merging.merge(rosa, third, other)
    assert (told(hub, carl), told(hub, dan)) == ([other], []), "Carl goes on with both"
    hub.inbox.answering.say(rosa, third, Word("Since May."))
    assert told(hub, carl) == []
