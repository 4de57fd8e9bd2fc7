"""Reading a card as a rep does: block by block, in the other language, and what changed in it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from enablement.library.library import Library
from enablement.sync.protocol import Question

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def changed(library: Library, deck: Any, open_desk: Callable[[], Any]) -> Any:
    """A rep whose card came with another figure and another date."""
    deck.sync_in(library, deck.all, revision=2)
    newer = deck.expensive.model_copy(
        update={"body": deck.expensive.body.replace("13 dollars", "12 dollars")}
    )
    deck.sync_in(library, (newer, *deck.all[1:]), revision=3)
    deck.enrol(library)
    rep = open_desk()
    rep.type("too expensive")
    return rep


def links(rep: Any) -> list[str]:
    """Where the links of the page lead."""
    found, block = [], rep.window.pane.browser.document().begin()
    while block.isValid():
        for piece in block:
            href = piece.fragment().charFormat().anchorHref()
            if href and href not in found:
                found.append(href)
        block = block.next()
    return found


def test_blocks_are_taken_into_view_one_by_one(rep: Any) -> None:
    rep.type("too expensive")
    seen = []
    for _step in range(4):
        rep.press(Key.Key_Down, Ctrl)
        seen.append((rep.session.block, rep.window.pane.browser.chosen))
    assert seen == [(key, key) for key in ("say_this", "proof", "avoid", "avoid")]
    rep.press(Key.Key_Up, Ctrl)
    assert rep.session.block == "proof"
    assert rep.window.search.hasFocus(), "the rep goes on typing"


def test_the_last_block_comes_first_from_below(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Up, Ctrl)
    assert rep.session.block == "avoid"


def test_a_block_in_view_is_brought_into_sight(rep: Any) -> None:
    rep.window.resize(900, 560)
    for _step in range(5):
        rep.press(Key.Key_Plus, Ctrl)
    rep.type("too expensive")
    browser = rep.window.pane.browser
    assert browser.verticalScrollBar().maximum() > 0
    for _step in range(3):
        rep.press(Key.Key_Down, Ctrl)
    box = browser.box_of("avoid")
    down = browser.verticalScrollBar().value()
    assert down <= box.place.top() < down + browser.viewport().height()
    rep.press(Key.Key_0, Ctrl)


def test_escape_lets_go_of_the_block_before_it_leaves_the_card(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Down, Ctrl)
    rep.press(Key.Key_Escape)
    assert (rep.session.block, rep.window.pane.browser.hasFocus()) == ("", True)
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()


def test_a_click_takes_a_block_into_view_and_one_beside_lets_go(rep: Any) -> None:
    rep.type("too expensive")
    browser = rep.window.pane.browser
    middle = browser.box_of("proof").place.center().toPoint()
    QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert rep.session.block == "proof"
    below = QPoint(middle.x(), browser.viewport().height() - 2)
    QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert rep.session.block == ""


def test_another_card_has_no_block_in_view(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_Down, Ctrl)
    rep.press(Key.Key_Down)
    assert rep.session.block == ""
    rep.press(Key.Key_Down, Ctrl)
    rep.window.search.clear()
    rep.settle()
    assert rep.session.block == ""


def test_the_log_names_the_block_in_view(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Down, Ctrl)
    rep.press(Key.Key_F2)
    assert rep.logs()[0]["block"]


def test_the_other_language_is_one_key_away_and_back(rep: Any) -> None:
    rep.type("too expensive")
    assert rep.window.pane.header.also.text() == "also in Spanish (F6)"
    rep.press(Key.Key_Down, Ctrl)
    rep.press(Key.Key_F6)
    assert rep.session.open_card.card.id == "too-expensive-es"
    assert rep.session.block == "say_this"
    assert "13 dólares" in rep.page()
    rep.press(Key.Key_F6)
    assert rep.session.open_card.card.id == "too-expensive"


def test_the_link_in_the_head_does_the_same(rep: Any) -> None:
    rep.type("too expensive")
    rep.click(rep.window.pane.header.also)
    assert rep.session.open_card.card.id == "too-expensive-es"
    assert rep.session.block == "", "none was in view before"


def test_a_sync_leaves_the_other_language_where_it_is(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F6)
    rep.session.search_again()
    rep.settle()
    assert rep.session.open_card.card.id == "too-expensive-es"
    assert "13 dólares" in rep.page()


def test_the_block_stays_in_view_when_the_card_is_read_anew(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Up, Ctrl)
    rep.session.search_again()
    rep.settle()
    assert (rep.session.block, rep.window.pane.browser.chosen) == ("avoid", "avoid")


def test_without_a_translation_there_is_nothing_to_press(rep: Any) -> None:
    rep.type("freezer")
    assert not rep.window.actions_.other_language.isEnabled()
    assert not rep.window.actions_.difference.isEnabled()
    assert rep.window.pane.header.also.isHidden()


def test_f7_shows_what_changed_and_leads_back(changed: Any) -> None:
    assert "Changed since revision 2: Say this" in changed.page()
    changed.press(Key.Key_F7)
    assert "is − 13 + 12 dollars" in changed.page()
    assert "Unchanged: Proof, Avoid" in changed.page()
    changed.press(Key.Key_F7)
    assert "Changed since revision 2" in changed.page()
    assert "−" not in changed.page()


def test_escape_leads_from_the_difference_to_the_card(changed: Any) -> None:
    changed.press(Key.Key_Return)
    changed.press(Key.Key_F7)
    changed.press(Key.Key_Escape)
    assert "Changed since revision 2" in changed.page()
    assert changed.window.pane.browser.hasFocus()


def test_a_block_can_be_taken_into_view_from_the_difference(changed: Any) -> None:
    changed.press(Key.Key_F7)
    changed.press(Key.Key_Down, Ctrl)
    assert changed.session.block == "say_this"
    assert "−" not in changed.page()


def test_who_looks_at_the_difference_has_seen_the_change(changed: Any, library: Library) -> None:
    seen: list[list[str]] = []
    changed.desktop.features.reading.changes_seen.connect(seen.append)
    changed.press(Key.Key_F7)
    assert seen == [["too-expensive"]]
    assert library.changes.open() == []
    changed.session.search_again()
    changed.settle()
    assert "Changed since" not in changed.page()
    assert changed.window.actions_.difference.isEnabled()


def test_what_was_seen_is_no_news_for_today_either(changed: Any) -> None:
    button = changed.window.nav.buttons["today"]
    assert button.accessibleName() == "Today, 1"
    changed.press(Key.Key_F7)
    changed.settle()
    assert button.accessibleName() == "Today"


def test_who_logs_the_card_has_seen_the_change(changed: Any, library: Library) -> None:
    changed.press(Key.Key_F2)
    assert library.changes.open() == []


def test_who_reads_for_a_while_has_seen_the_change(changed: Any, library: Library) -> None:
    assert library.changes.open() != []
    changed.bot.waitUntil(lambda: not library.changes.open(), timeout=15_000)


def test_a_card_that_was_only_passed_by_is_still_news(changed: Any, library: Library) -> None:
    changed.window.search.clear()
    changed.settle()
    assert len(library.changes.open()) == 1
    assert not changed.desktop.features.reading._read.isActive()


def test_a_thread_is_opened_by_its_line(rep: Any, library: Library) -> None:
    event = library.events.log_question(Question(card_id="too-expensive", revision=1, text="So?"))
    opened: list[str] = []
    rep.desktop.features.reading.thread_opened.connect(opened.append)
    rep.type("too expensive")
    assert links(rep) == [f"desk:thread/{event.event_id}"]
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Tab)
    rep.press(Key.Key_Return)
    assert opened == [event.event_id]
