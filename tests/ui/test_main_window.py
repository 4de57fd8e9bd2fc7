"""The desk as a rep uses it: keys go in, cards and words come out."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QToolButton,
    QWidget,
)

from enablement.library.library import Library
from enablement.sync.protocol import Outcome, Usage
from enablement.translation import use_language
from enablement.ui.views.finding.request_part import RequestPart
from enablement.ui.views.frame.dialogs import KeyboardMap

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_it_opens_with_the_cursor_in_the_search_and_every_card_listed(rep: Any) -> None:
    assert rep.window.search.hasFocus()
    assert rep.titles() == [
        "It costs too much",
        "Saint Orrin saved a freezer",
        "Your competitor is cheaper",
    ]
    assert rep.window.pane.page == "today"
    assert rep.window.head.count.text() == "All 3 cards"


def test_typing_lists_the_best_card_first_and_shows_it(rep: Any) -> None:
    rep.type("too expensive")
    assert rep.titles()[0] == "It costs too much"
    assert rep.window.pane.shows_card
    assert "13 dollars a day" in rep.page()
    assert rep.window.search.hasFocus()
    row = rep.window.model.row_at(0)
    assert row.why
    assert any(rep.window.model.row_at(n).marks for n in range(rep.window.model.rowCount()))


def test_the_arrows_choose_a_card_while_the_cursor_stays_in_the_box(rep: Any) -> None:
    rep.type("expensive")
    first = rep.session.open_card.card.id
    rep.press(Key.Key_Down)
    second = rep.session.open_card.card.id
    assert (second != first, rep.window.search.hasFocus()) == (True, True)
    rep.press(Key.Key_Up)
    assert rep.session.open_card.card.id == first
    rep.press(Key.Key_PageDown)
    assert rep.window.results.currentIndex().row() == rep.window.model.rowCount() - 1
    rep.press(Key.Key_PageUp)
    assert rep.window.results.currentIndex().row() == 0
    assert rep.window.search.text() == "expensive"


def test_down_from_the_empty_box_opens_the_first_card(rep: Any) -> None:
    rep.press(Key.Key_Down)
    assert rep.session.open_card.card.title == rep.titles()[0]


def test_enter_goes_to_the_card_escape_back_and_escape_again_clears(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    assert rep.window.pane.browser.hasFocus()
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()
    assert rep.window.search.text() == "expensive"
    rep.press(Key.Key_Escape)
    assert rep.window.search.text() == ""
    assert rep.window.pane.page == "today"


def test_typing_on_the_card_begins_a_new_search(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Return)
    rep.type("freezer")
    assert rep.window.search.hasFocus()
    assert rep.window.search.text() == "freezer"
    assert rep.titles()[0] == "Saint Orrin saved a freezer"


def test_a_click_on_a_row_shows_its_card(rep: Any) -> None:
    rep.type("expensive")
    results = rep.window.results
    place = results.visualRect(rep.window.model.index(1, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    rep.settle()
    assert rep.session.open_card.card.title == rep.titles()[1]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [(Key.Key_F2, "worked"), (Key.Key_F3, "neutral"), (Key.Key_F4, "fell_flat")],
)
def test_one_key_logs_the_revision_that_is_shown(
    rep: Any, deck: Any, library: Library, key: Qt.Key, outcome: str
) -> None:
    deck.put(library, (deck.expensive,), revision=7)
    rep.type("too expensive")
    rep.press(key)
    assert rep.logs() == [{"card_id": "too-expensive", "revision": 7, "outcome": outcome}]
    said = outcome.replace("_", " ")
    assert rep.window.pane.toast.words == f"Logged: {said} · revision 7"
    assert rep.window.search.hasFocus()
    assert "1 waiting" in rep.window.sync_line.words


@pytest.mark.parametrize(
    ("key", "outcome"), [("1", "worked"), ("2", "neutral"), ("3", "fell_flat")]
)
def test_shorter_keys_log_while_the_card_has_the_focus(rep: Any, key: str, outcome: str) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Return)
    rep.type(key)
    assert [log["outcome"] for log in rep.logs()] == [outcome]
    assert rep.window.search.text() == "too expensive"


def test_digits_in_the_search_box_are_only_typed(rep: Any) -> None:
    rep.type("too expensive 1")
    assert rep.logs() == []


def test_the_buttons_log_too(rep: Any) -> None:
    rep.type("too expensive")
    for button in rep.window.pane.log_bar.buttons.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        rep.settle()
        break
    assert [log["outcome"] for log in rep.logs()] == ["worked"]


def test_undo_takes_the_log_back_even_while_typing(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_Z, Ctrl)
    assert rep.logs() == []
    assert rep.window.pane.toast.words == "Taken back."
    assert rep.window.search.text() == "too expensive"
    rep.press(Key.Key_Z, Ctrl)
    assert rep.window.search.text() != "too expensive", "the key is the box's own again"


def test_another_key_within_the_time_for_undo_corrects_the_log(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_F4)
    assert [log["outcome"] for log in rep.logs()] == ["fell_flat"]


def test_another_card_is_another_log(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_F2)
    rep.press(Key.Key_Down)
    rep.press(Key.Key_F2)
    assert len({log["card_id"] for log in rep.logs()}) == 2


def test_the_note_goes_with_the_next_log(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_N, Ctrl)
    assert rep.window.pane.log_bar.panel.fields.words.hasFocus()
    rep.press(Key.Key_Tab)
    rep.type("she asked for a pilot")
    rep.press(Key.Key_F3)
    assert rep.logs()[0]["note"] == "she asked for a pilot"
    assert not rep.window.pane.log_bar.panel.isVisible()
    assert rep.window.search.hasFocus()


def test_nothing_is_logged_without_a_card(rep: Any) -> None:
    rep.press(Key.Key_F2)
    assert rep.logs() == []


def test_a_search_without_a_hit_helps_on(rep: Any) -> None:
    rep.type("zeppelin")
    assert rep.titles() == []
    assert rep.window.pane.message.title == "Nothing found for “zeppelin”"
    assert not rep.window.pane.shows_card


def test_an_example_is_searched_at_a_click(rep: Any) -> None:
    rep.window.pane.message.example_chosen.emit("too expensive")
    rep.settle()
    assert rep.window.search.text() == "too expensive"
    assert rep.window.pane.shows_card


def test_without_a_hub_it_says_so_quietly_and_all_works(rep: Any) -> None:
    assert rep.window.sync_line.words == "Offline"
    rep.type("too expensive")
    rep.press(Key.Key_F2)
    assert rep.window.sync_line.words == "Offline · 1 waiting"
    assert "kept and sent later" in rep.window.sync_line.detail


def test_text_grows_and_shrinks_by_key(rep: Any) -> None:
    rep.type("too expensive")
    before = rep.window.search.height()
    width = rep.window.search.width()
    for _step in range(6):
        rep.press(Key.Key_Plus, Ctrl)
    assert rep.window.search.height() > before
    rep.press(Key.Key_0, Ctrl)
    assert rep.window.search.height() == before
    assert rep.window.search.width() == width
    assert "13 dollars a day" in rep.page()


def test_f1_shows_the_keys(rep: Any) -> None:
    rep.press(Key.Key_F1)
    shown = rep.window.findChild(KeyboardMap)
    assert shown.isVisible()
    QTest.keyClick(shown, Key.Key_Escape)
    assert not shown.isVisible()


def test_the_reps_language_decides_which_translation_is_listed(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    deck.put(library, deck.all)
    deck.enrol(library, languages=("es",))
    use_language("es")
    rep = open_desk()
    assert "Cuesta demasiado" in rep.titles()
    assert "It costs too much" not in rep.titles()


def test_everything_one_can_reach_has_a_name(rep: Any) -> None:
    rep.type("too expensive")
    window = rep.window
    pieces = (
        window.search, window.results, window.pane.browser, window.sync_line,
        *window.pane.log_bar.buttons.values(),
    )  # fmt: skip
    assert [piece for piece in pieces if not piece.accessibleName()] == []


@pytest.mark.parametrize("words", ["", "too expensive", "expensve", "zeppelin"])
def test_whatever_takes_the_focus_says_what_it_is(rep: Any, words: str) -> None:
    rep.type(words)
    silent = [
        widget
        for widget in rep.window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not widget.accessibleName() and not getattr(widget, "text", str)()
        if not isinstance(widget, QSplitterHandle | QScrollBar)
    ]
    assert silent == []


def test_escape_on_a_page_of_words_goes_back_to_the_search(rep: Any) -> None:
    rep.type("zeppelin")
    button = rep.window.findChild(RequestPart).button
    button.setFocus()
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()
    assert rep.window.search.text() == "zeppelin"


def test_what_is_typed_while_a_sync_brings_cards_still_counts_as_new(rep: Any) -> None:
    rep.window.search.setText("freezer")
    rep.session.search_again()
    rep.settle()
    assert rep.session.open_card.card.title == "Saint Orrin saved a freezer"


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_J])
def test_on_another_page_no_card_is_logged_and_none_comes_in_between(rep: Any, key: Any) -> None:
    rep.type("too expensive")
    rep.press(key, Ctrl)
    page = rep.window.pane.page
    for outcome in (Key.Key_F2, Key.Key_F3, Key.Key_F4):
        rep.press(outcome)
    assert rep.logs() == [], "the card that would be meant is not in view"
    rep.session.search_again()
    rep.settle()
    assert rep.window.pane.page == page


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_J, Key.Key_T])
def test_a_page_that_is_turned_to_while_typing_stays(rep: Any, key: Any) -> None:
    rep.press(key, Ctrl)
    page = rep.window.pane.page
    rep.press(Key.Key_Escape)
    for letter in "too exp":
        QTest.keyClicks(rep.window.search, letter)
    rep.bot.waitUntil(lambda: rep.session.ask.words == "too exp" and rep.session.comes)
    rep.press(key, Ctrl)
    rep.settle()
    assert rep.window.pane.page == page


def test_enter_goes_from_a_page_to_the_first_card_found(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_J, Ctrl)
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()
    rep.press(Key.Key_Return)
    assert rep.session.open_card.card.id == "too-expensive"
    assert rep.window.pane.browser.hasFocus()
    rep.press(Key.Key_T, Ctrl)
    rep.window.search.setFocus()
    rep.press(Key.Key_A, Ctrl)
    rep.press(Key.Key_Backspace)
    rep.press(Key.Key_Return)
    assert rep.window.pane.page == "today", "nothing was asked for"


def test_esc_leads_back_to_the_search_from_every_button(rep: Any) -> None:
    rep.type("too expensive")
    for _step in range(30):
        focus = QApplication.focusWidget()
        rep.press(Key.Key_Tab)
        if QApplication.focusWidget() is rep.window.search:
            break
        here = QApplication.focusWidget()
        assert here is not None
        rep.press(Key.Key_Escape)
        assert rep.window.search.hasFocus(), (focus, here)
        here.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        pytest.fail("the tab key does not come round")


def test_the_tab_key_goes_from_the_list_over_the_card_to_the_sync(rep: Any) -> None:
    rep.type("too expensive")
    window, seen = rep.window, list[QWidget | None]()
    while not seen or seen[-1] is not window.search:
        rep.press(Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    buttons = window.sync_line.findChildren(QToolButton)
    outcomes = list(window.pane.log_bar.buttons.values())
    wanted = [window.results, window.pane.browser, *outcomes, *buttons]
    assert [one for one in seen if one in wanted] == wanted


def test_esc_in_an_empty_search_leads_from_a_card_to_the_page_before(rep: Any) -> None:
    rep.press(Key.Key_J, Ctrl)
    rep.session.read("freezer-night")
    rep.settle()
    assert rep.window.pane.shows_card
    rep.window.search.setFocus()
    rep.press(Key.Key_Escape)
    assert rep.window.pane.page == "my_log"
    assert rep.session.open_card is None


def test_a_card_from_elsewhere_is_not_what_the_list_has_chosen(rep: Any) -> None:
    rep.type("too expensive")
    assert rep.window.results.currentIndex().isValid()
    rep.press(Key.Key_F6)
    assert rep.session.open_card.card.id == "too-expensive-es"
    assert rep.window.results.currentIndex().isValid(), "in another language it is the same"
    rep.session.read("freezer-night")
    rep.settle()
    assert not rep.window.results.currentIndex().isValid()


def test_a_click_in_the_list_takes_the_focus_from_a_page_to_the_search(rep: Any) -> None:
    rep.library.events.log_usage(Usage(card_id="freezer-night", revision=1, outcome=Outcome.WORKED))
    rep.press(Key.Key_J, Ctrl)
    assert rep.desktop.features.my_log.page.list.hasFocus()
    results = rep.window.results
    place = results.visualRect(rep.window.model.index(1, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    rep.settle()
    assert rep.window.pane.shows_card
    assert rep.window.search.hasFocus()


def test_the_list_has_its_width_again_after_large_text(rep: Any) -> None:
    split = rep.window.findChild(QSplitter)
    before = split.sizes()
    rep.press(Key.Key_B, Ctrl)
    rep.press(Key.Key_N, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    rep.type("Renewal")
    rep.press(Key.Key_Return)
    for _step in range(8):
        rep.window.actions_.larger.trigger()
    rep.window.resize(1000, 800)
    rep.bot.wait(50)
    rep.window.actions_.normal.trigger()
    rep.bot.wait(50)
    assert split.sizes()[0] == before[0]
