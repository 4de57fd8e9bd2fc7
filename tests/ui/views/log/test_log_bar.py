"""The bar under the card: how it names the meeting that the next log carries."""

from typing import Any

from PySide6.QtTest import QTest


def test_the_meeting_is_shortened_to_its_account_rather_than_cut(rep: Any) -> None:
    rep.session.memory.begin("Saint Orrin", "negotiation")
    rep.type("too expensive")
    bar = rep.window.pane.log_bar
    rep.window.resize(1920, 1000)
    QTest.qWait(10)
    assert bar.meeting.text() == "Saint Orrin · negotiation"
    rep.window.resize(1180, 800)
    QTest.qWait(10)
    assert bar.meeting.text() == "Saint Orrin"
    assert "negotiation" in bar.meeting.accessibleName()
    assert "negotiation" in bar.meeting.toolTip()


def test_no_empty_chip_is_left_when_the_panel_for_words_closes(rep: Any) -> None:
    rep.type("too expensive")
    bar = rep.window.pane.log_bar
    bar.show_panel(on=True)
    bar.show_panel(on=False)
    assert bar.add.isVisible()
    assert not bar.meeting.isVisible()
