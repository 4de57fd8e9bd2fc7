"""The list model, watched by Qt's own tester."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enablement.cards.model import CardKind
from enablement.ui.models.results import ResultModel, ResultRole
from enablement.ui.values import Row


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
    model.show_rows(rows("a", "b"))
    with qtbot.waitSignal(model.modelReset):
        model.show_rows(rows("c"))
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) == 0
    model.show_rows(())
    assert model.rowCount() == 0


def test_equal_rows_leave_the_views_alone(model: ResultModel, qtbot: QtBot) -> None:
    model.show_rows(rows("a"))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_rows(rows("a"))


def test_a_row_says_what_it_is(model: ResultModel) -> None:
    model.show_rows(rows("a", "old"))
    index = model.index(1, 0)
    assert index.data() == "Title old"
    assert index.data(ResultRole.CARD_ID) == "old"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Story. Title old. Not verified. text. why"
    )
    assert model.data(model.index(5, 0)) is None


def test_cards_are_found_by_id(model: ResultModel) -> None:
    model.show_rows(rows("a", "b"))
    assert (model.position_of("b"), model.position_of("x"), model.row_at(9)) == (1, -1, None)
