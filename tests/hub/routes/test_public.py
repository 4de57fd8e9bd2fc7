"""What anyone may ask for: styles by their content's name, and whether the hub is well."""

import re

import httpx2

from enablement.hub.hub import Hub


def test_pages_link_to_files_that_are_there(browser: httpx2.Client) -> None:
    page = browser.get("/sign-in").text
    links = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert {link.rsplit(".", 1)[1] for link in links} >= {"css", "js", "svg"}
    for link in links:
        answer = browser.get(link)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_nothing_else_is_served(browser: httpx2.Client) -> None:
    for path in ("pages.css", "../base.html", "..%2fbase.html", "%2e%2e/sign_in.html", ""):
        assert browser.get(f"/static/{path}").status_code == 404


def test_the_hub_is_well(browser: httpx2.Client, hub: Hub) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
