"""The search as a rep uses it: misspelt words, filters, other languages, a pasted mail."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from enablement.cards.model import Card, CardKind
from enablement.library.library import Library

Key = Qt.Key
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MAIL = "Hello,\nit is too expensive for us.\n\nBest regards"


def submenu(menu: QMenu, title: str) -> list[str]:
    """What a part of the menu of filters offers."""
    part = next(action.menu() for action in menu.actions() if action.text() == title)
    assert isinstance(part, QMenu)
    return [action.text() for action in part.actions()]


def card(number: int, kind: CardKind = CardKind.OBJECTION, language: str = "en") -> Card:
    return Card(
        id=f"card-{number:03}", kind=kind, title=f"Invoice {number:03}", language=language,
        summary="An invoice.", says=("the invoice is late",), products=("pulse",),
        body="## Say this\n\nYour invoice comes on the first.\n",
    )  # fmt: skip


# Typing errors


def test_a_correction_is_said_and_taken_back_at_a_click(rep: Any) -> None:
    rep.type("expensve")
    line = rep.window.head.correction
    assert line.isVisible()
    assert line.words.accessibleName() == "Showing results for expensive"
    assert line.button.text() == "Search for “expensve” instead"
    rep.click(line.button)
    assert not line.isVisible()
    assert rep.window.pane.message.title == "Nothing found for exactly “expensve”"
    assert rep.window.search.hasFocus()


def test_the_way_back_has_a_key_and_typing_on_forgets_it(rep: Any) -> None:
    rep.type("expensve")
    rep.press(Key.Key_E, Ctrl)
    assert rep.session.ask.verbatim
    rep.press(Key.Key_Backspace)
    assert not rep.session.ask.verbatim
    assert rep.titles()
    rep.press(Key.Key_E, Ctrl)
    assert rep.titles(), "without a correction the key does nothing"


# Filters


def test_filters_stand_under_the_box_with_their_counts(rep: Any) -> None:
    assert rep.chips() == ["Objection 2", "Story 1", "Pulse 1", "Spanish 1"]
    rep.click(rep.window.filters.shown[1])
    assert rep.chips()[0] == "×Objection 2"
    assert rep.titles() == ["It costs too much", "Your competitor is cheaper"]
    assert rep.window.head.count.text() == "2 cards"
    assert rep.window.search.hasFocus(), "a click leaves the cursor in the box"


def test_filters_stay_while_typing_and_escape_in_the_empty_box_clears_them(rep: Any) -> None:
    rep.click(rep.window.filters.shown[2])
    rep.type("night")
    assert rep.titles() == ["Saint Orrin saved a freezer"]
    assert "×Story 1" in rep.chips()
    rep.press(Key.Key_Escape)
    assert rep.window.search.text() == ""
    assert rep.session.ask.chosen
    rep.press(Key.Key_Escape)
    assert not rep.session.ask.chosen
    assert len(rep.titles()) == 3


def test_filters_by_keys_alone(rep: Any) -> None:
    rep.press(Key.Key_Tab)
    filters = rep.window.filters
    assert filters.first.hasFocus()
    rep.press(Key.Key_Right)
    rep.press(Key.Key_Right)
    assert filters.shown[2].hasFocus()
    rep.press(Key.Key_Space)
    assert rep.session.ask.chosen == (("kind", "story"),)
    assert filters.shown[1].hasFocus(), "the focus stays on the filter, which is first now"
    rep.press(Key.Key_Return)
    assert rep.session.ask.chosen == ()
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()


def test_typing_on_a_filter_goes_on_in_the_box(rep: Any) -> None:
    rep.type("free")
    rep.press(Key.Key_Tab)
    rep.type("zer")
    assert rep.window.search.hasFocus()
    assert rep.window.search.text() == "freezer"


def test_the_menu_of_filters_has_them_all(rep: Any) -> None:
    rep.press(Key.Key_F, Ctrl | Shift)
    menu = rep.window.filters.menu
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()] == ["Kind", "Product", "Language"]
    assert submenu(menu, "Kind") == ["Objection\t2", "Story\t1"]
    assert submenu(menu, "Language") == ["English\t3", "Spanish\t1"]
    part = menu.actions()[1].menu()
    part.actions()[0].trigger()
    menu.close()
    rep.settle()
    assert rep.session.ask.chosen == (("products", "pulse"),)


def test_filters_that_leave_nothing_are_named_and_taken_off_by_key(rep: Any) -> None:
    rep.click(rep.window.filters.shown[2])
    rep.type("too expensive")
    assert rep.lines()[0] == "# Nearest cards"
    assert rep.chips()[0] == "×Story 0"
    rep.press(Key.Key_L, Ctrl | Shift)
    assert rep.titles()[0] == "It costs too much"


# Languages


def test_other_languages_are_a_group_of_their_own(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    spanish = deck.costoso.model_copy(update={"translation_of": None, "says": ("pulse",)})
    deck.put(library, (deck.expensive, spanish))
    deck.enrol(library, languages=("en",))
    rep = open_desk()
    rep.type("pulse")
    assert rep.lines() == ["It costs too much", "# 1 more in Spanish", "Cuesta demasiado"]
    rep.press(Key.Key_Down)
    assert rep.session.open_card.card.title == "Cuesta demasiado", "the header is passed over"
    rep.press(Key.Key_Up)
    assert rep.session.open_card.card.title == "It costs too much"


def test_the_arrows_pass_a_header_in_the_list_too(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    spanish = deck.costoso.model_copy(update={"translation_of": None, "says": ("pulse",)})
    deck.put(library, (deck.expensive, spanish))
    deck.enrol(library, languages=("en",))
    rep = open_desk()
    rep.type("pulse")
    rep.window.results.setFocus()
    rep.press(Key.Key_Down)
    assert rep.window.results.currentIndex().row() == 2
    rep.press(Key.Key_Home)
    assert rep.window.results.currentIndex().row() == 0


def test_a_translation_is_a_tag_of_its_card(rep: Any) -> None:
    rep.type("too expensive")
    assert rep.window.model.row_at(0).also == ("es",)


# A text that was pasted


def test_a_pasted_mail_is_kept_whole_and_taken_apart(rep: Any) -> None:
    rep.paste(MAIL)
    box = rep.window.search
    assert (box.text(), box.content) == ("", MAIL)
    assert box.pasted_as == "Pasted text, 9 words"
    assert rep.session.ask.text == MAIL
    assert "It costs too much" in rep.titles()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Backspace])
def test_a_pasted_mail_is_cleared_by_a_key(rep: Any, key: Qt.Key) -> None:
    rep.paste(MAIL)
    rep.press(key)
    assert rep.window.search.content == ""
    assert rep.window.pane.page == "today"


def test_typing_replaces_a_pasted_mail(rep: Any) -> None:
    rep.paste(MAIL)
    rep.type("freezer")
    assert rep.window.search.content == "freezer"
    assert rep.titles()[0] == "Saint Orrin saved a freezer"


def test_a_few_pasted_words_are_words(rep: Any) -> None:
    rep.paste("too expensive\n")
    assert rep.window.search.text().strip() == "too expensive"
    assert rep.window.search.pasted_as == ""


def test_nothing_of_a_mail_is_noted_by_itself(rep: Any) -> None:
    rep.paste("Xkcdqq wvvzt\nqqzzx vvkkj")
    assert rep.window.pane.message.title == "No card answers the text that you pasted"
    rep.press(Key.Key_Return)
    assert rep.logs() == []


# Long lists, and searches done before


def test_a_long_list_grows_when_its_end_comes_near(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    deck.put(library, tuple(card(number) for number in range(45)))
    deck.enrol(library)
    rep = open_desk()
    rep.type("invoice")
    at_first = len(rep.titles())
    assert at_first < 12, "no more than fill the list"
    assert rep.window.results.visualRect(rep.window.model.index(at_first - 1, 0)).top() >= (
        rep.window.results.viewport().height()
    )
    assert rep.window.head.count.text() == "45 cards found"
    for _page in range(12):
        rep.press(Key.Key_PageDown)
    assert len(rep.titles()) == len(set(rep.titles())) == 45
    chosen = rep.window.results.currentIndex().row()
    assert chosen > 20
    assert rep.session.open_card.card.title == rep.titles()[chosen]


def test_of_a_very_long_list_only_what_is_near_is_loaded(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    deck.put(library, tuple(card(number) for number in range(2000)))
    deck.enrol(library)
    rep = open_desk()
    at_first = len(rep.titles())
    assert 0 < at_first <= 60
    rep.window.results.setFocus()
    for _page in range(20):
        rep.press(Key.Key_PageDown)
    loaded = len(rep.titles())
    assert at_first < loaded < 600
    assert rep.window.results.currentIndex().row() <= loaded


def test_searches_that_led_to_a_card_are_at_hand(rep: Any) -> None:
    rep.type("freezer")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Escape)
    rep.press(Key.Key_Escape)
    rep.type("zeppelin")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Escape)
    assert rep.session.recents.texts == ("freezer",)
    rep.press(Key.Key_H, Ctrl)
    menu = next(
        m for m in rep.window.findChildren(QMenu) if m.accessibleName() == "Recent searches"
    )
    assert [action.text() for action in menu.actions()] == [
        "freezer", "", "Forget these searches",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.close()
    rep.settle()
    assert rep.titles()[0] == "Saint Orrin saved a freezer"
