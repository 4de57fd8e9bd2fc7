"""Joining by an invitation's link: one's own password, once, and no guessing of codes."""

import re

import httpx2
import pytest

from enablement.hub.access.members import OPERATOR
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
PASSWORD = "a password of her own"


@pytest.fixture
def code(hub: Hub) -> str:
    words = PersonWords("Inés Vega", "ines@example.com", Role.APPROVER)
    return hub.invitations.invite(OPERATOR, words).code


def join(browser: httpx2.Client, code: str, **changes: str) -> httpx2.Response:
    browser.get("/join", params={"code": code})
    csrf = browser.cookies["enablement_csrf"]
    fields = {"csrf": csrf, "code": code, "password": PASSWORD, "again": PASSWORD, **changes}
    return browser.post("/join", data=fields)


def test_one_joins_and_is_signed_in(browser: httpx2.Client, hub: Hub, code: str) -> None:
    page = browser.get("/join", params={"code": code})
    assert "Welcome, Inés Vega" in page.text
    assert "ines@example.com" in page.text
    answer = join(browser, code)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    member = hub.sessions.find(browser.cookies["enablement_session"])
    assert member is not None
    assert member.role is Role.APPROVER
    assert "This code was used already." in browser.get("/join", params={"code": code}).text


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"again": "another"}, 422, "The two passwords are not the same."),
        ({"password": "short", "again": "short"}, 422, "shorter than 8 characters"),
        ({"csrf": "x" * 43}, 403, "The form was too old."),
        ({"csrf": ""}, 403, "The form was too old."),
    ],
)
def test_what_is_wrong_is_said_and_the_code_stays_good(
    browser: httpx2.Client, hub: Hub, code: str, changes: dict[str, str], status: int, sentence: str
) -> None:  # fmt: skip
    answer = join(browser, code, **changes)
    assert answer.status_code == status
    assert sentence in answer.text
    assert f'name="code" value="{code}"' in answer.text
    assert PASSWORD not in answer.text
    assert "enablement_session" not in browser.cookies
    assert join(browser, code).status_code == 303


def test_a_session_of_before_ends(browser: httpx2.Client, hub: Hub, code: str) -> None:
    """Nobody goes on with a session that another person began in this browser."""
    before = hub.accounts.sign_in("marketing@example.com", "open-sesame")
    assert before is not None
    browser.cookies.set("enablement_session", before)
    join(browser, code)
    assert hub.sessions.find(before) is None


def test_a_laptops_code_says_where_it_belongs(browser: httpx2.Client, hub: Hub) -> None:
    code = hub.invite("Ana").code
    page = browser.get("/join", params={"code": code})
    assert "This invitation is for your laptop" in page.text
    assert re.search(rf'value="enablement://127\.0\.0\.1:\d+/{code}"', page.text)
    assert join(browser, code).status_code == 200
    assert hub.enrolments.enroll(code, "x").token


def test_codes_are_not_guessed(browser: httpx2.Client, code: str) -> None:
    answers = [
        browser.get("/join", params={"code": f"AAAA-BBBB-{number:04}"}).status_code
        for number in range(11)
    ]
    assert answers == [403] * 10 + [429]
    assert browser.get("/join", params={"code": code}).status_code == 429


def test_without_a_code_it_is_asked_for(browser: httpx2.Client) -> None:
    page = browser.get("/join")
    assert page.status_code == 200
    assert 'name="code"' in page.text
    assert 'role="alert"' not in page.text
