"""What marketing sent, on Today: changed cards and answers, seen, dismissed and brought back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from enablement.sync.threads import Fate
from tests.ui.today.acting import CONTROL, Key, change, focused, refresh, tell, thread, today, words


def test_changed_cards_come_first_with_what_changed(rep: Any, deck: Any) -> None:
    newer = deck.expensive.model_copy(
        update={"body": deck.expensive.body.replace("Write-offs fell 63%.", "Write-offs fell 70%.")}
    )
    fresh = deck.freezer.model_copy(update={"id": "new-story", "title": "A new story"})
    change(rep.library, deck, newer, deck.costoso, deck.freezer, fresh)
    refresh(rep)
    rows = [one.accessibleName() for one in today(rep).buttons if getattr(one, "dismisses", ())]
    assert rows == [
        "Changed. It costs too much. “Proof” changed",
        "Taken back. Your competitor is cheaper. Marketing took it back: do not use it any more.",
        "New. A new story. A call at two in the morning.",
    ]
    assert rep.window.nav.buttons["today"].text() == "Today  3"


def test_opening_news_is_seeing_it(rep: Any, deck: Any) -> None:
    newer = deck.expensive.model_copy(update={"title": "It costs far too much"})
    change(rep.library, deck, newer, deck.costoso, deck.cheaper, deck.freezer)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_Return)
    assert "13 dollars" in rep.page()
    refresh(rep)
    assert rep.library.changes.open() == []
    assert rep.window.nav.buttons["today"].text() == "Today"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_news_are_dismissed_by_a_key_and_brought_back(rep: Any, deck: Any, key: Qt.Key) -> None:
    change(rep.library, deck, deck.expensive, deck.costoso)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    before = focused(rep)
    rep.press(key)
    refresh(rep)
    assert len(rep.library.changes.open()) == 1
    assert focused(rep) != before
    rep.press(Key.Key_Z, CONTROL)
    rep.settle()
    assert len(rep.library.changes.open()) == 2
    assert focused(rep) == before, "what came back has the focus"


def test_what_is_brought_back_takes_no_focus_from_another_page(rep: Any, deck: Any) -> None:
    change(rep.library, deck, deck.expensive, deck.costoso)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_Delete)
    rep.press(Key.Key_Escape)
    rep.type("expensive")
    rep.press(Key.Key_Z, CONTROL)
    assert len(rep.library.changes.open()) == 2
    assert rep.window.search.hasFocus()


def test_how_many_are_shown_at_first_is_the_reps_choice_and_kept(rep: Any, deck: Any) -> None:
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n:02}", "title": f"New {n}"})
        for n in range(24)
    ]
    change(rep.library, deck, *deck.all, *new)
    refresh(rep)

    def rows() -> int:
        return sum(bool(getattr(one, "dismisses", ())) for one in today(rep).buttons)

    assert rows() == 5
    assert rep.window.nav.buttons["today"].text() == "Today  24"
    rep.press(Key.Key_T, CONTROL)
    for _step in range(8):
        rep.press(Key.Key_Down)
    assert focused(rep) == "Show 10 at first"
    rep.press(Key.Key_Return)
    rep.settle()
    assert rows() == 10
    assert focused(rep) == "Show 10 at first", "the rep's place stays"
    assert [one.hasFocus() for one in today(rep).buttons if one.isChecked()] == [True]
    assert rep.desktop.features.today._parts.preferences.budget == 10
    rep.press(Key.Key_Up)
    rep.press(Key.Key_Up)
    rep.press(Key.Key_Up)
    assert focused(rep) == "and 14 more"


def test_more_than_the_budget_waits_behind_a_button(rep: Any, deck: Any) -> None:
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n}", "title": f"New {n}"}) for n in range(9)
    ]
    change(rep.library, deck, *deck.all, *new)
    refresh(rep)

    def rows() -> list[Any]:
        return [one for one in today(rep).buttons if getattr(one, "dismisses", ())]

    assert len(rows()) == 5
    rep.press(Key.Key_T, CONTROL)
    for _step in range(5):
        rep.press(Key.Key_Down)
    assert focused(rep) == "and 4 more"
    rep.press(Key.Key_Return)
    assert len(rows()) == 9
    assert rows()[5].hasFocus()
    for _step in range(4):
        rep.press(Key.Key_Down)
    assert focused(rep) == "Dismiss all"
    rep.press(Key.Key_Return)
    refresh(rep)
    assert rows() == []
    rep.press(Key.Key_Z, CONTROL)
    refresh(rep)
    assert len(rep.library.changes.open()) == 9


def test_the_cross_dismisses_too(rep: Any, deck: Any) -> None:
    change(rep.library, deck, deck.expensive, deck.costoso, deck.cheaper)
    refresh(rep)
    (row,) = (one for one in today(rep).buttons if getattr(one, "dismisses", ()))
    rep.click(row._aside)
    refresh(rep)
    assert rep.library.changes.open() == []


def test_an_answer_is_shown_until_it_was_opened(rep: Any) -> None:
    tell(rep, thread(Fate.RECEIVED))
    refresh(rep)
    assert "Marketing answered you" not in words(rep)
    tell(rep, thread(Fate.ANSWERED, "No, the larger counts."))
    refresh(rep)
    assert "Marketing answered you" in words(rep)
    assert rep.window.nav.buttons["today"].text() == "Today  1"
    opened = QSignalSpy(rep.desktop.features.today.thread_opened)
    rep.press(Key.Key_T, CONTROL)
    assert focused(rep).startswith("Answered. “Does it stack?”. No, the larger counts.")
    rep.press(Key.Key_Return)
    rep.settle()
    assert opened.at(0) == ["t1"]
    refresh(rep)
    assert "Marketing answered you" not in words(rep)
    tell(rep, thread(Fate.CHANGED, "No, the larger counts."))
    refresh(rep)
    assert "Marketing answered you" in words(rep)
