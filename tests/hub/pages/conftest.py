"""Marketing's pages in a real browser: any role, with scripts or without, on a screen or a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Response,
    Route,
    ViewportSize,
)

from bench.hub_pages import FOR_STRANGERS
from bench.hub_stage import Stage, staged
from enablement.hub.access.roles import Role
from enablement.hub.routes.parts import SESSION_COOKIE

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)


@dataclass
class Looker:
    """A page that is being looked at, and everything that went wrong on it."""

    page: Page
    stage: Stage
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """Go to a path of the stage, in which places may be named in braces."""
        answer = self.page.goto(self.stage.url + self.stage.path(path), wait_until="load")
        assert answer is not None
        return answer

    def open_without_scripts(self, path: str) -> Response:
        """Go there with the hub's scripts empty: where none may run at all, axe may not either."""
        self.page.route("**/*.js", _nothing)
        answer = self.open(path)
        self.page.unroute("**/*.js", _nothing)
        return answer


def _nothing(route: Route) -> None:
    route.fulfill(body="", content_type="text/javascript")


Look = Callable[..., Looker]
Read = Callable[[str, str], Looker]


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A hub with a past that tests only read from."""
    with staged() as stage:
        yield stage


@pytest.fixture
def look(chromium: Browser, stage: Stage) -> Iterator[Look]:
    """Open browsers of a role; at the end nothing may have failed or been complained of."""
    opened: list[tuple[BrowserContext, Looker]] = []

    def begin(
        role: Role | None = Role.ADMIN,
        *,
        script: bool = True,
        phone: bool = False,
        dark: bool = False,
        language: str = "en",
    ) -> Looker:
        context = chromium.new_context(
            java_script_enabled=script,
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            locale=language,
        )
        if role is not None:
            token = stage.session(role)
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": stage.url}])
        looker = Looker(context.new_page(), stage)
        _listen(looker)
        opened.append((context, looker))
        return looker

    yield begin
    for context, _looker in opened:
        context.close()
    assert [wrong for _context, looker in opened for wrong in looker.wrong] == []


@pytest.fixture(scope="module")
def read(chromium: Browser, stage: Stage) -> Iterator[Read]:
    """An admin's browser for a page and a language, which a whole module reads with.

    A new one would take longer than the page.
    """
    readers: dict[str, Looker] = {}
    token = stage.session(Role.ADMIN)

    def begin(name: str, language: str) -> Looker:
        if language not in readers:
            page = chromium.new_context(locale=language, viewport=DESKTOP).new_page()
            readers[language] = Looker(page, stage)
            _listen(readers[language])
        reader = readers[language]
        reader.wrong.clear()
        reader.page.context.clear_cookies()
        if name not in FOR_STRANGERS:
            reader.page.context.add_cookies(
                [{"name": SESSION_COOKIE, "value": token, "url": stage.url}]
            )
        return reader

    yield begin
    for reader in readers.values():
        reader.page.context.close()


def _failed(request: Request) -> Iterator[str]:
    # Whoever leaves a page gives up what it was still loading: that is no fault of the page.
    if request.failure != "net::ERR_ABORTED":
        yield f"failed: {request.url} {request.failure}"


def _listen(looker: Looker) -> None:
    """Hear of what a browser only says to developers."""
    page, wrong = looker.page, looker.wrong
    page.on("console", lambda said: wrong.append(said.text) if said.type != "log" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.extend(_failed(request)))
