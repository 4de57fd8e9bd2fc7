"""Accounts and sessions: passwords hashed, sessions on the server, over after a week."""

from typing import Any

import pytest
from sqlalchemy import select

from enablement.hub.access.people import new_password
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import people, web_sessions


def test_a_session_begins_and_ends(hub: Hub) -> None:
    token = hub.people.sign_in("marketing@example.com", "open-sesame")
    session = hub.people.session(token)
    assert token is not None
    assert session is not None
    assert (session.email, session.role) == ("marketing@example.com", "admin")
    hub.people.sign_out(token)
    assert hub.people.session(token) is None


@pytest.mark.parametrize(
    ("email", "password"),
    [("marketing@example.com", "Open-sesame"), ("nobody@example.com", "open-sesame"),
     ("", ""), ("a\0b@example.com", "\ud800")],
)  # fmt: skip
def test_a_wrong_address_or_password_begins_none(hub: Hub, email: str, password: str) -> None:
    assert hub.people.sign_in(email, password) is None


def test_a_session_is_over_after_a_week(hub: Hub, database: Database, clock: Any) -> None:
    token = hub.people.sign_in("marketing@example.com", "open-sesame")
    clock.move(days=6, hours=23)
    assert hub.people.session(token) is not None
    clock.move(hours=1)
    assert hub.people.session(token) is None
    hub.people.sign_in("marketing@example.com", "open-sesame")
    with database.reading() as connection:
        assert len(connection.execute(select(web_sessions)).all()) == 1


def test_neither_password_nor_token_is_kept(hub: Hub, database: Database) -> None:
    token = hub.people.sign_in("marketing@example.com", "open-sesame")
    assert token is not None
    with database.reading() as connection:
        kept = [*connection.execute(select(people)), *connection.execute(select(web_sessions))]
    assert "$argon2id$" in str(kept)
    assert "open-sesame" not in str(kept)
    assert token not in str(kept)


def test_no_token_is_nobody(hub: Hub) -> None:
    assert hub.people.session(None) is None
    assert hub.people.session("made up") is None


def test_a_made_password_can_be_typed() -> None:
    password = new_password()
    assert len(password.replace("-", "")) == 16
    assert password == password.lower()
