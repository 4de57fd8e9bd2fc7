"""The model of the rep's own log, watched by Qt's own tester."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enablement.library.events import EventState, LoggedEvent
from enablement.ui.log.journal import Entry, Stand
from enablement.ui.models.my_log import Day, LogRole, MyLogModel

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


def entry(position: int, days: int = 0) -> Entry:
    event = LoggedEvent(
        f"event-{position}", "request", NOW - timedelta(days=days), {"text": "alarms"},
        EventState.WAITING, None, "", None, position,
    )  # fmt: skip
    return Entry(event, f"“alarms {position}”", (), Stand.WAITING)


def texts(model: MyLogModel) -> list[str]:
    return [str(model.index(n, 0).data()) for n in range(model.rowCount())]


@pytest.fixture
def model(qtbot: QtBot) -> MyLogModel:
    made = MyLogModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made, mode, made)
    return made


def test_entries_stand_under_their_days(model: MyLogModel) -> None:
    model.show_entries((entry(4), entry(3, 1), entry(2, 1), entry(1, 9)), NOW, more=False)
    assert texts(model) == [
        "Today", "“alarms 4”", "Yesterday", "“alarms 3”", "“alarms 2”", "1 Jun 2026", "“alarms 1”",
    ]  # fmt: skip
    assert isinstance(model.index(0, 0).data(LogRole.ITEM), Day)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.rowCount(model.index(1, 0)) == 0


def test_older_entries_are_asked_for_once_and_added_below(model: MyLogModel, qtbot: QtBot) -> None:
    asked: list[int] = []
    model.further.connect(asked.append)
    model.show_entries((entry(4), entry(3)), NOW, more=True)
    for _again in range(2):
        model.fetchMore(QModelIndex())
    assert asked == [3]
    assert not model.canFetchMore(QModelIndex())
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_further((entry(2), entry(1, 1)), more=False)
    assert texts(model)[-3:] == ["“alarms 2”", "Yesterday", "“alarms 1”"]
    model.show_further((), more=False)
    assert not model.canFetchMore(QModelIndex())


def test_an_entry_is_found_and_said(model: MyLogModel) -> None:
    model.show_entries((entry(2), entry(1)), NOW, more=False)
    assert model.position_of("event-1") == 2
    assert model.position_of("unknown") == -1
    assert model.nearest(0, 1) == 1
    assert model.nearest(0, -1) == 1
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Request. “alarms 2”. Waiting for the next sync: you can still change it"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Today"
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.entry_at(9) is None


def test_the_same_entries_stay_where_they_are(model: MyLogModel, qtbot: QtBot) -> None:
    model.show_entries((entry(2), entry(1)), NOW, more=False)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_entries((entry(2), entry(1)), NOW, more=False)
    with qtbot.waitSignal(model.modelReset):
        model.show_entries((entry(2),), NOW, more=False)


def test_nothing_is_nothing(model: MyLogModel) -> None:
    assert model.rowCount() == 0
    assert model.nearest(0, 1) == -1
    model.show_entries((), NOW, more=False)
    assert texts(model) == []
