"""A rep at a real desk: an encrypted library with a few cards, the window, and keys to press."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from enablement.app import Desktop
from enablement.cards.model import Card, CardKind
from enablement.clock import Clock, system_clock
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.connection import Connector
from enablement.sync.policies import SharedMessage
from enablement.sync.protocol import Enrolment, Rep, sha256, shard_of
from enablement.translation import use_language
from enablement.ui.main_window import MainWindow
from enablement.ui.session import Session
from enablement.ui.theme import Scheme, Theme

NOBODY = "http://127.0.0.1:9"
"""An address at which nothing answers."""

EXPENSIVE = Card(
    id="too-expensive",
    kind=CardKind.OBJECTION,
    title="It costs too much",
    summary="Turn the price into dollars a day.",
    says=("too expensive", "your price is too high"),
    products=("pulse",),
    body="## Proof\n\n- Write-offs fell 63%.\n\n## Say this\n\nIt is 13 dollars a day for one store."
    "\n\n## Avoid\n\nDo not open with a discount.\n",
    verify_by=date(2999, 12, 31),
)
COSTOSO = Card(
    id="too-expensive-es",
    kind=CardKind.OBJECTION,
    title="Cuesta demasiado",
    language="es",
    translation_of="too-expensive",
    summary="El precio por día.",
    says=("es demasiado caro",),
    body="## Di esto\n\nSon 13 dólares al día.\n",
)
CHEAPER = Card(
    id="competitor-is-cheaper",
    kind=CardKind.OBJECTION,
    title="Your competitor is cheaper",
    summary="Compare what happens at night.",
    says=("the other one is less expensive",),
    body="## Say this\n\nThe expensive part is the lost freezer.\n",
    verify_by=date(2020, 1, 1),
)
FREEZER = Card(
    id="freezer-night",
    kind=CardKind.STORY,
    title="Saint Orrin saved a freezer",
    summary="A call at two in the morning.",
    body="## Situation\n\nA freezer failed at night.\n\n## Result\n\nNothing was lost.\n",
)
CARDS = (EXPENSIVE, COSTOSO, CHEAPER, FREEZER)


def put(
    library: Library,
    cards: tuple[Card, ...],
    attachments: dict[str, bytes] | None = None,
    revision: int = 1,
) -> None:
    """Make the library hold exactly these cards, all of that revision, as a sync would."""
    held = [HeldCard(card, revision, card.content_hash) for card in cards]
    objects = {one.hash: one.card.to_bytes() for one in held} | (attachments or {})
    library.cards.stage(objects)
    entries = [
        HeldEntry("card", one.card.id, one.revision, one.hash, shard_of("card", one.card.id))
        for one in held
    ]
    entries += [HeldEntry("attachment", name, 1, name, 0) for name in attachments or {}]
    removed = set(library.cards.hashes()) - {card.id for card in cards}
    prepared = SearchIndex(library).prepare(held, removed)
    with library.writing() as writer:
        library.cards.replace(writer, entries, held, removed)
        library.index_files.write(writer, prepared.files)


def sync_in(
    library: Library,
    cards: tuple[Card, ...],
    shared: dict[tuple[str, str], SharedMessage] | None = None,
    revision: int = 1,
) -> None:
    """Make the library hold exactly these cards and messages, and record what that changes."""
    held = [HeldCard(card, revision, card.content_hash) for card in cards]
    messages = {name: thing.to_bytes() for name, thing in (shared or {}).items()}
    library.cards.stage({sha256(data): data for data in messages.values()})
    library.cards.stage({one.hash: one.card.to_bytes() for one in held})
    entries = [HeldEntry("card", one.card.id, revision, one.hash, 0) for one in held]
    entries += [
        HeldEntry(kind, name, 1, sha256(data), 64) for (kind, name), data in messages.items()
    ]
    before = library.cards.hashes()
    differ = [one for one in held if before.get(one.card.id) != one.hash]
    removed = set(before) - {card.id for card in cards}
    prepared = SearchIndex(library).prepare(held, removed)
    with library.writing() as writer:
        library.changes.record(writer, differ, removed)
        library.cards.replace(writer, entries, held, removed)
        library.index_files.write(writer, prepared.files)


def enrol(library: Library, languages: tuple[str, ...] = ()) -> None:
    """Note an enrolment with a hub that does not answer."""
    answer = Enrolment(
        hub_id="hub", epoch="epoch", device="device", token="token", public_key="",
        rep=Rep(name="Ana", languages=languages),
    )  # fmt: skip
    with library.writing() as writer:
        library.enrolment.save(writer, NOBODY, "Test hub", answer)


@dataclass
class RepAtDesk:
    """Does what a rep does: types and presses keys, and waits as one waits for a screen."""

    desktop: Desktop
    library: Library
    bot: QtBot
    theme: Theme

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.desktop.window

    @property
    def session(self) -> Session:
        """The session behind it."""
        return self.desktop.session

    def settle(self) -> None:
        """Wait until nothing is under way."""
        lanes = (self.desktop.db, self.desktop.net)
        self.bot.waitUntil(
            lambda: self.theme.settled and not any(lane.busy for lane in lanes), timeout=20_000
        )

    def type(self, text: str) -> None:
        """Type wherever the cursor is, letter by letter."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key wherever the cursor is."""
        QTest.keyClick(self._focus(), key, modifier)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste a text wherever the cursor is, from the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def click(self, button: QWidget) -> None:
        """Click a button."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def lines(self) -> list[str]:
        """The list as it is read: titles, and headers after a “#”."""
        model = self.window.model
        words = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
        return [text if model.row_at(n) else f"# {text}" for n, text in enumerate(words)]

    def titles(self) -> list[str]:
        """The titles in the list."""
        return [line for line in self.lines() if not line.startswith("# ")]

    def chips(self) -> list[str]:
        """The chips in the row of filters, each with its count; a chosen one after a “×”."""
        marks = {True: "×", False: ""}
        choices = [chip.choice for chip in self.window.filters.shown if chip.choice]
        return [f"{marks[one.chosen]}{one.words} {one.count}" for one in choices]

    def page(self) -> str:
        """The words of the card's page."""
        return self.window.pane.browser.toPlainText()

    def logs(self) -> list[dict[str, Any]]:
        """What was recorded, oldest first."""
        return [event.payload for event in self.library.events.waiting()]

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus


