"""The card beside the list: none while one types on, at once when the rep asks for it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from enablement.errors import LibraryError
from enablement.search.facets import Facets
from enablement.ui.values import OpenCard

Key = Qt.Key


@pytest.fixture
def opened(rep: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that are read from the library, in order."""
    read: list[str] = []
    desk = rep.session._desk
    open_card: Callable[[str], OpenCard | None] = desk.open_card

    def noting(card_id: str) -> OpenCard | None:
        read.append(card_id)
        return open_card(card_id)

    monkeypatch.setattr(desk, "open_card", noting)
    return read


def type_slowly(rep: Any, text: str) -> None:
    """Type at the pace of a person: each letter is answered before the next one comes."""
    for letter in text:
        QTest.keyClicks(rep.window.search, letter)
        rep.bot.wait(25)


def test_typing_on_opens_one_card_and_not_one_for_each_letter(rep: Any, opened: list[str]) -> None:
    type_slowly(rep, "freezer night")
    assert rep.titles()[0] == "Saint Orrin saved a freezer", "the list has been answered"
    assert opened == []
    rep.settle()
    assert opened == ["freezer-night"]
    assert rep.window.pane.shows_card


def test_enter_opens_the_best_card_at_once_and_reads_it(rep: Any, opened: list[str]) -> None:
    type_slowly(rep, "expensive")
    assert opened == []
    QTest.keyClick(rep.window.search, Key.Key_Return)
    rep.bot.waitUntil(lambda: bool(opened), timeout=100)
    rep.settle()
    assert opened == ["too-expensive"]
    assert rep.window.pane.browser.hasFocus()
    assert "13 dollars a day" in rep.page()


def test_a_log_names_the_best_card_though_it_was_not_open_yet(rep: Any, opened: list[str]) -> None:
    rep.type("freezer")
    rep.window.search.selectAll()
    type_slowly(rep, "too expensive")
    QTest.keyClick(rep.window.search, Key.Key_F2)
    rep.settle()
    assert [log["card_id"] for log in rep.logs()] == ["too-expensive"]


def test_the_arrow_keys_open_a_card_at_once(rep: Any, opened: list[str]) -> None:
    type_slowly(rep, "expensive")
    QTest.keyClick(rep.window.search, Key.Key_Down)
    rep.bot.waitUntil(lambda: bool(opened), timeout=100)
    assert opened == [rep.window.model.row_at(1).card_id]


def test_a_card_that_was_to_be_opened_stays_away_when_the_box_is_cleared(rep: Any) -> None:
    type_slowly(rep, "freezer")
    rep.window.search.clear_all()
    rep.settle()
    assert rep.session.open_card is None
    assert not rep.window.pane.shows_card


def test_the_list_is_shown_before_it_is_counted_what_it_can_be_filtered_by(
    rep: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    rep.session.found.connect(lambda found, _fresh: told.append(f"found {found.text}"))
    rep.session.counted.connect(lambda found, _choices: told.append(f"counted {found.text}"))
    count = Facets.count

    def counting(*args: Any) -> Any:
        told.append("counting")
        return count(*args)

    monkeypatch.setattr(Facets, "count", counting)
    for text in ("night", "freezer"):  # the first is overtaken
        rep.window.search.put(text)
        rep.bot.waitUntil(lambda text=text: f"found {text}" in told)
    rep.settle()
    assert told == ["found night", "found freezer", "counting", "counted freezer"]


def test_what_can_wait_begins_once_after_the_first_list(rep: Any) -> None:
    rep.desktop.speak("es")
    lulls = QSignalSpy(rep.session.lull)
    assert rep.desktop.features.today.desk is None
    for words in ("car", "caro"):
        rep.session.search(words)
        rep.settle()
    assert lulls.count() == 1
    assert rep.desktop.features.today.desk is not None


def test_what_can_wait_begins_though_the_first_search_failed(
    rep: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_ask: object) -> None:
        raise LibraryError("The disk did not take it.")

    rep.desktop.speak("es")
    lulls = QSignalSpy(rep.session.lull)
    monkeypatch.setattr(rep.session._desk, "search", fail)
    rep.session.search_again()
    rep.settle()
    assert lulls.count() == 1
