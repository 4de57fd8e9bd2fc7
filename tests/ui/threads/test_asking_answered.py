"""The whole conversation with a real hub: asked by keys, answered by marketing, read on the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.ui.views.threads.ask_sheet import AskSheet
from enablement.ui.views.threads.thread_sheet import ThreadSheet

CONTROL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key
CARD = """---
id: price
kind: objection
title: It costs too much
summary: A line.
---
## Say this

It is 13 dollars a day.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made, _password = Hub.create(tmp_path / "hub", password="secret of the tests")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "price.md").write_text(CARD, "utf-8")
    made.publish(tmp_path / "cards")
    yield made
    made.close()


@pytest.fixture
def rep_of_hub(hub: Hub, library: Library, open_desk: Callable[[], Any]) -> Iterator[Any]:
    """A rep enrolled with that hub; its server runs."""
    server = HubServer(hub)
    server.start()
    engine = SyncEngine(library, SearchIndex(library), HubClient)
    engine.enroll(server.url, hub.invite("Ana").code)
    engine.sync()
    yield open_desk()
    server.stop()


def test_asked_received_answered_and_replied(rep_of_hub: Any, hub: Hub) -> None:
    rep = rep_of_hub
    rep.type("price")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F8)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, AskSheet)
    rep.bot.waitUntil(sheet.text.hasFocus)
    rep.type("Since when?")
    rep.press(Key.Key_Return, CONTROL)
    (waiting,) = rep.library.events.waiting()
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)
    rep.press(Key.Key_F5)
    thread_id = waiting.event_id
    assert rep.library.threads.get(thread_id) is not None
    assert "marketing has it" in rep.page()
    hub.threads.answer(thread_id, "Since May.", "Rosa")
    rep.press(Key.Key_F5)
    assert "answered just now" in rep.page()
    rep.desktop.features.asking.open_thread(thread_id)
    rep.settle()
    talk = QApplication.activeModalWidget()
    assert isinstance(talk, ThreadSheet)
    assert [bubble.words.text() for bubble in talk.view.bubbles] == ["Since when?", "Since May."]
    rep.bot.waitUntil(talk.view.reply.hasFocus)
    rep.type("Thanks")
    rep.press(Key.Key_Return, CONTROL)
    rep.desktop.rounds.sync()
    rep.settle()
    assert [one.text for one in hub.threads.get(thread_id).thread.messages][2:] == ["Thanks"]
    assert talk.view.bubbles[2].undo is None
    rep.press(Key.Key_Escape)
