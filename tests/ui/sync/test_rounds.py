"""The sync behind the screen, with a real hub: it comes, goes and comes back, and the rep reads on."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from enablement.hub.access.members import OPERATOR
from enablement.hub.access.people import PeopleFilter
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.library import Library
from enablement.sync.client import HubClient
from enablement.sync.protocol import Outcome, Usage
from tests.sync.answering import Answer

CARD = """---
id: {id}
kind: objection
title: "{title}"
says: ["{title}"]
---
## Say this

{text}
"""


class Gate:
    """The way to the hub, on which a sync can be kept from ending, with all sent and fetched."""

    def __init__(self) -> None:
        self.open, self.reached = threading.Event(), threading.Event()
        self.open.set()

    def connect(self, url: str, token: str | None) -> HubClient:
        """The connector of the desktop."""
        opened, reached = self.open, self.reached

        class Held(HubClient):
            def close(self) -> None:
                reached.set()
                opened.wait(20)
                super().close()

        return Held(url, token)


@dataclass
class Marketing:
    """The hub, its folder of cards and its server."""

    hub: Hub
    folder: Path
    server: HubServer

    def write(self, card_id: str, title: str, text: str) -> None:
        """Publish a card."""
        path = self.folder / f"{card_id}.md"
        path.write_text(CARD.format(id=card_id, title=title, text=text), "utf-8")
        self.hub.publish(self.folder)

    def counts(self) -> dict[tuple[str, int], tuple[int, int, int]]:
        """What the hub counts for each revision."""
        rows = self.hub.usage()
        return {(r.card_id, r.revision): (r.worked, r.neutral, r.fell_flat) for r in rows}


@pytest.fixture
def marketing(tmp_path: Path) -> Iterator[Marketing]:
    hub, _password = Hub.create(tmp_path / "hub", name="Test hub", password="a secret for tests")
    folder = tmp_path / "cards"
    folder.mkdir()
    server = HubServer(hub)
    server.start()
    made = Marketing(hub, folder, server)
    made.write("price", "too expensive", "It is 13 dollars a day.")
    made.write("later", "not this year", "It starts with five sensors.")
    yield made
    made.server.stop()
    hub.close()


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def rep(marketing: Marketing, gate: Gate, open_desk: Callable[..., Any]) -> Any:
    """A rep who enrolled through the first page."""
    desk = open_desk(gate.connect)
    code = marketing.hub.invite("Ana").code
    desk.type(marketing.server.url)
    desk.press(Qt.Key.Key_Return)
    desk.type(code)
    desk.press(Qt.Key.Key_Return)
    return desk


def test_an_invitation_brings_the_cards_and_the_cursor_into_the_search(rep: Any) -> None:
    assert not rep.window.shows_first_run
    assert rep.titles() == ["not this year", "too expensive"]
    assert rep.window.search.hasFocus()
    assert rep.window.sync_line.words == "Synced just now"
    assert rep.window.sync_line.detail == "2 cards on this laptop"


def test_a_log_reaches_the_hub_and_the_line_says_that_nothing_waits(
    rep: Any, marketing: Marketing
) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F2)
    assert rep.window.sync_line.words == "Synced just now · 1 waiting"
    rep.press(Qt.Key.Key_F5)
    assert rep.window.sync_line.words == "Synced just now"
    assert marketing.counts()["price", 1] == (1, 0, 0)


def test_what_was_logged_offline_arrives_once_when_the_hub_is_back(
    rep: Any, marketing: Marketing
) -> None:
    port = marketing.server.port
    marketing.server.stop()
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F4)
    rep.press(Qt.Key.Key_F5)
    assert rep.window.sync_line.words == "Offline · 1 waiting"
    marketing.server = HubServer(marketing.hub, port=port)
    marketing.server.start()
    rep.press(Qt.Key.Key_F5)
    rep.press(Qt.Key.Key_F5)
    assert marketing.counts()["price", 1] == (0, 0, 1)


def test_a_changed_card_is_shown_at_once_and_said_so(rep: Any, marketing: Marketing) -> None:
    rep.type("too expensive")
    marketing.write("price", "too expensive", "It is 11 dollars a day now.")
    rep.press(Qt.Key.Key_F5)
    rep.settle()
    assert "11 dollars" in rep.page()
    assert rep.window.pane.toast.words.startswith("Marketing changed this card")
    rep.press(Qt.Key.Key_F2)
    assert rep.logs()[0]["revision"] == 2
    assert rep.window.search.text() == "too expensive"


def test_a_retired_card_goes_with_a_kind_word(rep: Any, marketing: Marketing) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_Return)
    marketing.hub.retire("price")
    rep.press(Qt.Key.Key_F5)
    rep.settle()
    assert rep.window.pane.message.title == "Marketing took this card back"
    assert "too expensive" not in rep.titles()
    assert rep.window.search.hasFocus()
    rep.press(Qt.Key.Key_F2)
    assert rep.logs() == []


def test_the_next_sync_waits_minutes_and_a_log_brings_it_forward(rep: Any) -> None:
    timer = rep.desktop.rounds.timer
    assert 228_000 <= timer.remainingTime() <= 315_000
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F2)
    assert timer.remainingTime() <= 15_600


def test_what_is_logged_while_a_sync_ends_goes_soon_after(
    rep: Any, marketing: Marketing, gate: Gate
) -> None:
    rep.type("too expensive")
    gate.open.clear()
    gate.reached.clear()
    rounds, db = rep.desktop.rounds, rep.desktop.db
    rounds.sync()
    rep.bot.waitUntil(gate.reached.is_set)
    rep.bot.keyClick(rep.window.search, Qt.Key.Key_F2)
    rep.bot.waitUntil(lambda: bool(rep.logs()) and not db.busy)
    gate.open.set()
    rep.settle()
    assert not rounds.syncing
    assert marketing.counts() == {}
    assert 8_000 <= rounds.timer.remainingTime() <= 15_600
    rounds.sync()
    rep.settle()
    assert marketing.counts()["price", 1] == (1, 0, 0)
    assert rounds.timer.remainingTime() >= 228_000, "nothing waits: the rounds are quiet again"


def test_what_another_program_logs_goes_soon_after(rep: Any, library: Library) -> None:
    usage = Usage(card_id="price", revision=1, outcome=Outcome.WORKED)
    library.events.log_usage(usage)
    rep.desktop.rounds.look()
    rep.settle()
    assert rep.desktop.rounds.timer.remainingTime() <= 15_600


def test_what_can_still_be_undone_is_not_sent_by_a_sync_that_is_due(
    rep: Any, marketing: Marketing
) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F2)
    timer = rep.desktop.rounds.timer
    timer.timeout.emit()
    rep.settle()
    assert marketing.counts() == {}
    assert 8_000 <= timer.remainingTime() <= 15_600
    rep.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rep.logs() == []


def test_a_hub_that_asks_to_be_left_alone_is_not_tried_before(
    rep: Any, marketing: Marketing
) -> None:
    port = marketing.server.port
    marketing.server.stop()
    busy = Answer(503, b"", {"Retry-After": "500"}, port)
    rep.press(Qt.Key.Key_F5)
    rounds = rep.desktop.rounds
    assert rep.window.sync_line.words == "Offline"
    assert 490_000 <= rounds.timer.remainingTime() <= 625_000
    rounds.reconnect()
    assert rounds.timer.remainingTime() >= 490_000, "the network is not what is wrong"
    busy.close()
    marketing.server = HubServer(marketing.hub, port=port)
    marketing.server.start()
    rep.press(Qt.Key.Key_F5)
    assert rep.window.sync_line.words == "Synced just now", "the rep may ask for it at any time"
    assert rounds.timer.remainingTime() <= 315_000


def test_a_card_in_two_languages_that_changed_is_one_card(rep: Any, marketing: Marketing) -> None:
    for card_id, language, extra in (("days", "en", ""), ("dias", "es", "translation_of: days\n")):
        front = f"language: {language}\n{extra}says: [by the day]\n---"
        text = CARD.format(id=card_id, title="By the day", text="Yes.")
        path = marketing.folder / f"{card_id}.md"
        path.write_text(text.replace('says: ["By the day"]\n---', front), "utf-8")
    marketing.hub.publish(marketing.folder)
    rep.press(Qt.Key.Key_F5)
    for card_id in ("days", "dias"):
        path = marketing.folder / f"{card_id}.md"
        path.write_text(path.read_text("utf-8").replace("Yes.", "Surely."), "utf-8")
    marketing.hub.publish(marketing.folder)
    rep.press(Qt.Key.Key_F5)
    assert rep.window.pane.toast.words == "1 card has changed"


def test_a_rep_who_is_called_otherwise_sees_it_without_a_restart(
    rep: Any, marketing: Marketing
) -> None:
    rep.desktop.features.today.show()
    rep.settle()
    (ana,) = [one for one in marketing.hub.people.page(PeopleFilter()).rows if one.words.name]
    words = replace(ana.words, name="Anabel Vega", languages=("es", "en"))
    marketing.hub.people.change(OPERATOR, ana.person_id, words)
    rep.press(Qt.Key.Key_F5)
    rep.settle()
    agenda = rep.desktop.features.today.desk.agenda
    assert agenda.name == "Anabel Vega"
    assert rep.desktop.rounds.standing.rep_name == "Anabel Vega"


def test_a_revoked_laptop_is_told_what_to_do(
    rep: Any, marketing: Marketing, library: Library
) -> None:
    held = library.enrolment.get()
    assert held is not None
    marketing.hub.laptops.revoke(OPERATOR, held.device)
    rep.press(Qt.Key.Key_F5)
    assert rep.window.sync_line.words == "Not synced"
    assert "invitation" in rep.window.sync_line.detail
    rep.type("too expensive")
    assert rep.window.pane.shows_card
