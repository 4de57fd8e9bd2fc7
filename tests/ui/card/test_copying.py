"""Copying from a card by key: the clipboard holds what was said, and the toast says what it was."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

Key = Qt.Key
Ctrl, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def copied() -> tuple[str, str]:
    data = QGuiApplication.clipboard().mimeData()
    return data.text(), data.html() if data.hasHtml() else ""


def test_without_a_block_in_view_what_to_say_is_copied(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_C, Ctrl | Shift)
    text, html = copied()
    assert text == "It is 13 dollars a day for one store."
    assert "<p>It is 13 dollars" in html
    assert rep.window.pane.toast.words == "Copied: Say this"


def test_the_block_in_view_is_copied(rep: Any) -> None:
    rep.type("too expensive")
    for _step in range(2):
        rep.press(Key.Key_Down, Ctrl)
    rep.press(Key.Key_C, Ctrl | Alt)
    assert copied() == ("• Write-offs fell 63%.", "")
    assert rep.window.pane.toast.words == "Copied as plain text: Proof"


def test_an_internal_block_is_copied_with_a_warning(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Up, Ctrl)
    rep.press(Key.Key_C, Ctrl | Shift)
    assert copied()[0] == "Do not open with a discount."
    toast = rep.window.pane.toast
    assert toast.words == "Copied: Avoid"
    assert "For your eyes only" in toast.accessibleName()


def test_a_story_is_copied_as_it_is_told(rep: Any) -> None:
    rep.type("freezer")
    rep.press(Key.Key_C, Ctrl | Shift)
    assert copied()[0] == (
        "Saint Orrin saved a freezer\n\nA freezer failed at night.\n\nNothing was lost."
    )
    assert rep.window.pane.toast.words == "Copied: the card"


def test_without_a_card_nothing_is_copied(rep: Any) -> None:
    QGuiApplication.clipboard().setText("before")
    rep.press(Key.Key_C, Ctrl | Shift)
    assert copied()[0] == "before"
