"""Today, the first page: calm at first, back whenever nothing is asked, and walked by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from enablement.sync.threads import Fate
from tests.ui.today.acting import (
    CONTROL,
    Key,
    change,
    event,
    focused,
    refresh,
    soon,
    tell,
    thread,
    today,
    use,
    words,
)


def test_a_new_desk_is_calm_and_offers_searches_and_the_calendar(rep: Any) -> None:
    assert rep.window.pane.page == "today"
    assert rep.window.search.hasFocus()
    said = words(rep)
    assert "What did the buyer say?" in said
    assert any(text.startswith("Show my next meetings") and "never sent" in text for text in said)
    assert rep.window.nav.buttons["today"].text() == "Today"


def test_an_example_is_searched_at_a_key(rep: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    example = focused(rep)
    rep.press(Key.Key_Return)
    assert f"“{rep.window.search.content}”" == example
    assert rep.window.pane.page == "card"


def test_it_comes_back_when_the_search_is_emptied(rep: Any) -> None:
    rep.type("expensive")
    assert rep.window.pane.page == "card"
    rep.press(Key.Key_Escape)
    assert rep.window.pane.page == "today"


def test_typing_on_it_begins_a_search_and_escape_goes_back(rep: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    assert not rep.window.search.hasFocus()
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()
    rep.press(Key.Key_T, CONTROL)
    rep.type("f")
    rep.type("reezer")
    assert rep.window.search.text() == "freezer"


def test_turning_to_it_puts_the_open_card_away(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_F2)
    assert rep.logs() == []


def test_the_rows_are_reached_by_arrows_and_by_tab(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics(soon(), event(timedelta(hours=30), "Second")))
    names = [one.accessibleName() or one.text() for one in today(rep).buttons]
    walked = [focused(rep)]
    for _step in names[1:]:
        rep.press(Key.Key_Down)
        walked.append(focused(rep))
    assert walked == names
    rep.press(Key.Key_Home)
    rep.press(Key.Key_Tab)
    assert focused(rep) == names[1]
    rep.press(Key.Key_Home)
    rep.press(Key.Key_Up)
    assert rep.window.search.hasFocus()


def test_tab_walks_in_the_order_of_reading_and_back(
    rep: Any, deck: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon(), event(timedelta(hours=30), "Second – Larkhaven")))
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n}", "title": f"New {n}"}) for n in range(7)
    ]
    change(rep.library, deck, *deck.all, *new)
    tell(rep, thread(Fate.ANSWERED, "No, the larger counts."))
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    page = today(rep)
    names = [one.accessibleName() or one.text() for one in page.buttons]
    places = [one.mapTo(page.widget(), QPoint(0, 0)) for one in page.buttons]
    assert len(names) > 12
    assert [(at.y() // 20, at.x()) for at in places] == sorted(
        (at.y() // 20, at.x()) for at in places
    ), "the list of what can be chosen is what one reads"
    walked = [focused(rep)]
    for _step in names[1:]:
        rep.press(Key.Key_Tab)
        walked.append(focused(rep))
    assert walked == names
    for name in names[-2::-1]:
        rep.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert focused(rep) == name


def test_large_text_keeps_every_word(rep: Any, ics: Callable[..., Path], theme: Any) -> None:
    use(rep, ics(soon()))
    for _step in range(8):
        theme.zoom(1)
    try:
        QTest.qWait(10)
        page = today(rep)
        assert page.widget().width() <= max(
            page.viewport().width(), page.widget().minimumSizeHint().width()
        )
        for row in page.buttons:
            assert (
                row.height() >= row.heightForWidth(row.width())
                or row.height() >= row.sizeHint().height()
            )
    finally:
        theme.zoom(0)


def test_it_is_made_anew_in_a_turn_of_its_own_while_nobody_sees_it(rep: Any, deck: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    inside = today(rep).widget()
    rep.type("freezer")
    rep.settle()
    assert not today(rep).isVisible()
    change(
        rep.library, deck, *deck.all, deck.freezer.model_copy(update={"id": "new", "title": "New"})
    )
    refresh(rep)
    rep.bot.waitUntil(lambda: today(rep).widget() is not inside)
    assert not today(rep).isVisible()
    rep.press(Key.Key_T, CONTROL)
    assert [one for one in words(rep) if "New" in one]
