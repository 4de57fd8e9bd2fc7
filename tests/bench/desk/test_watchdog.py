"""Whoever keeps the thread of the window is noticed."""

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bench.desk.watchdog import Watchdog, run_queue_clock


def test_a_block_is_noticed_with_what_was_done(qtbot: QtBot) -> None:
    dog = Watchdog()
    dog.start()
    qtbot.wait(20)
    dog.doing = "sleeping"
    QTimer.singleShot(0, lambda: time.sleep(0.12))
    qtbot.wait(200)
    dog.stop()
    longest = max(dog.blocks, key=lambda block: block.whole)
    assert longest.doing == "sleeping"
    assert longest.whole == pytest.approx(118, abs=40)
    assert 0 <= longest.own <= longest.whole


def test_the_clock_of_waiting_never_goes_back() -> None:
    clock = run_queue_clock()
    first = clock()
    assert clock() >= first >= 0.0
