"""Signing in: a form of our own, slowed-down guessing, and never to another site."""

import ssl
from typing import Any

import httpx2
import pytest

from enablement.hub.hub import Hub
from enablement.hub.routes.sign_in import HOME, local_address
from enablement.hub.server import HubServer

EMAIL, PASSWORD = "marketing@example.com", "open-sesame"


def form(browser: httpx2.Client, **changes: str) -> dict[str, str]:
    browser.get("/sign-in")
    csrf = browser.cookies["enablement_csrf"]
    return {"csrf": csrf, "email": EMAIL, "password": PASSWORD, "next": "/review", **changes}


def test_signing_in_and_out(browser: httpx2.Client) -> None:
    assert browser.get("/review?card=a&page=2").headers["location"] == (
        "/sign-in?next=%2Freview%3Fcard%3Da%26page%3D2"
    )
    answer = browser.post("/sign-in", data=form(browser, next="/review?card=a&page=2"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?card=a&page=2")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    page = browser.get("/review")
    assert page.status_code == 200
    assert browser.get("/sign-in").headers["location"] == "/review"
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    assert browser.post("/sign-out", data={"csrf": token}).headers["location"] == "/sign-in"
    assert browser.get("/review").status_code == 303


@pytest.mark.parametrize("engine", ["sqlite"])
def test_behind_https_every_cookie_is_secure(hub: Hub, certificates: ssl.SSLContext) -> None:
    server = HubServer(hub, proxies=("127.0.0.1",))
    server.start()
    https = {"X-Forwarded-Proto": "https"}
    with httpx2.Client(
        base_url=server.url, trust_env=False, verify=certificates, headers=https
    ) as client:
        shown = client.get("/sign-in")
        csrf = shown.headers["set-cookie"].split("=")[1].split(";")[0]
        fields = {"csrf": csrf, "email": EMAIL, "password": PASSWORD}
        cookie = {"Cookie": f"enablement_csrf={csrf}"}  # else the client keeps it from plain http
        signed_in = client.post("/sign-in", data=fields, headers=cookie)
    server.stop()
    assert signed_in.status_code == 303
    for answer in (shown, signed_in):
        given = [one for one in answer.headers.get_list("set-cookie") if "Max-Age=0" not in one]
        assert given
        assert all("Secure" in one and "HttpOnly" in one for one in given)


@pytest.mark.parametrize(
    "changes", [{"password": "wrong"}, {"password": ""}, {"email": "nobody@example.com"}]
)
def test_a_wrong_password_says_so_and_no_more(
    browser: httpx2.Client, changes: dict[str, str]
) -> None:
    answer = browser.post("/sign-in", data=form(browser, **changes))
    assert answer.status_code == 403
    assert "The address or the password is not right." in answer.text
    assert "wrong" not in answer.text
    assert "enablement_session" not in browser.cookies
    assert browser.get("/account").status_code == 303


def test_a_form_of_another_site_is_refused(browser: httpx2.Client, hub: Hub) -> None:
    fields = form(browser)
    for forged in ({**fields, "csrf": "x" * 43}, {**fields, "csrf": ""}, {"email": EMAIL}):
        assert browser.post("/sign-in", data=forged).status_code == 403
    browser.cookies.clear()
    assert browser.post("/sign-in", data=fields).status_code == 403
    assert browser.post("/sign-in", data={**fields, "csrf": ""}).status_code == 403
    assert hub.sessions.find(browser.cookies.get("enablement_session")) is None


def test_a_forged_sign_out_is_refused(marketer: httpx2.Client) -> None:
    assert marketer.post("/sign-out", data={"csrf": "x" * 43}).status_code == 403
    assert marketer.post("/sign-out").status_code == 403
    assert marketer.get("/review").status_code == 200


def test_guessing_is_slowed_down(browser: httpx2.Client) -> None:
    fields = form(browser, password="guess")
    answers = [browser.post("/sign-in", data=fields) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert "Too many tries" in answers[-1].text
    assert browser.post("/sign-in", data=form(browser)).status_code == 429


@pytest.mark.parametrize(
    "asked",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil",
     "javascript:alert(1)", "evil.example", "", "/\r\nSet-Cookie: a=b", "///evil.example",
     "/sign-in", "/sign-out", "/é", "/" + "x" * 2000],
)  # fmt: skip
def test_no_way_leads_to_another_site(browser: httpx2.Client, asked: str) -> None:
    assert local_address(asked) == HOME
    answer = browser.post("/sign-in", data=form(browser, next=asked))
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")


def test_what_was_typed_is_escaped(browser: httpx2.Client) -> None:
    fields = form(browser, email='"><script>alert(1)</script>', next='/review?"><script>')
    answer = browser.post("/sign-in", data={**fields, "password": "x"})
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_page_speaks_spanish_and_remembers(browser: httpx2.Client) -> None:
    assert browser.get("/sign-in").headers["content-language"] == "en"
    spanish = {"Accept-Language": "es-MX"}
    assert '<html lang="es">' in browser.get("/sign-in", headers=spanish).text
    assert browser.get("/sign-in?lang=es").headers["content-language"] == "es"
    assert browser.get("/sign-in").headers["content-language"] == "es"


def test_too_long_a_form_is_refused(browser: httpx2.Client) -> None:
    fields: dict[str, Any] = form(browser, password="x" * 20_000)
    answer = browser.post("/sign-in", data=fields)
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
