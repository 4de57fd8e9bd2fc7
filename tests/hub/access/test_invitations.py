"""Invitations: a code opens one thing once, for fourteen days, and only what it was made for."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubInputError, HubMissingError
from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.invitations import InvitationKind
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import invitations
from enablement.hub.refusals import RefusedError

INES = PersonWords("Inés Vega", "ines@example.com", Role.APPROVER)
PASSWORD = "a password of her own"


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as raised:
        do()
    return raised.value.code


def test_an_account_is_opened_once(hub: Hub) -> None:
    made = hub.invitations.invite(OPERATOR, INES)
    assert made.kind is InvitationKind.ACCOUNT
    welcome = hub.invitations.look(made.code.lower().replace("-", " "))
    assert (welcome.name, welcome.email, welcome.role) == (INES.name, INES.email, INES.role)
    member = hub.sessions.find(hub.invitations.join(made.code, PASSWORD, NOWHERE))
    assert member is not None
    assert (member.email, member.role) == ("ines@example.com", Role.APPROVER)
    assert hub.accounts.sign_in("ines@example.com", PASSWORD)
    assert refused(lambda: hub.invitations.look(made.code)) == "code-used"
    assert refused(lambda: hub.invitations.join(made.code, "another one", NOWHERE)) == "code-used"
    assert hub.accounts.sign_in("ines@example.com", "another one") is None


def test_a_short_password_does_not_use_the_code_up(hub: Hub) -> None:
    code = hub.invitations.invite(OPERATOR, INES).code
    with pytest.raises(HubInputError):
        hub.invitations.join(code, "short", NOWHERE)
    assert hub.invitations.join(code, PASSWORD, NOWHERE)


def test_each_kind_opens_its_own_thing(hub: Hub) -> None:
    account = hub.invitations.invite(OPERATOR, INES).code
    laptop = hub.invite("Ana").code
    assert refused(lambda: hub.enrolments.enroll(account, "x")) == "code-wrong"
    assert refused(lambda: hub.invitations.join(laptop, PASSWORD, NOWHERE)) == "code-wrong"
    assert hub.invitations.look(laptop).kind is InvitationKind.LAPTOP
    assert hub.enrolments.enroll(laptop, "x").token
    assert hub.invitations.join(account, PASSWORD, NOWHERE)


def test_a_code_is_over_after_fourteen_days(hub: Hub, clock: Any) -> None:
    code = hub.invitations.invite(OPERATOR, INES).code
    clock.move(days=13, hours=23)
    assert hub.invitations.look(code).name == "Inés Vega"
    clock.move(hours=1)
    assert refused(lambda: hub.invitations.join(code, PASSWORD, NOWHERE)) == "code-expired"
    assert refused(lambda: hub.invitations.look("AAAA-BBBB-CCCC-DDDD")) == "code-wrong"


def test_another_link_ends_the_older_one(hub: Hub) -> None:
    first = hub.invitations.invite(OPERATOR, INES)
    again = hub.invitations.invite_again(OPERATOR, first.person_id, InvitationKind.ACCOUNT)
    assert refused(lambda: hub.invitations.look(first.code)) == "code-expired"
    third = hub.invitations.invite(OPERATOR, INES)
    assert third.person_id == first.person_id
    assert refused(lambda: hub.invitations.look(again.code)) == "code-expired"
    assert [one.kind for one in hub.invitations.open_of(first.person_id)] == ["account"]


def test_a_code_can_be_taken_back(hub: Hub) -> None:
    made = hub.invitations.invite(OPERATOR, INES)
    (listed,) = hub.invitations.open_of(made.person_id)
    hub.invitations.withdraw(OPERATOR, listed.invitation_id)
    assert hub.invitations.open_of(made.person_id) == []
    assert refused(lambda: hub.invitations.join(made.code, PASSWORD, NOWHERE)) == "code-expired"
    with pytest.raises(HubMissingError):
        hub.invitations.withdraw(OPERATOR, "none such")


def test_a_rep_gets_no_account_by_a_link(hub: Hub) -> None:
    made = hub.invite("Ana", email="ana@example.com")
    with pytest.raises(HubInputError, match="does not sign in"):
        hub.invitations.invite_again(OPERATOR, made.person_id, InvitationKind.ACCOUNT)


def test_a_rep_may_become_a_marketer_and_keeps_the_laptop(hub: Hub) -> None:
    made = hub.invite("Ana", email="ana@example.com", team="north")
    token = hub.enrolments.enroll(made.code, "laptop").token
    words = PersonWords("Ana", "ana@example.com", Role.MARKETER, "north")
    joined = hub.invitations.invite(OPERATOR, words)
    assert joined.person_id == made.person_id
    member = hub.sessions.find(hub.invitations.join(joined.code, PASSWORD, NOWHERE))
    assert member is not None
    assert member.role is Role.MARKETER
    assert hub.devices.recognise(token).person_id == member.person_id


def test_of_many_at_once_one_joins(hub: Hub, reopen: Callable[[], Hub]) -> None:
    code = hub.invitations.invite(OPERATOR, INES).code
    hubs = [hub, reopen()] * 3
    start = threading.Barrier(len(hubs))
    results: list[str] = []

    def join(one: Hub, password: str) -> None:
        start.wait()
        try:
            one.invitations.join(code, password, NOWHERE)
            results.append(password)
        except RefusedError as error:
            results.append(error.code)

    threads = [
        threading.Thread(target=join, args=(one, f"password {number}"))
        for number, one in enumerate(hubs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [one for one in results if one != "code-used"]
    assert len(results) == len(hubs)
    assert hub.accounts.sign_in("ines@example.com", won)


def test_no_code_is_kept(hub: Hub, database: Database) -> None:
    codes = [hub.invitations.invite(OPERATOR, INES).code, hub.invite("Ana").code]
    with database.reading() as connection:
        kept = str(connection.execute(select(invitations)).all())
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []
