"""Tokens of programs: shown once, kept as a hash, ended at will, over with their person."""

from typing import Any

import pytest
from sqlalchemy import select, update

from enablement.errors import HubInputError, HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import api_tokens, people


@pytest.fixture
def admin(hub: Hub) -> Member:
    member = hub.sessions.find(hub.accounts.sign_in("marketing@example.com", "open-sesame"))
    assert member is not None
    return member


def test_a_token_acts_for_its_person(hub: Hub, admin: Member) -> None:
    made = hub.tokens.make(admin, "  the   website ")
    found = hub.tokens.recognise(made.token)
    assert found is not None
    assert (found.person_id, found.role, found.csrf) == (admin.person_id, Role.ADMIN, "")
    [row] = hub.tokens.of(admin.person_id)
    assert (row.name, row.last_used_at is not None) == ("the website", True)


def test_it_is_kept_as_a_hash(hub: Hub, admin: Member, database: Database) -> None:
    made = hub.tokens.make(admin, "website")
    with database.reading() as connection:
        assert made.token not in str(connection.execute(select(api_tokens)).all())
    assert made.token not in repr(made)


def test_it_is_over_after_a_year(hub: Hub, admin: Member, clock: Any) -> None:
    made = hub.tokens.make(admin, "website")
    clock.move(days=364)
    assert hub.tokens.recognise(made.token) is not None
    clock.move(days=1)
    assert hub.tokens.recognise(made.token) is None


def test_it_is_ended_at_will_and_by_its_person_alone(hub: Hub, admin: Member) -> None:
    made = hub.tokens.make(admin, "website")
    other = Member("someone", "x@example.com", "X", Role.APPROVER)
    with pytest.raises(HubMissingError):
        hub.tokens.revoke(other, made.token_id)
    assert hub.tokens.recognise(made.token) is not None
    hub.tokens.revoke(admin, made.token_id)
    assert hub.tokens.recognise(made.token) is None


def test_it_ends_with_its_person(hub: Hub, admin: Member, database: Database) -> None:
    made = hub.tokens.make(admin, "website")
    with database.writing() as connection:
        connection.execute(update(people).values(state="ended"))
    assert hub.tokens.recognise(made.token) is None


def test_a_token_has_a_name(hub: Hub, admin: Member) -> None:
    with pytest.raises(HubInputError):
        hub.tokens.make(admin, "  ")


def test_no_token_is_nobody(hub: Hub) -> None:
    assert hub.tokens.recognise("") is None
    assert hub.tokens.recognise("made up") is None
