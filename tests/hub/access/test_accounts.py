"""Accounts: opened by the right password or a provider's word, and by nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from enablement.errors import HubInputError, HubMissingError
from enablement.hub.access.accounts import NOWHERE, STRANGER, ProvenIdentity, Visit
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, people
from enablement.hub.places import HubPlace
from enablement.hub.refusals import RefusedError

EMAIL, PASSWORD = "marketing@example.com", "open-sesame"
ISSUER = "https://id.example.com"
HERE = Visit("10.0.0.7", "Firefox · Linux")


def proven(email: str = "ines@example.com", subject: str = "ines", **words: Any) -> ProvenIdentity:
    return ProvenIdentity(**{"issuer": ISSUER, "subject": subject, "email": email, **words})


def logged(database: Database, action: str) -> list[tuple[str, str, Any]]:
    query = select(audit_log.c.who, audit_log.c.subject, audit_log.c.details)
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(query.where(audit_log.c.action == action))]


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "Open-sesame"), ("nobody@example.com", PASSWORD), ("", ""),
     ("a\0b@example.com", "\ud800")],
)  # fmt: skip
def test_a_wrong_address_or_password_begins_none(hub: Hub, email: str, password: str) -> None:
    assert hub.accounts.sign_in(email, password) is None


def test_every_try_is_in_the_log_without_what_was_typed(hub: Hub, database: Database) -> None:
    hub.accounts.sign_in(EMAIL, PASSWORD, HERE)
    hub.accounts.sign_in(EMAIL, "wrong", HERE)
    hub.accounts.sign_in("my secret password", "x", HERE)
    assert logged(database, "sign-in") == [(EMAIL, "10.0.0.7", {"by": "password"})]
    assert logged(database, "sign-in-failed") == [
        (EMAIL, "10.0.0.7", {"by": "password"}),
        (STRANGER, "10.0.0.7", {"by": "password"}),
    ]


def test_who_has_no_password_opens_nothing_by_none(hub: Hub, database: Database) -> None:
    hub.invitations.invite(OPERATOR, PersonWords("Inés", "ines@example.com", Role.ADMIN))
    hub.accounts.sign_in_by(proven())
    for password in ("", " ", "x"):
        assert hub.accounts.sign_in("ines@example.com", password) is None


def test_a_rep_does_not_sign_in(hub: Hub, database: Database) -> None:
    hub.invite("Ana", email="ana@example.com")
    with pytest.raises(RefusedError):
        hub.accounts.sign_in_by(proven("ana@example.com"))
    with pytest.raises(HubMissingError):
        hub.accounts.set_password(OPERATOR, "ana@example.com", "a long password")


def test_a_hash_of_weaker_days_is_made_anew(place: HubPlace, hub: Hub, database: Database) -> None:
    stronger = Hub.open(place, hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert stronger.accounts.sign_in(EMAIL, PASSWORD)
    stronger.close()
    with database.reading() as connection:
        held = connection.scalars(select(people.c.password_hash)).one()
    assert "m=16,t=2" in held
    assert hub.accounts.sign_in(EMAIL, PASSWORD)


def test_another_password_ends_the_other_sessions(hub: Hub, admin: Member) -> None:
    other = hub.accounts.sign_in(EMAIL, PASSWORD)
    here = hub.accounts.sign_in(EMAIL, PASSWORD)
    assert here is not None
    with pytest.raises(RefusedError) as raised:
        hub.accounts.change_password(admin, "not the old one", "a new password", here)
    assert (raised.value.status, raised.value.code) == (403, "password-wrong")
    with pytest.raises(HubInputError):
        hub.accounts.change_password(admin, PASSWORD, "short", here)
    assert hub.sessions.find(other) is not None
    assert hub.accounts.change_password(admin, PASSWORD, "a new password", here) == 2
    assert hub.sessions.find(other) is None
    assert hub.sessions.find(here) is not None
    assert hub.accounts.sign_in(EMAIL, PASSWORD) is None
    assert hub.accounts.sign_in(EMAIL, "a new password")


def test_the_command_line_lets_somebody_in_again(hub: Hub) -> None:
    before = hub.accounts.sign_in(EMAIL, PASSWORD)
    hub.accounts.set_password(OPERATOR, "Marketing@example.com", "a new password")
    assert hub.sessions.find(before) is None
    assert hub.accounts.sign_in(EMAIL, "a new password")
    with pytest.raises(HubMissingError):
        hub.accounts.set_password(OPERATOR, "nobody@example.com", "a new password")


def test_a_provider_lets_in_who_was_invited(hub: Hub, database: Database, clock: Any) -> None:
    hub.invitations.invite(OPERATOR, PersonWords("Inés", "Ines@Example.com", Role.APPROVER))
    member = hub.sessions.find(hub.accounts.sign_in_by(proven(), HERE))
    assert member is not None
    assert (member.name, member.role) == ("Inés", Role.APPROVER)
    assert hub.status().invitations_open == 0
    # From then on it is the subject that counts, whatever the address.
    clock.move(days=30)
    assert hub.accounts.sign_in_by(proven("married@example.com"))
    assert hub.accounts.sign_in_by(proven(""))
    assert logged(database, "sign-in")[0] == ("ines@example.com", "10.0.0.7", {"by": "provider"})


@pytest.mark.parametrize("case", ["stranger", "unverified", "expired", "ended", "another subject",
                                  "another issuer"])  # fmt: skip
def test_a_provider_opens_no_account_to_others(
    hub: Hub, database: Database, clock: Any, case: str
) -> None:
    words = PersonWords("Inés", "ines@example.com", Role.APPROVER)
    invitation = hub.invitations.invite(OPERATOR, words)
    identity = proven()
    if case == "stranger":
        identity = proven("eve@example.com", "eve")
    elif case == "unverified":
        identity = proven("")
    elif case == "expired":
        clock.move(days=14)
    elif case == "ended":
        hub.people.end(OPERATOR, invitation.person_id)
    else:
        hub.accounts.sign_in_by(identity)
        identity = (
            proven(subject="eve") if case == "another subject" else proven(issuer="https://x")
        )
    with database.reading() as connection:
        before = connection.execute(select(people).order_by(people.c.person_id)).all()
    with pytest.raises(RefusedError) as raised:
        hub.accounts.sign_in_by(identity, HERE)
    assert (raised.value.status, raised.value.code) == (403, "not-invited")
    with database.reading() as connection:
        assert connection.execute(select(people).order_by(people.c.person_id)).all() == before
    assert logged(database, "sign-in-failed")[-1][1:] == ("10.0.0.7", {"by": "provider"})


def test_a_password_account_may_also_come_by_the_provider(
    hub: Hub, join: Callable[..., str]
) -> None:
    join("ines@example.com")
    member = hub.sessions.find(hub.accounts.sign_in_by(proven()))
    assert member is not None
    assert hub.accounts.proves_by(member) == (True, True)


def test_who_is_ended_is_out_at_once(
    hub: Hub, database: Database, join: Callable[..., str]
) -> None:
    token = join("ines@example.com")
    with database.writing() as connection:
        ended = update(people).where(people.c.email == "ines@example.com")
        connection.execute(ended.values(state="ended"))
    assert hub.sessions.find(token) is None
    assert hub.accounts.sign_in("ines@example.com", "a password of her own", NOWHERE) is None
