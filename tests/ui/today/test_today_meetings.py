"""The next meetings on Today: each with its cards, its brief and whose it is, by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtTest import QSignalSpy, QTest

from tests.ui.today.acting import CONTROL, Key, event, focused, soon, use, words


def test_the_next_meeting_stands_with_its_cards(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics(soon()))
    said = words(rep)
    assert any(
        text.startswith("Proposal – Harbour Bistro. ")
        and "in 26 min. " in text
        and "Quay 4" in text
        for text in said
    )
    assert "Objection: It costs too much. “They say it costs too much”" in said


def test_enter_opens_its_card_and_tells_whose_meeting_it_is(
    rep: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon()))
    opened = QSignalSpy(rep.desktop.features.today.meeting_opened)
    assert focused(rep).startswith("Objection: It costs too much")
    rep.press(Key.Key_Return)
    assert "13 dollars" in rep.page()
    assert rep.window.pane.browser.hasFocus()
    assert [one[0].account for one in (opened.at(n) for n in range(opened.count()))] == [
        "Harbour Bistro"
    ]


def test_a_brief_is_asked_for_with_the_cards_of_the_meeting(
    rep: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon()))
    wanted = QSignalSpy(rep.desktop.features.today.brief_wanted)
    rep.press(Key.Key_Down)
    assert focused(rep) == "Make a brief for Proposal – Harbour Bistro"
    rep.press(Key.Key_Space)
    meeting, card_ids = wanted.at(0)
    assert (meeting.title, card_ids) == ("Proposal – Harbour Bistro", ("too-expensive",))


def test_the_brief_of_a_meeting_opens(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics(soon()))
    rep.press(Key.Key_Down)
    rep.press(Key.Key_Return)
    rep.settle()
    assert rep.window.pane.page == "briefs"
    (brief,) = rep.library.briefs.all()
    assert (brief.title, brief.account) == ("Proposal – Harbour Bistro", "Harbour Bistro")
    assert brief.card_ids == ("too-expensive",)


def test_a_log_in_a_meeting_carries_the_account_only_when_the_rep_takes_it(
    rep: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon()))
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F2)
    assert "account" not in rep.logs()[0]
    rep.press(Key.Key_N, CONTROL)
    account = rep.window.pane.log_bar.panel.fields.account
    assert account.placeholderText() == "Harbour Bistro? The Down key takes it"
    account.setFocus()
    rep.press(Key.Key_Down)
    popup = account.completer().popup()
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    rep.press(Key.Key_Return)
    (logged,) = rep.logs()
    assert logged["account"] == "Harbour Bistro"
    assert "Quay" not in str(logged)
    assert "they say" not in str(logged).casefold()


def test_five_meetings_at_most_and_none_after_a_week(rep: Any, ics: Callable[..., Path]) -> None:
    events = [event(timedelta(days=n, hours=1), f"Meeting {n}") for n in range(9)]
    use(rep, ics(*events[4:], *events[:4]))
    said = [text.partition(".")[0] for text in words(rep) if text.startswith("Meeting ")]
    assert said == [f"Meeting {n}" for n in range(5)]


def test_a_running_meeting_is_now(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics(event(-timedelta(minutes=5), "Kickoff – Larkhaven")))
    assert any("now, until" in text for text in words(rep))
