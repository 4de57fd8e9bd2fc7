"""No control of a page waits for a script: forms have their buttons, buttons their forms."""

from collections.abc import Iterator
from html.parser import HTMLParser

import httpx2
import pytest

from bench.hub_pages import FOR_STRANGERS, PAGES
from bench.hub_stage import Stage
from enablement.hub.access.roles import Role
from enablement.hub.routes.parts import SESSION_COOKIE

_FIELDS = ("input", "select", "textarea")
_NATIVE = ("a", "button", "input", "select", "summary", "textarea")


class _Controls(HTMLParser):
    """Reads a page for what nobody could use, or not without a script."""

    def __init__(self) -> None:
        super().__init__()
        self.useless: list[str] = []
        self.forms = 0
        self._sends: bool | None = None
        """Whether the form that is open can be sent; none is open where it is nothing."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind = given.get("type") or ("submit" if tag == "button" else "text")
        if any(name.startswith("on") for name in given) or given.get("role") == "button":
            self.useless.append(f"{tag} answers to a script alone: {given}")
        if "tabindex" in given and tag in _NATIVE and given["tabindex"] not in ("-1", "0"):
            self.useless.append(f"{tag} stands out of turn: {given}")
        if tag == "form":
            self.forms += 1
            self._sends = False
        elif tag in ("button", "input") and kind == "submit":
            if self._sends is None:
                self.useless.append(f"{tag} sends no form: {given}")
            self._sends = True
        elif tag == "button":
            self.useless.append(f"{tag} does nothing by itself: {given}")
        elif tag in _FIELDS and self._sends is None and "readonly" not in given:
            self.useless.append(f"{tag} belongs to no form: {given}")
        elif tag == "a" and (given.get("href") or "#") in ("#", "javascript:"):
            self.useless.append(f"{tag} leads nowhere: {given}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            if not self._sends:
                self.useless.append("a form has no button")
            self._sends = None


@pytest.fixture(scope="module")
def browser(stage: Stage) -> Iterator[httpx2.Client]:
    """Of an admin who is signed in."""
    with httpx2.Client(base_url=stage.url, trust_env=False) as browser:
        browser.cookies.set(SESSION_COOKIE, stage.session(Role.ADMIN))
        yield browser


@pytest.mark.parametrize("name", PAGES)
def test_every_control_works_without_a_script(
    browser: httpx2.Client, stage: Stage, name: str
) -> None:
    address = stage.url + stage.path(PAGES[name])
    answer = httpx2.get(address, trust_env=False) if name in FOR_STRANGERS else browser.get(address)
    read = _Controls()
    read.feed(answer.text)
    assert read.useless == []
    assert read.forms or name == "missing"


def test_what_nobody_could_use_is_seen() -> None:
    read = _Controls()
    read.feed('<form><input></form><button>x</button><a href="#">x</a><div role="button">x</div>')
    assert len(read.useless) == 4
