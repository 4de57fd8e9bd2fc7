"""The list of cards and headers: choosing, paging, and the heights of its lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enablement.cards.model import CardKind
from enablement.ui.models.results import ResultModel
from enablement.ui.theme import Theme
from enablement.ui.values import Header, Item, Row
from enablement.ui.views.finding.result_list import ResultList

SENTENCE = "We already pay for another system and our people would have to learn a new one, so no."


def row(name: str) -> Row:
    return Row(name, 1, f"Title {name}", CardKind.STORY, "en", verified=True, text="text")


PASSAGES: tuple[Item, ...] = (
    Header("It is too expensive.", quoted=True), row("a"),
    Header(SENTENCE, quoted=True), row("b"), row("c"), Header("2 more in Spanish"), row("d"),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ResultList:
    model = ResultModel()
    made = ResultList(theme, model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    return made


@pytest.fixture
def chosen(view: ResultList) -> list[str]:
    said: list[str] = []
    view.chosen.connect(said.append)
    return said


def test_steps_pass_the_headers(view: ResultList, chosen: list[str]) -> None:
    view.show_items(PASSAGES, more=False)
    for _step in range(6):
        view.step(1)
    assert chosen == ["a", "b", "c", "d"]
    for _step in range(6):
        view.step(-1)
    assert chosen == ["a", "b", "c", "d", "c", "b", "a"]
    view.clear_choice()
    view.step(-1)
    assert chosen[-1] == "d"


def test_the_keys_of_the_list_pass_them_too(view: ResultList, chosen: list[str]) -> None:
    view.show_items(PASSAGES, more=False)
    view.step(1)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
    assert chosen == ["a", "b", "d", "c", "a"]


def test_a_click_on_a_header_chooses_nothing(view: ResultList, chosen: list[str]) -> None:
    view.show_items(PASSAGES, more=False)
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == []


def test_a_header_is_lower_than_a_card_and_a_long_sentence_has_two_lines(view: ResultList) -> None:
    view.show_items(PASSAGES, more=False)
    heights = [view.visualRect(view.model().index(n, 0)).height() for n in range(len(PASSAGES))]
    short, card, long, group = heights[0], heights[1], heights[2], heights[5]
    assert group <= short < long < card
    view.resize(900, 500)
    QTest.qWait(0)
    view.doItemsLayout()
    assert view.visualRect(view.model().index(2, 0)).height() == short


def test_the_header_above_the_first_card_comes_into_view(view: ResultList) -> None:
    view.show_items(PASSAGES + tuple(row(f"e{n}") for n in range(20)), more=False)
    view.step(1, by_page=True)
    view.step(1, by_page=True)
    assert view.verticalScrollBar().value() > 0
    for _step in range(40):
        view.step(-1)
    assert view.verticalScrollBar().value() == 0


def test_pages_reach_both_ends(view: ResultList, chosen: list[str]) -> None:
    view.show_items(tuple(row(f"{n}") for n in range(300)), more=False)
    for _page in range(120):
        view.step(1, by_page=True)
    assert chosen[-1] == "299"
    for _page in range(120):
        view.step(-1, by_page=True)
    assert chosen[-1] == "0"


def test_items_below_leave_scroll_and_choice(view: ResultList, chosen: list[str]) -> None:
    view.show_items([row(f"card-{n}") for n in range(400)], more=False)
    view.choose(399)
    QTest.qWait(50)
    bar = view.verticalScrollBar()
    place = bar.value()
    assert place == bar.maximum() > 1000
    view.show_below(400, (Header("Related, by meaning"), row("x")))
    QTest.qWait(50)
    assert (bar.value(), view.currentIndex().row()) == (place, 399)
    assert bar.maximum() > place
    view.step(1)
    assert chosen == ["card-399", "x"]
    view.show_below(400, (Header("Related, by meaning"), row("y")))
    assert view.model().index(401, 0).data() == "Title x", "the rep is there"
    view.show_below(400, ())
    assert (view.model().rowCount(), view.currentIndex().row()) == (400, 399)
    view.show_items([row("a"), row("b")], more=False)
    assert view.uniformItemSizes()
