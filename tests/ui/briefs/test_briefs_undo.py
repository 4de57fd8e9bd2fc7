"""What is undone on the page of the briefs is where the rep goes on: it has the focus."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

CTRL = Qt.KeyboardModifier.ControlModifier
ALL = ["too-expensive", "competitor-is-cheaper", "freezer-night"]


@pytest.fixture
def page(rep: Any) -> Any:
    """Two briefs, the older one open."""
    rep.library.briefs.create("Renewal", ALL)
    rep.library.briefs.create("First call", ALL[:1])
    rep.press(Qt.Key.Key_B, CTRL)
    view = rep.desktop.features.briefs.page.list.view
    while rep.desktop.features.briefs.page.list.model.line_at(view.currentIndex().row()) is None:
        rep.press(Qt.Key.Key_Down)
    return rep.desktop.features.briefs.page


def test_a_card_that_is_put_back_is_chosen(rep: Any, page: Any) -> None:
    page.list.opened.emit(rep.library.briefs.all()[-1].brief_id)
    rep.settle()
    cards = page.editor.cards
    cards.choose(1)
    rep.press(Qt.Key.Key_Delete)
    rep.press(Qt.Key.Key_Up)
    assert cards.card_id == ALL[0]
    page.editor.note.setFocus()
    rep.window.actions_.undo.trigger()
    rep.settle()
    assert cards.card_id == ALL[1]
    assert cards.hasFocus()


def test_a_brief_that_is_put_back_is_chosen_in_the_list(rep: Any, page: Any) -> None:
    gone = page.list.view.brief_id
    rep.press(Qt.Key.Key_Delete)
    assert page.list.view.brief_id not in ("", gone)
    rep.press(Qt.Key.Key_Z, CTRL)
    assert page.list.view.brief_id == gone
    assert page.list.view.hasFocus()


def test_what_comes_back_elsewhere_takes_no_focus(rep: Any, page: Any) -> None:
    rep.press(Qt.Key.Key_Delete)
    rep.press(Qt.Key.Key_L, CTRL)
    rep.type("expensive")
    rep.press(Qt.Key.Key_Z, CTRL)
    assert len(rep.library.briefs.all()) == 2
    assert QApplication.focusWidget() is rep.window.search
