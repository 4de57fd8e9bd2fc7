"""The company of the story: a hub that is served, its people's browsers, and its reps' laptops."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock
from tests.sync.conftest import Laptop

ADMIN, ADMIN_PASSWORD = "ines@example.com", "the founder’s own words"
PASSWORD = "a few words of mine"


class Desk:
    """One person's browser, and what went wrong in it."""

    def __init__(self, browser: Browser, address: str, *, script: bool) -> None:
        context = browser.new_context(
            java_script_enabled=script, base_url=address, accept_downloads=True
        )
        self.script = script
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        # A refused form comes with the status that says so, of which the browser tells developers.
        if kind == "error" and "Failed to load resource" not in text:
            self.wrong.append(text)

    def open(self, path: str) -> None:
        """Go to an address of the hub."""
        self.page.goto(path)

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the first link of a name."""
        self.page.get_by_role("link", name=name).first.click()

    def reads(self, *texts: str) -> None:
        """The page says this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def misses(self, text: str) -> None:
        """The page does not say this."""
        expect(self.page.locator("main")).not_to_contain_text(text)

    def told(self, text: str) -> None:
        """The page says what the last deed did."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def row(self, name: str) -> Locator:
        """A table's row."""
        return self.page.get_by_role("row", name=name)

    def download(self, name: str, within: str = "main") -> bytes:
        """The file that a link gives."""
        with self.page.expect_download() as coming:
            self.page.locator(within).get_by_role("link", name=name).first.click()
        return Path(coming.value.path()).read_bytes()

    def close(self) -> None:
        """Shut the browser; nothing may have gone wrong."""
        self.page.context.close()
        assert self.wrong == []


@dataclass
class Company:
    """Whom the chapters know, by name, and what they remember for each other."""

    hub: Hub
    address: str
    clock: SetClock
    browser: Browser
    folder: Path
    script: bool
    desks: dict[str, Desk] = field(default_factory=dict)
    laptops: dict[str, Laptop] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def desk(self, name: str) -> Desk:
        """Somebody's browser, opened when they first sit down."""
        if name not in self.desks:
            self.desks[name] = Desk(self.browser, self.address, script=self.script)
            self._open.callback(self.desks[name].close)
        return self.desks[name]

    def laptop(self, name: str) -> Laptop:
        """A rep's laptop, unpacked when it is first asked for."""
        if name not in self.laptops:
            self.laptops[name] = Laptop(self.folder / name)
            self._open.callback(self.laptops[name].close)
        return self.laptops[name]

    def sync(self, *names: str) -> None:
        """Let laptops sync: those named, or all."""
        for name in names or tuple(self.laptops):
            self.laptops[name].engine.sync()

    def close(self) -> None:
        """Shut everything."""
        self._open.close()
