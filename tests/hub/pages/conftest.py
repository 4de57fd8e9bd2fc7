"""Marketing's pages in a real browser: any role, with scripts or without, on a screen or a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

from bench.hub_stage import Stage, staged
from enablement.hub.access.roles import Role
from enablement.hub.routes.parts import SESSION_COOKIE

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
_GRAVE = ("serious", "critical")
_WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest(".scroll, pre, details:not([open])"))
    .map((one) => one.tagName.toLowerCase() + "." + one.className).slice(0, 8);
}"""


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

    def grave_faults(self) -> list[str]:
        """What axe holds to be serious or critical, each with the places it is at."""
        self.page.evaluate(axe_script())
        found: dict[str, Any] = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:160]}"
            for fault in found["violations"]
            if fault["impact"] in _GRAVE
            for node in fault["nodes"]
        ]

    def too_wide(self) -> list[str]:
        """What makes the page scroll sideways; empty when it does not."""
        found: list[str] = self.page.evaluate(_WIDER)
        return found


def axe_script() -> str:
    """The script of axe-core, as its package for Playwright brings it."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0], "axe.min.js").read_text("utf-8")


Look = Callable[..., Looker]


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


def _listen(looker: Looker) -> None:
    """Hear of what a browser only says to developers."""
    page, wrong = looker.page, looker.wrong
    page.on("console", lambda said: wrong.append(said.text) if said.type != "log" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
