"""The first page: what is missing, wrong or out of reach is said in words, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from enablement.translation import current_language

Key = Qt.Key


@pytest.fixture
def desk(open_desk: Callable[[], Any]) -> Any:
    return open_desk()


def test_a_new_laptop_asks_for_the_invitation(desk: Any) -> None:
    page = desk.window.first_run
    assert desk.window.shows_first_run
    assert page.invitation.hasFocus()
    assert not page.button.isEnabled()
    assert not page.address.isVisible()
    assert page.invitation.accessibleName() == "Your invitation"
    assert page.address.accessibleName()
    assert page.code.accessibleName()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://hub.example.com", "not encrypted"),
        ("::::", "is not an address"),
        ("127.0.0.1:9", "does not answer"),
    ],
)
def test_what_is_wrong_is_said_and_can_be_tried_again(
    desk: Any, address: str, sentence: str
) -> None:
    page = desk.window.first_run
    desk.type(address)
    desk.press(Key.Key_Return)
    assert page.code.hasFocus()
    desk.type("K7QF-2M9X-PL4T")
    desk.press(Key.Key_Return)
    assert sentence in page.problem
    assert page.code.hasFocus()
    assert (page.address.text(), page.button.isEnabled()) == (address, True)


def test_the_desk_cannot_be_used_before(desk: Any) -> None:
    for action in (desk.window.actions_.find, desk.window.actions_.sync):
        assert not action.isEnabled()
    desk.press(Key.Key_F5)
    assert desk.window.shows_first_run


@pytest.mark.parametrize(
    "text",
    [
        "enablement enroll 127.0.0.1:9 K7QF-2M9X-PL4T",
        "enablement://127.0.0.1:9/K7QF-2M9X-PL4T",
        "Hi Ana,\n\nyour hub is at http://127.0.0.1:9\nand your code is K7QF-2M9X-PL4T.\n\nTom",
    ],
)
def test_an_invitation_pasted_whole_is_understood_and_enter_sends_it(desk: Any, text: str) -> None:
    page = desk.window.first_run
    desk.paste(text)
    assert page.button.isEnabled()
    desk.press(Key.Key_Return)
    assert "does not answer" in page.problem
    assert page.invitation.hasFocus()
    assert page.invitation.selectedText()


def test_what_is_not_an_invitation_leads_to_typing_it(desk: Any) -> None:
    page = desk.window.first_run
    desk.paste("K7QF-2M9X-PL4T")
    assert not page.button.isEnabled()
    desk.press(Key.Key_Return)
    assert (page.address.hasFocus(), page.code.text()) == (True, "K7QF-2M9X-PL4T")
    desk.type("localhost:9")
    assert page.button.isEnabled()


def test_address_and_code_can_be_asked_for_with_the_tab_key(desk: Any) -> None:
    page = desk.window.first_run
    desk.press(Key.Key_Tab)
    assert page.apart.hasFocus()
    desk.press(Key.Key_Space)
    assert page.address.hasFocus()
    desk.paste("enablement://127.0.0.1:9/K7QF-2M9X-PL4T")
    assert (page.address.text(), page.code.text()) == ("127.0.0.1:9", "K7QF-2M9X-PL4T")


def test_a_mail_pasted_where_the_code_goes_fills_both(desk: Any) -> None:
    page = desk.window.first_run
    desk.paste("http://127.0.0.1:9 K7QF-2M9X-PL4T")
    desk.press(Key.Key_Return)
    assert "does not answer" in page.problem
    desk.type("garbage")
    desk.press(Key.Key_Return)
    assert page.code.hasFocus()
    assert not page.problem, "it was about another address"
    desk.paste("Hi Ana,\n\nyour hub is at http://127.0.0.1:9\nand your code is PFLA-TPMF-GRRR.\n")
    assert (page.address.text(), page.code.text()) == ("http://127.0.0.1:9", "PFLA-TPMF-GRRR")
    assert page.code.hasFocus()


def test_whoever_does_not_read_this_language_finds_their_own(desk: Any) -> None:
    desk.type("abc")
    page = desk.window.first_run
    (button,) = (one for one in page.findChildren(type(page.apart)) if "Español" in one.text())
    desk.click(button)
    desk.bot.waitUntil(lambda: current_language() == "es")
    desk.settle()
    assert desk.window.shows_first_run
    assert desk.window.first_run.invitation.text() == "abc"
    assert desk.window.first_run.invitation.hasFocus()


@pytest.mark.parametrize("size", [(880, 560), (1280, 800)])
def test_large_text_scrolls_and_is_never_cut(desk: Any, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    for _step in range(8):
        desk.window.actions_.larger.trigger()
    page = desk.window.first_run
    area = page.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    assert area.verticalScrollBar().maximum() > 0
    assert page.button.width() >= page.button.sizeHint().width()
    desk.window.actions_.normal.trigger()
