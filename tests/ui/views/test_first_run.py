"""The first page: what is missing, wrong or out of reach is said in words, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from enablement.ui.views.first_run import split_invitation


@pytest.fixture
def desk(open_desk: Callable[[], Any]) -> Any:
    return open_desk()


def test_a_new_laptop_asks_for_the_invitation(desk: Any) -> None:
    page = desk.window.first_run
    assert desk.window.shows_first_run
    assert page.address.hasFocus()
    assert not page.button.isEnabled()
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
    desk.press(Qt.Key.Key_Return)
    desk.type("CODE-1")
    desk.press(Qt.Key.Key_Return)
    assert sentence in page.problem
    assert page.code.hasFocus()
    assert (page.address.text(), page.button.isEnabled()) == (address, True)


def test_the_desk_cannot_be_used_before(desk: Any) -> None:
    for action in (desk.window.actions_.find, desk.window.actions_.sync):
        assert not action.isEnabled()
    desk.press(Qt.Key.Key_F5)
    assert desk.window.shows_first_run


def test_an_invitation_pasted_whole_fills_both_lines(desk: Any) -> None:
    page = desk.window.first_run
    QGuiApplication.clipboard().setText("enablement enroll https://hub.example.com ABCD-EFGH")
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (page.address.text(), page.code.text()) == ("https://hub.example.com", "ABCD-EFGH")
    assert page.button.isEnabled()
    assert split_invitation("https://hub.example.com") is None
    assert split_invitation("hub.example.com CODE") is None
