"""The small pieces that views share."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from enablement.ui.views.pieces import LineField, LinkButton, plain_tip


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[LineField]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = LineField()
    window.setCentralWidget(made)
    action = QAction("Search exactly this", window)
    action.setShortcut(QKeySequence("Ctrl+E"))
    window.addAction(action)
    yield made
    assert window.centralWidget() is made


def claims(field: LineField, key: Qt.Key) -> bool:
    """Whether the line keeps Ctrl and a key for itself when Qt asks."""
    kind = QEvent.Type.ShortcutOverride
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_a_key_of_the_window_is_left_to_it_while_its_action_can_be_done(field: LineField) -> None:
    (action,) = (one for one in field.window().actions() if one.text())
    for key in (Qt.Key.Key_E, Qt.Key.Key_Z):
        action.setShortcut(QKeySequence(Qt.KeyboardModifier.ControlModifier | key))
        assert not claims(field, key)
    assert claims(field, Qt.Key.Key_A)
    action.setEnabled(False)
    assert claims(field, Qt.Key.Key_Z), "undoing what was typed is the line's own"


def test_a_link_shortens_its_words_and_still_says_them(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    button = LinkButton()
    button.setParent(ground)
    ground.show()
    button.say("Search for “a rather long text” instead")
    button.resize(button.sizeHint())
    assert button.text() == "Search for “a rather long text” instead"
    button.resize(button.sizeHint().width() // 2, 24)
    assert button.text().endswith("…")
    assert button.accessibleName() == button.toolTip() == "Search for “a rather long text” instead"
    button.resize(button.sizeHint())
    assert button.text() == "Search for “a rather long text” instead"


def test_a_name_with_an_ampersand_is_shown_whole(qtbot: QtBot) -> None:
    button = LinkButton()
    qtbot.addWidget(button)
    button.say("Johnson & Johnson")
    button.resize(button.sizeHint())
    button.show()
    assert button.text() == "Johnson && Johnson", "as Qt wants it: one would be a mark for a key"
    assert button.accessibleName() == "Johnson & Johnson"


def test_a_tip_loads_nothing_and_shows_what_was_written() -> None:
    assert plain_tip("AT&T") == "AT&T"
    assert plain_tip("<img src='file:///x'>") == "<p>&lt;img src=&#x27;file:///x&#x27;&gt;</p>"
