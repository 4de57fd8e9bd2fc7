"""The application: every answer has its headers, and trouble is said in the asker's language."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from enablement.hub.app import create_app
from enablement.hub.hub import Hub

Connect = Callable[..., httpx2.Client]


@pytest.mark.parametrize("path", ["/sign-in", "/review", "/nowhere", "/healthz"])
def test_pages_run_no_script_but_our_own(browser: httpx2.Client, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "x-enablement-hub" not in headers
    assert "server" not in headers


def test_a_page_that_is_not_there(browser: httpx2.Client) -> None:
    answer = browser.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert browser.post("/review").status_code == 405


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_map_of_the_inside(browser: httpx2.Client, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("path", ["/broken", "/api/v1/broken"])
def test_a_bug_is_said_calmly(hub: Hub, path: str) -> None:
    app = create_app(hub)

    def broken() -> None:
        raise ZeroDivisionError

    app.add_api_route(path, broken)
    answer = TestClient(app, raise_server_exceptions=False).get(path)
    assert answer.status_code == 500
    assert "trouble of its own" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-type"].startswith(
        "application/json" if path.startswith("/api") else "text/html"
    )


@pytest.mark.logs
@pytest.mark.parametrize("engine", ["sqlite"])
def test_trouble_of_the_database_is_said(
    connect: Connect, hub: Hub, enroll: Callable[..., str], tmp_path: Path
) -> None:
    token = enroll()
    hub.close()
    for path in (tmp_path / "hub").iterdir():
        path.unlink()
    (tmp_path / "hub" / "hub.db").write_bytes(b"no database any more, alas" * 400)
    answer = connect(token).get("/v1/root")
    assert (answer.status_code, answer.json()["code"]) == (503, "hub-trouble")
    assert answer.headers["retry-after"] == "60"
    assert str(tmp_path) not in answer.text
    page = connect().get("/readyz")
    assert page.status_code == 503
    assert connect().get("/healthz").status_code == 200
    browser = connect()
    browser.cookies.set("enablement_session", "x")
    page = browser.get("/review")
    assert page.status_code == 503
    assert "trouble of its own" in page.text
