"""Signing in by a real provider: there and back through redirects, and no way in for anybody else."""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from enablement.hub.access.members import OPERATOR
from enablement.hub.access.oidc import Provider
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, people
from enablement.hub.server import HubServer
from tests.hub.access.provider import SmallProvider

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def provider() -> Iterator[SmallProvider]:
    small = SmallProvider()
    small.start()
    yield small
    small.stop()


@pytest.fixture
def browser(
    hub: Hub, provider: SmallProvider, certificates: ssl.SSLContext
) -> Iterator[httpx2.Client]:
    """A browser of a hub whose people may come by the provider."""
    server = HubServer(hub, provider=Provider(provider.settings))
    server.start()
    with httpx2.Client(base_url=server.url, trust_env=False, verify=certificates) as client:
        yield client
    server.stop()


@pytest.fixture
def invited(hub: Hub) -> str:
    """Inés, who was invited to approve, and has not come yet."""
    words = PersonWords("Inés Vega", "ines@example.com", Role.APPROVER)
    return hub.invitations.invite(OPERATOR, words).code


def leave(browser: httpx2.Client, asked: str = "/account") -> str:
    """Go to the provider, and through it: the address that it sends the browser back to."""
    there = browser.get("/sign-in/provider", params={"next": asked})
    assert there.status_code == 303, there.text
    back = httpx2.get(there.headers["location"], trust_env=False)
    assert back.status_code == 302
    return str(back.headers["location"])


def come_in(browser: httpx2.Client, asked: str = "/account") -> httpx2.Response:
    return browser.get(leave(browser, asked))


def kept_out(browser: httpx2.Client, answer: httpx2.Response) -> bool:
    assert answer.status_code == 403
    assert "enablement_session" not in browser.cookies
    return browser.get("/account").status_code == 303


def failures(database: Database) -> int:
    with database.reading() as connection:
        query = select(audit_log.c.action).where(audit_log.c.action == "sign-in-failed")
        return len(connection.execute(query).all())


def test_who_was_invited_comes_in(browser: httpx2.Client, hub: Hub, invited: str) -> None:
    page = browser.get("/sign-in?next=/account")
    assert 'href="/sign-in/provider?next=/account"' in page.text
    assert "Go on with Example ID" in page.text
    answer = come_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    member = hub.sessions.find(browser.cookies["enablement_session"])
    assert member is not None
    assert (member.email, member.role) == ("ines@example.com", Role.APPROVER)
    assert "enablement_attempt" not in browser.cookies
    assert browser.get("/account").status_code == 200


def test_who_came_before_is_known_by_the_subject(
    browser: httpx2.Client, hub: Hub, invited: str, provider: SmallProvider
) -> None:
    come_in(browser)
    provider.email, provider.verified = "other@example.com", False
    provider.change_keys()
    assert come_in(browser).status_code == 303
    assert hub.sessions.find(browser.cookies["enablement_session"]) is not None


@pytest.mark.parametrize("case", ["stranger", "unverified", "verified as text", "rep"])
def test_no_account_is_made_for_others(
    browser: httpx2.Client, hub: Hub, database: Database, provider: SmallProvider, case: str,
    invited: str,
) -> None:  # fmt: skip
    if case == "stranger":
        provider.email = "eve@example.com"
    elif case == "rep":
        hub.invite("Ana", email="ana@example.com")
        provider.email = "ana@example.com"
    elif case == "verified as text":
        provider.claims = {"email_verified": "true"}
    else:
        provider.verified = False
    with database.reading() as connection:
        before = len(connection.execute(select(people)).all())
    answer = come_in(browser)
    assert kept_out(browser, answer)
    assert "The hub does not know that account." in answer.text
    with database.reading() as connection:
        assert len(connection.execute(select(people)).all()) == before
    assert failures(database) == 1


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another try"}, {"iss": "https://evil.example"}, {"aud": "another hub"},
        {"aud": ["hub", "another"]}, {"exp": 1_000_000_000}, {"azp": "another hub"}, {"sub": ""},
        {"at_hash": "AAAA"}, {"iat": "now"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_for_this_try_is_no_word(
    browser: httpx2.Client, provider: SmallProvider, database: Database, invited: str,
    lie: dict[str, Any],
) -> None:  # fmt: skip
    provider.claims = lie
    answer = come_in(browser)
    assert kept_out(browser, answer)
    assert "The sign-in did not succeed." in answer.text
    assert provider.tokens_given == 1
    assert failures(database) == 1


def test_a_token_of_another_key_is_no_word(
    browser: httpx2.Client, provider: SmallProvider, invited: str
) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "first"})
    assert kept_out(browser, come_in(browser))


