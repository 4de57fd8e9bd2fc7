"""The lines above the list."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from enablement.translation import speaking
from enablement.ui.finding.ask import Ask
from enablement.ui.values import Found
from enablement.ui.views.finding.list_head import ListHead


@pytest.fixture
def exactly() -> QAction:
    action = QAction("Search exactly this")
    action.setShortcut(QKeySequence("Ctrl+E"))
    return action


@pytest.fixture
def head(qtbot: QtBot, exactly: QAction) -> ListHead:
    made = ListHead(exactly)
    qtbot.addWidget(made)
    return made


def test_what_was_typed_cannot_be_read_as_markup(head: ListHead) -> None:
    head.show_found(Found(Ask("<b>prcie"), total=3, corrected="<b>price"))
    assert "&lt;b&gt;price" in head.correction.words.text()
    assert head.correction.words.accessibleName() == "Showing results for <b>price"
    assert not head.correction.isHidden()
    head.show_found(Found(Ask("price"), total=3))
    assert head.correction.isHidden()


def test_a_long_text_does_not_widen_the_list(head: ListHead) -> None:
    head.resize(300, 200)
    head.show_found(Found(Ask("prcie " * 25), total=3, corrected="price"))
    head.correction.button.resize(200, 24)
    assert head.correction.button.text().endswith("…")
    assert "prcie prcie" in head.correction.button.accessibleName()
    assert head.minimumSizeHint().width() < 300


def test_the_button_asks_for_the_words_as_typed(
    head: ListHead, exactly: QAction, qtbot: QtBot
) -> None:
    head.show_found(Found(Ask("prcie"), total=3, corrected="price"))
    with qtbot.waitSignal(exactly.triggered):
        head.correction.button.click()


def test_progress_is_said_in_the_numbers_of_the_language(head: ListHead) -> None:
    assert head.preparing.isHidden()
    head.show_progress(1200, 10000)
    assert head.preparing.text() == "Preparing the search: 1,200 of 10,000 cards"
    with speaking("es"):
        head.show_progress(1200, 10000)
        assert "10,000" not in head.preparing.text()
    head.show_progress(0, 0)
    assert head.preparing.isHidden()
