"""Threads with their groups, locked so that nobody is left out of an answer."""

import threading
from collections.abc import Callable

import pytest

from enablement.errors import HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from enablement.hub.inbox.thread_rows import group_of, lock_group, lock_groups
from tests.hub.conftest import Say


def test_a_group_begins_with_its_lead_and_merging_it_takes_all_along(
    hub: Hub, say: Say, rosa: Member, database: Database
) -> None:
    one, two, three, four = (say(name) for name in ("Ana", "Ben", "Cleo", "Dan"))
    hub.inbox.merging.merge(rosa, one, two)
    hub.inbox.merging.merge(rosa, three, two)
    hub.inbox.merging.merge(rosa, two, four)
    with database.reading() as connection:
        rows = group_of(connection, one)
    assert [row.thread.thread_id for row in rows] == [four, one, two, three]
    assert {row.merged_into for row in rows[1:]} == {four}
    with database.writing() as connection:
        assert lock_group(connection, three)[0]["thread_id"] == four
        assert len(lock_groups(connection, [one, four])) == 4
        with pytest.raises(HubMissingError):
            lock_groups(connection, [one, "none"])


def test_whoever_is_merged_while_an_answer_is_given_gets_it(
    hub: Hub, say: Say, rosa: Member, reopen: Callable[[], Hub]
) -> None:
    lead = say("Ana")
    others = [say(f"Rep{number}") for number in range(6)]
    busy, other = reopen(), hub
    work = [
        threading.Thread(target=busy.inbox.merging.merge, args=(rosa, one, lead)) for one in others
    ]
    work.append(
        threading.Thread(target=other.inbox.answering.say, args=(rosa, lead, Word("Since May.")))
    )
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    for one in (lead, *others):
        row = hub.threads.get(one)
        assert not row.open
        assert [said.text for said in row.thread.messages].count("Since May.") == 1