def test_the_address_may_come_from_the_userinfo(
    browser: httpx2.Client, provider: SmallProvider, invited: str
) -> None:
    provider.email_in_userinfo = True
    assert come_in(browser).status_code == 303


def test_the_way_back_is_good_for_its_own_browser_and_once(
    browser: httpx2.Client, invited: str, provider: SmallProvider
) -> None:
    back = leave(browser)
    browser.cookies.clear()
    assert kept_out(browser, browser.get(back))  # somebody else was sent the address
    assert provider.tokens_given == 0
    back = leave(browser)
    forged = back.replace("state=", "state=x")
    assert kept_out(browser, browser.get(forged))
    assert provider.tokens_given == 0
    back = leave(browser)
    assert browser.get(back).status_code == 303
    browser.cookies.clear()
    assert kept_out(browser, browser.get(back))


def test_an_attempt_is_over_after_ten_minutes(
    browser: httpx2.Client, invited: str, clock: Any
) -> None:
    back = leave(browser)
    clock.move(minutes=10)
    assert kept_out(browser, browser.get(back))


def test_an_answer_of_another_provider_is_refused(
    browser: httpx2.Client, invited: str, provider: SmallProvider
) -> None:
    back = leave(browser)
    mixed = back.replace(f"iss={provider.url.replace(':', '%3A').replace('/', '%2F')}", "iss=x")
    assert mixed != back
    assert kept_out(browser, browser.get(mixed))
    assert provider.tokens_given == 0


def test_whoever_says_no_there_stays_out(
    browser: httpx2.Client, provider: SmallProvider, invited: str
) -> None:
    provider.denies = True
    assert kept_out(browser, come_in(browser))


def test_the_secrets_of_a_try_stay_secret(browser: httpx2.Client) -> None:
    there = browser.get("/sign-in/provider?next=/account")
    cookie = there.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    asked = parse_qs(urlsplit(there.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    for secret in (asked["state"][0], asked["nonce"][0]):
        assert secret not in cookie
    again = browser.get("/sign-in/provider")
    assert parse_qs(urlsplit(again.headers["location"]).query)["state"] != asked["state"]


@pytest.mark.parametrize("asked", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_no_way_leads_to_another_site(browser: httpx2.Client, invited: str, asked: str) -> None:
    assert come_in(browser, asked).headers["location"] == "/review"


def test_guessing_is_slowed_down(browser: httpx2.Client, provider: SmallProvider) -> None:
    provider.email = "eve@example.com"
    answers = [come_in(browser).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]


@pytest.mark.logs
def test_a_provider_that_is_away_is_said(browser: httpx2.Client, provider: SmallProvider) -> None:
    provider.stop()
    answer = browser.get("/sign-in/provider")
    assert answer.status_code == 502
    assert "The provider does not answer." in answer.text
    assert "Password" in answer.text
    provider.start()


def test_without_a_provider_there_is_no_such_page(hub: Hub, certificates: ssl.SSLContext) -> None:
    server = HubServer(hub)
    server.start()
    with httpx2.Client(base_url=server.url, trust_env=False, verify=certificates) as client:
        assert client.get("/sign-in/provider").status_code == 404
        assert client.get("/sign-in/provider/done").status_code == 404
        assert "/sign-in/provider" not in client.get("/sign-in").text
    server.stop()
