"""The calendar behind Today: given, read again, taken away, and never told to anybody."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ui.today.acting import Key, answer_sheet, desk, event, soon, use, words


def test_a_calendar_without_meetings_says_so(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics())
    assert "No meetings in the next 7 days." in words(rep)


def test_it_is_read_again_when_it_changed_and_works_when_the_file_is_gone(
    rep: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon()))
    file = ics(event(timedelta(hours=2), "Moved – Harbour Bistro"))
    desk(rep).read_calendar()
    rep.settle()
    assert any(text.startswith("Moved – Harbour Bistro.") for text in words(rep))
    file.unlink()
    desk(rep).read_calendar()
    rep.settle()
    said = words(rep)
    assert any(text.startswith("Moved – Harbour Bistro.") for text in said)
    assert any("my.ics cannot be read" in text for text in said)


def test_the_sheet_says_what_is_wrong_and_keeps_what_was_there(
    rep: Any, ics: Callable[..., Path], tmp_path: Path
) -> None:
    use(rep, ics(soon()))
    page = tmp_path / "page.ics"
    page.write_text("<html>Sign in</html>")
    rep.window.actions_.calendar.trigger()
    sheet = desk(rep).sheet
    assert "In use: my.ics · 1 meeting in the next 7 days" in sheet.state.text()
    answer_sheet(rep, str(page))
    assert sheet.isVisible()
    assert "is a web page, not a calendar" in sheet.problem.text()
    assert "iCal format" in sheet.problem.text()
    rep.press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert any(text.startswith("Proposal – Harbour Bistro.") for text in words(rep))


def test_the_calendar_is_taken_away_with_all_that_was_in_it(
    rep: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon()))
    rep.window.actions_.calendar.trigger()
    rep.click(desk(rep).sheet.remove)
    rep.settle()
    assert any(text.startswith("Show my next meetings") for text in words(rep))
    assert rep.library.desk_state.get("calendar") is None
    assert rep.library.desk_state.get("calendar_meetings") is None


def test_nothing_of_the_calendar_reaches_the_outbox_a_log_or_a_file(
    rep: Any, ics: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        file = ics(soon(), event(timedelta(hours=5), "Zyzzyva – Secret Holdings", "BEGIN\\nplain"))
        use(rep, file)
        rep.press(Key.Key_Home)
        rep.press(Key.Key_Down)
        rep.press(Key.Key_F5)
    assert rep.library.events.recent() == []
    assert "Zyzzyva" not in caplog.text
    assert "Harbour" not in caplog.text
    written = [one for one in rep.library.folder.rglob("*") if one.is_file()]
    assert written
    for one in written:
        assert b"Zyzzyva" not in one.read_bytes(), one