@dataclass(frozen=True)
class Deck:
    """The cards of these tests, and how they come into a library."""

    expensive: Card = EXPENSIVE
    costoso: Card = COSTOSO
    cheaper: Card = CHEAPER
    freezer: Card = FREEZER
    all: tuple[Card, ...] = CARDS

    put = staticmethod(put)
    sync_in = staticmethod(sync_in)
    enrol = staticmethod(enrol)


@pytest.fixture
def deck() -> Deck:
    """The cards of these tests."""
    return Deck()


@pytest.fixture(scope="session")
def sample_put() -> Callable[..., None]:
    """Put cards into a library, for fixtures that last longer than a test."""
    return put


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever the test before spoke."""
    use_language("en")


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light look."""
    return Theme(qapp, Scheme.LIGHT)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def watch() -> Watch:
    """A clock for tests that let `clock` be this one."""
    return Watch()


@pytest.fixture
def clock() -> Clock:
    """The clock of the library: this machine's, unless a test puts another in its place."""
    return system_clock


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """An empty encrypted library."""
    opened = Library.open(tmp_path / "profile", LibraryKey.random(), clock)
    yield opened
    opened.close()


@pytest.fixture
def open_desk(qtbot: QtBot, theme: Theme, library: Library) -> Iterator[Callable[..., RepAtDesk]]:
    """Open the desktop on the library as it is; it reaches its hub through a connector.

    With `anew` it goes on with another library where this one was erased.
    """
    opened: list[Desktop] = []

    def open_it(
        connect: Connector = HubClient, anew: Callable[[], Library | None] | None = None
    ) -> RepAtDesk:
        window = MainWindow(theme)
        desktop = Desktop(theme, window, library, connect, anew=anew)
        opened.append(desktop)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        rep = RepAtDesk(desktop, library, qtbot, theme)
        desktop.conductor.start()
        rep.settle()
        return rep

    yield open_it
    for desktop in opened:
        desktop.close()
        desktop.window.close()
        desktop.window.deleteLater()


@pytest.fixture
def rep(library: Library, open_desk: Callable[[], RepAtDesk]) -> RepAtDesk:
    """A rep with four cards, offline."""
    put(library, CARDS)
    enrol(library)
    return open_desk()
