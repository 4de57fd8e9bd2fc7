"""Sessions: kept on the server as hashes, over after a week, listed and ended by their person alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubMissingError
from enablement.hub.access.accounts import Visit
from enablement.hub.access.sessions import browser_name
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, people, web_sessions

EMAIL, PASSWORD = "marketing@example.com", "open-sesame"


def begin(hub: Hub, browser: str = "Firefox · Linux") -> str:
    token = hub.accounts.sign_in(EMAIL, PASSWORD, Visit("10.0.0.1", browser))
    assert token is not None
    return token


def test_a_session_begins_and_ends(hub: Hub) -> None:
    token = begin(hub)
    session = hub.sessions.find(token)
    assert session is not None
    assert (session.email, session.role) == (EMAIL, "admin")
    hub.sessions.end(token)
    assert hub.sessions.find(token) is None


def test_a_session_is_over_after_a_week(hub: Hub, database: Database, clock: Any) -> None:
    token = begin(hub)
    clock.move(days=6, hours=23)
    assert hub.sessions.find(token) is not None
    clock.move(hours=1)
    assert hub.sessions.find(token) is None
    begin(hub)
    with database.reading() as connection:
        assert len(connection.execute(select(web_sessions)).all()) == 1


def test_neither_password_nor_token_is_kept(hub: Hub, database: Database) -> None:
    token = begin(hub)
    with database.reading() as connection:
        kept = [*connection.execute(select(people)), *connection.execute(select(web_sessions))]
    assert "$argon2id$" in str(kept)
    assert PASSWORD not in str(kept)
    assert token not in str(kept)


def test_no_token_is_nobody(hub: Hub) -> None:
    assert hub.sessions.find(None) is None
    assert hub.sessions.find("") is None
    assert hub.sessions.find("made up") is None


def test_one_sees_and_ends_ones_own_sessions(hub: Hub, clock: Any) -> None:
    first = begin(hub, "Chrome · Windows")
    clock.move(minutes=7)
    here = begin(hub)
    member = hub.sessions.find(here)
    assert member is not None
    listed = hub.sessions.of(member, here)
    assert [(one.browser, one.this) for one in listed] == [
        ("Firefox · Linux", True), ("Chrome · Windows", False),
    ]  # fmt: skip
    assert listed[0].began - listed[1].began == timedelta(minutes=7)
    hub.sessions.end_one(member, listed[1].session_id)
    assert hub.sessions.find(first) is None
    assert hub.sessions.find(here) is not None
    with pytest.raises(HubMissingError):
        hub.sessions.end_one(member, listed[1].session_id)


def test_nobody_ends_another_persons_session(hub: Hub, join: Callable[..., str]) -> None:
    mine, hers = begin(hub), join("ines@example.com")
    member, other = hub.sessions.find(mine), hub.sessions.find(hers)
    assert member is not None
    assert other is not None
    (theirs,) = hub.sessions.of(other, hers)
    with pytest.raises(HubMissingError):
        hub.sessions.end_one(member, theirs.session_id)
    assert hub.sessions.end_others(member, mine) == 0
    assert hub.sessions.find(hers) is not None


def test_all_others_end_at_once(hub: Hub, database: Database) -> None:
    gone, here = [begin(hub), begin(hub)], begin(hub)
    member = hub.sessions.find(here)
    assert member is not None
    assert hub.sessions.end_others(member, here) == 2
    assert [hub.sessions.find(token) for token in gone] == [None, None]
    with database.reading() as connection:
        rows = connection.execute(select(audit_log.c.action, audit_log.c.details)).all()
    assert ("session-end", {"sessions": 2}) in [tuple(row) for row in rows]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_session_is_noted_as_seen_at_most_every_five_minutes(hub: Hub, clock: Any) -> None:
    token = begin(hub)
    member = hub.sessions.find(token)
    assert member is not None
    began = clock()
    for minutes, seen in ((4, 0), (2, 6), (3, 6)):
        clock.move(minutes=minutes)
        hub.sessions.find(token)
        assert hub.sessions.of(member, token)[0].seen - began == timedelta(minutes=seen)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1 Version/18 Safari/605.1",
         "Safari · macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Safari/604",
         "Safari · iPhone"),
        ("python-httpx2/2", ""), ("", ""), ("<script>", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_two_words(told: str, name: str) -> None:
    assert browser_name(told) == name
