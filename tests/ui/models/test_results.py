"""The list model, watched by Qt's own tester."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enablement.cards.model import CardKind
from enablement.ui.models.results import ResultModel, ResultRole
from enablement.ui.values import Header, Item, Row


def rows(*ids: str) -> tuple[Row, ...]:
    return tuple(
        Row(name, 1, f"Title {name}", CardKind.STORY, "en", name != "old", "text", (), "why")
        for name in ids
    )


@pytest.fixture
def model(qtbot: QtBot) -> ResultModel:
    made = ResultModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made, mode, made)
    return made


def test_rows_are_replaced_whole(model: ResultModel, qtbot: QtBot) -> None:
    model.show_items(rows("a", "b"))
    with qtbot.waitSignal(model.modelReset):
        model.show_items(rows("c"))
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) == 0
    model.show_items(())
    assert model.rowCount() == 0


def test_equal_rows_leave_the_views_alone(model: ResultModel, qtbot: QtBot) -> None:
    model.show_items(rows("a"))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_items(rows("a"))


def test_a_row_says_what_it_is(model: ResultModel) -> None:
    model.show_items(rows("a", "old"))
    index = model.index(1, 0)
    assert index.data() == "Title old"
    assert index.data(ResultRole.CARD_ID) == "old"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Story. Title old. Not verified. text. why"
    )
    assert model.data(model.index(5, 0)) is None


def test_a_header_is_read_and_never_chosen(model: ResultModel) -> None:
    model.show_items((*rows("a"), Header("3 more in Spanish"), *rows("b")))
    index = model.index(1, 0)
    assert index.data() == index.data(Qt.ItemDataRole.AccessibleTextRole) == "3 more in Spanish"
    assert not index.flags() & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
    assert model.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert model.row_at(1) is None
    assert (model.nearest(1, 1), model.nearest(1, -1)) == (2, 0)
    model.show_items((Header("Nearest cards"), *rows("a")))
    assert (model.nearest(0, -1), model.nearest(1, 1)) == (1, 1)
    model.show_items(())
    assert model.nearest(0, 1) == -1


def test_a_longer_list_leaves_what_stands(model: ResultModel, qtbot: QtBot) -> None:
    asked: list[bool] = []
    model.further.connect(lambda: asked.append(True))
    model.show_items(rows("a", "b"), more=True)
    for _time in range(2):
        model.fetchMore(QModelIndex())
    assert asked == [True]
    assert not model.canFetchMore(QModelIndex())
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        assert model.show_items(rows("a", "b", "c"))
    assert model.rowCount() == 3
    with qtbot.waitSignal(model.modelReset):
        assert not model.show_items(rows("b", "a", "c"))


def test_other_languages_are_said(model: ResultModel) -> None:
    row = replace(rows("a")[0], also=("es", "xx"))
    model.show_items((row,))
    assert "Also in Spanish, XX" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_cards_are_found_by_id(model: ResultModel) -> None:
    model.show_items(rows("a", "b"))
    assert (model.position_of("b"), model.position_of("x"), model.row_at(9)) == (1, -1, None)


def test_what_stands_below_comes_and_goes_alone(model: ResultModel, qtbot: QtBot) -> None:
    model.show_items(rows("a", "b"))
    below: tuple[Item, ...] = (Header("Related, by meaning"), *rows("c"))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        model.show_below(2, below)
    with qtbot.assertNotEmitted(model.rowsRemoved):
        model.show_below(2, below)
    model.show_below(2, (*below[:1], *rows("d", "e")))
    assert [model.position_of(name) for name in "abcde"] == [0, 1, -1, 3, 4]
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_below(2, ())
    assert model.rowCount() == 2
