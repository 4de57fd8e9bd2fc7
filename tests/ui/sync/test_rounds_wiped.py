"""A laptop that marketing has erased: the rep is told in a sentence, and how to go on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from enablement.app import Desktop
from enablement.hub.access.laptops import LaptopState
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.people import PeopleFilter
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.keys import LibraryKey
from enablement.library.library import DATABASE_FILE, Library
from enablement.sync.client import HubClient
from enablement.ui.main_window import MainWindow
from enablement.ui.theme import Theme
from tests.ui.conftest import RepAtDesk

CARD = """---
id: price
kind: objection
title: "too expensive"
says: ["too expensive"]
---
## Say this

It is 13 dollars a day.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made, _password = Hub.create(tmp_path / "hub", name="Test hub", password="a secret for tests")
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "price.md").write_text(CARD, "utf-8")
    made.publish(folder)
    yield made
    made.close()


@pytest.fixture
def server(hub: Hub) -> Iterator[HubServer]:
    running = HubServer(hub)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def rep(hub: Hub, server: HubServer, open_desk: Callable[..., Any]) -> Any:
    """A rep who enrolled by the link of an invitation, with a card and a log."""
    desk = open_desk()
    desk.window.first_run.invitation.setText(f"{server.url} {hub.invite('Ana').code}")
    desk.press(Qt.Key.Key_Return)
    desk.type("too expensive")
    desk.press(Qt.Key.Key_F2)
    return desk


def state(hub: Hub) -> LaptopState:
    (ana,) = [one for one in hub.people.page(PeopleFilter()).rows if one.words.name == "Ana"]
    return ana.laptops[0].state


def test_the_first_page_says_what_happened(rep: Any, hub: Hub, library: Library) -> None:
    held = library.enrolment.get()
    assert held is not None
    hub.laptops.ask_wipe(OPERATOR, held.device)
    rep.press(Qt.Key.Key_F5)
    page = rep.window.first_run
    assert rep.window.shows_first_run
    assert page.problem == "Marketing had the library on this laptop erased."
    assert not page.invitation.isEnabled()
    assert not page.button.isEnabled()
    assert not rep.window.actions_.sync.isEnabled()
    assert not rep.desktop.rounds.timer.isActive()
    assert hub.status().usage == 1
    assert state(hub) is LaptopState.WIPED
    assert not (library.folder / DATABASE_FILE).exists()


def test_the_desk_begins_anew_by_itself(
    hub: Hub, server: HubServer, library: Library, open_desk: Callable[..., Any], qtbot: QtBot
) -> None:
    made: list[Library] = []

    def anew() -> Library:
        made.append(Library.open(library.folder, LibraryKey.random()))
        return made[-1]

    rep = open_desk(anew=anew)
    enrol_by(rep, f"{server.url} {hub.invite('Ana').code}")
    before = rep.window
    ask_wipe(rep, hub, library)
    qtbot.waitUntil(lambda: rep.window is not before)
    rep.settle()
    assert rep.window.shows_first_run
    assert rep.window.first_run.problem == "Marketing had the library on this laptop erased."
    assert state(hub) is LaptopState.WIPED
    enrol_by(rep, f"{server.url} {hub.invite('Ana').code}")
    rep.type("too expensive")
    assert rep.window.pane.shows_card
    rep.press(Qt.Key.Key_F2)
    assert made[0].events.waiting_count() == 1


def test_without_a_new_library_the_page_says_to_start_again(
    hub: Hub, server: HubServer, library: Library, open_desk: Callable[..., Any], qtbot: QtBot
) -> None:
    asked: list[None] = []
    rep = open_desk(anew=lambda: asked.append(None))
    enrol_by(rep, f"{server.url} {hub.invite('Ana').code}")
    before = rep.window
    ask_wipe(rep, hub, library)
    qtbot.waitUntil(lambda: bool(asked))
    assert rep.window is before
    assert not before.first_run.invitation.isEnabled()


def enrol_by(rep: RepAtDesk, invitation: str) -> None:
    """Paste an invitation into the first page, and go on with it."""
    page = rep.window.first_run
    page.invitation.setText(invitation)
    page.invitation.setFocus()
    rep.press(Qt.Key.Key_Return)
    assert not rep.window.shows_first_run


def ask_wipe(rep: RepAtDesk, hub: Hub, library: Library) -> None:
    """Marketing has the library erased, and the laptop hears of it."""
    held = library.enrolment.get()
    assert held is not None
    hub.laptops.ask_wipe(OPERATOR, held.device)
    rep.press(Qt.Key.Key_F5)


def test_the_next_start_says_it_until_the_laptop_is_enrolled_anew(
    rep: Any, hub: Hub, server: HubServer, library: Library, theme: Theme, qtbot: QtBot
) -> None:
    held = library.enrolment.get()
    assert held is not None
    hub.laptops.ask_wipe(OPERATOR, held.device)
    rep.press(Qt.Key.Key_F5)
    anew = Library.open(library.folder, LibraryKey.random())
    window = MainWindow(theme)
    desktop = Desktop(theme, window, anew, HubClient)
    window.show()
    again = RepAtDesk(desktop, anew, qtbot, theme)
    desktop.conductor.start()
    again.settle()
    page = again.window.first_run
    assert page.problem == "Marketing had the library on this laptop erased."
    page.invitation.setText(f"{server.url} {hub.invite('Ana').code}")
    page.invitation.setFocus()
    again.press(Qt.Key.Key_Return)
    assert not again.window.shows_first_run
    again.type("too expensive")
    assert again.window.pane.shows_card
    desktop.close()
    window.close()
    anew.close()
