"""The sheets that ask and that show a conversation: named, reached by Tab, whole at any size."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from enablement.library.events import EventState
from enablement.sync.threads import Fate, Side, ThreadKind
from enablement.ui.theme import Theme
from enablement.ui.threads.conversation import Conversation, Said
from enablement.ui.views.sheet import Sheet
from enablement.ui.views.threads.ask_sheet import AskSheet, Draft
from enablement.ui.views.threads.bubble import Bubble
from enablement.ui.views.threads.thread_sheet import ThreadSheet

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ASKED = Said(Side.REP, "Since when?", NOW)
ANSWER = Said(Side.MARKETING, "Since May.", NOW, "Rosa")
WAITS = Said(Side.REP, "Of which year?", NOW, event_id="an-id", state=EventState.WAITING)
TALK = Conversation(
    "a-thread", ThreadKind.QUESTION, Fate.ANSWERED, (ASKED, ANSWER, WAITS), NOW,
    card_id="price", revision=1, title="It costs too much",
)  # fmt: skip


@pytest.fixture
def ground(qtbot: QtBot, theme: Theme) -> Iterator[QWidget]:
    """A window as small as ours may be."""
    window = QWidget()
    window.resize(880, 560)
    qtbot.addWidget(window)
    window.show()
    yield window
    theme.zoom(0)


def sheets(theme: Theme, ground: QWidget) -> list[Sheet]:
    talk = ThreadSheet(theme, ground)
    talk.show_conversation(TALK)
    asking = [AskSheet(theme, ground, kind, "It costs too much", Draft()) for kind in ThreadKind]
    return [talk, *asking]


def test_everything_that_takes_the_focus_has_a_name(ground: QWidget, theme: Theme) -> None:
    for sheet in sheets(theme, ground):
        assert sheet.accessibleName()
        for widget in sheet.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                text = widget.property("text")
                assert widget.accessibleName() or text, widget


@pytest.mark.parametrize("steps", [0, 8])
def test_no_sheet_is_larger_than_the_window(
    qtbot: QtBot, ground: QWidget, theme: Theme, steps: int
) -> None:
    for _step in range(steps):
        theme.zoom(1)
    for sheet in sheets(theme, ground):
        sheet.open()
        qtbot.waitUntil(sheet.isVisible)
        assert sheet.height() <= ground.height()
        assert sheet.width() <= ground.width()
        for button in sheet.findChildren(QPushButton):
            corner = button.mapTo(sheet, button.rect().bottomRight())
            inside = not button.isVisible() or isinstance(button.parentWidget(), Bubble)
            assert inside or sheet.rect().contains(corner)
        for area in sheet.findChildren(QScrollArea):
            assert area.horizontalScrollBar().maximum() == 0
        sheet.reject()


@pytest.mark.parametrize(
    ("fate", "words", "look"),
    [
        (Fate.RECEIVED, "Received", "quiet"),
        (Fate.ANSWERED, "Answered", "accent"),
        (Fate.CHANGED, "Changed in revision 2", "worked"),
        (Fate.DECLINED, "Declined, with the reason", "neutral"),
    ],
)
def test_each_fate_has_words_and_a_look_of_its_own(
    ground: QWidget, theme: Theme, fate: Fate, words: str, look: str
) -> None:
    sheet = ThreadSheet(theme, ground)
    talk = Conversation(
        "a-thread", ThreadKind.QUESTION, fate, (ASKED, ANSWER), NOW, card_id="price",
        changed_card="price", changed_to=2,
    )  # fmt: skip
    sheet.show_conversation(talk)
    assert sheet.view.fate.words.text() == words
    assert sheet.view.fate.property("look") == look


def test_a_card_that_came_of_it_is_named(ground: QWidget, theme: Theme) -> None:
    sheet = ThreadSheet(theme, ground)
    sheet.show_conversation(
        Conversation("a-thread", ThreadKind.REQUEST, Fate.CHANGED, (ASKED, ANSWER), NOW,
                     changed_card="new", changed_to=1, changed_title="Door alarms")
    )  # fmt: skip
    assert sheet.view.card.text() == "Open “Door alarms”"
    opened: list[str] = []
    sheet.view.card_wanted.connect(opened.append)
    sheet.view.card.click()
    assert opened == ["new"]


def test_nothing_that_a_message_says_is_taken_for_markup(ground: QWidget, theme: Theme) -> None:
    sheet = ThreadSheet(theme, ground)
    evil = Said(Side.MARKETING, "<img src=file:///etc/passwd><b>x</b>", NOW, "<i>Rosa</i>")
    sheet.show_conversation(
        Conversation("a-thread", ThreadKind.QUESTION, Fate.ANSWERED, (ASKED, evil), NOW)
    )
    for label in sheet.view.bubbles[1].findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
