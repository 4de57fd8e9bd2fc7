"""Garbage is looked for on the thread of the windows, whoever makes it."""

import gc
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from enablement.ui.tasks import Lane
from enablement.ui.tidying import Tidying


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Let later tests look through everything again."""
    yield
    gc.unfreeze()


class Part(QObject):
    """A part of a window with a timer, in a ring that only a search finds."""

    gone_in: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(10_000)

    def __del__(self) -> None:
        Part.gone_in.append(threading.current_thread().name)


def test_parts_of_a_window_go_where_they_were_made(qtbot: QtBot) -> None:
    Part.gone_in.clear()
    tidying, lane = Tidying(), Lane("db")
    tidying.begin()
    for _number in range(50):
        Part()
    kept: list[list[int]] = []
    lane.submit("much", lambda: kept.extend([n] for n in range(50_000)), lambda _done: None)
    qtbot.waitUntil(lambda: len(Part.gone_in) == 50, timeout=20_000)
    lane.close()
    assert set(Part.gone_in) == {threading.main_thread().name}
    assert QThread.currentThread().isMainThread()


def test_it_begins_once(qtbot: QtBot) -> None:
    tidying = Tidying()
    tidying.begin()
    kept = gc.get_freeze_count()
    later = [[number] for number in range(1_000)]
    tidying.begin()
    assert gc.get_freeze_count() < kept + len(later)
