"""The lines of the palette, under Qt's own tester."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from enablement.ui.models.commands import Command, CommandModel, sorted_commands

SYNC = Command("sync", "Sync now", "Desk", "F5", "refresh")
DARK = Command("looks.dark", "Dark", "View › Colours")
PRINT = Command("print", "Print…", "Brief", "Ctrl+P")
ALL = [SYNC, DARK, PRINT]


def test_the_model_keeps_its_word(qtbot: object) -> None:
    model = CommandModel()
    _tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(ALL)
    assert model.rowCount() == 3
    first = model.index(0, 0)
    assert model.data(first) == "Sync now"
    assert model.data(first, Qt.ItemDataRole.AccessibleTextRole) == "Sync now, Desk, F5"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Dark, View › Colours"
    )
    model.show([])
    assert model.rowCount() == 0
    assert model.command_at(0) is None


def test_recent_ones_come_first_until_something_is_typed() -> None:
    assert sorted_commands(ALL, "", ()) == ALL
    assert sorted_commands(ALL, "", ("print", "gone", "looks.dark")) == [PRINT, DARK, SYNC]
    assert sorted_commands(ALL, "r", ()) == [DARK, PRINT]
    assert sorted_commands(ALL, "colours", ("print",)) == [DARK]
    assert sorted_commands(ALL, "zeppelin", ()) == []
