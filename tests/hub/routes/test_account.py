"""One's own account over HTTP: password, sessions and tokens, and nobody else's."""

import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
EMAIL, PASSWORD = "marketing@example.com", "open-sesame"


def post(browser: httpx2.Client, path: str, **fields: str) -> httpx2.Response:
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/account").text)
    assert found
    return browser.post(path, data={"csrf": found[1], **fields})


def test_the_password_is_changed_and_other_sessions_end(marketer: httpx2.Client, hub: Hub) -> None:
    other = hub.accounts.sign_in(EMAIL, PASSWORD)
    new = {"old": PASSWORD, "new": "a new password", "again": "a new password"}
    for wrong, sentence in (
        ({"old": "guess"}, "That is not your password of now."),
        ({"again": "another"}, "The two passwords are not the same."),
        ({"new": "short", "again": "short"}, "shorter than 8 characters"),
    ):
        answer = post(marketer, "/account/password", **{**new, **wrong})
        assert answer.status_code == 422
        assert sentence in answer.text
    assert hub.sessions.find(other) is not None
    answer = post(marketer, "/account/password", **new)
    assert answer.headers["location"] == "/account?done=password"
    assert hub.sessions.find(other) is None
    assert "all other sessions have ended" in marketer.get("/account?done=password").text
    assert hub.accounts.sign_in(EMAIL, "a new password")


def test_guessing_the_old_password_is_slowed_down(marketer: httpx2.Client) -> None:
    guess = {"old": "guess", "new": "a new password", "again": "a new password"}
    answers = [post(marketer, "/account/password", **guess).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_sessions_are_listed_and_ended(
    marketer: httpx2.Client, hub: Hub, connect: Callable[..., httpx2.Client]
) -> None:
    tokens = [hub.accounts.sign_in(EMAIL, PASSWORD) for _ in range(3)]
    page = marketer.get("/account").text
    listed = re.findall(r'name="session" value="(\w+)"', page)
    assert len(listed) == 3
    assert post(marketer, "/account/sessions/end", session=listed[0]).status_code == 303
    assert sum(hub.sessions.find(token) is not None for token in tokens) == 2
    assert post(marketer, "/account/sessions/end").headers["location"].endswith("done=sessions")
    assert [hub.sessions.find(token) for token in tokens] == [None] * 3
    assert post(marketer, "/account/sessions/end", session=listed[1]).status_code == 404
    assert marketer.get("/account").status_code == 200


def test_a_token_is_shown_once_and_ended(
    marketer: httpx2.Client, hub: Hub, connect: Callable[..., httpx2.Client], clock: Any
) -> None:
    where = post(marketer, "/account/tokens", name="our shop").headers["location"]
    found = re.search(r'id="made-token"[^>]*value="([^"]+)"', marketer.get(where).text)
    assert found
    assert found[1] not in where
    assert found[1] not in marketer.get("/account").text
    program = connect(found[1])
    assert program.get("/api/v1/account").json()["email"] == EMAIL
    ended = re.search(r'name="token" value="([^"]+)"', marketer.get("/account").text)
    assert ended
    assert post(marketer, "/account/tokens/end", token=ended[1]).status_code == 303
    assert program.get("/api/v1/account").status_code == 401
    assert "our shop" not in marketer.get("/account").text
    nameless = post(marketer, "/account/tokens", name=" ")
    assert nameless.status_code == 422
    assert "A token needs a name." in nameless.text


def test_nobody_sees_it_without_signing_in(browser: httpx2.Client) -> None:
    assert browser.get("/account").headers["location"] == "/sign-in?next=%2Faccount"
    assert browser.post("/account/password", data={"csrf": "x"}).status_code == 303
