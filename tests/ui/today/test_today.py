"""A rep begins the day: meetings with their cards, what is new, what marketing answered, by keyboard."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from enablement.cards.model import Card
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.sync.protocol import shard_of
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.views.today.meeting_head import MeetingHead

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def sample(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR", ""])


def event(begins: timedelta, title: str, notes: str = "", **more: str) -> str:
    start = datetime.now(UTC) + begins
    lines = [f"{name}:{value}" for name, value in more.items()]
    return "\r\n".join([
        "BEGIN:VEVENT", f"UID:{title}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=30):%Y%m%dT%H%M%SZ}", f"SUMMARY:{title}",
        f"DESCRIPTION:{notes}", *lines, "END:VEVENT",
    ])  # fmt: skip


def soon() -> str:
    """A meeting in less than 26 minutes, as long as a test of a slow machine takes."""
    begins = timedelta(minutes=25, seconds=55)
    return event(begins, "Proposal – Harbour Bistro", "They say it costs too much.",
                 LOCATION="Quay 4", ATTENDEE="mailto:tom@harbour.example")  # fmt: skip


def desk(rep: Any) -> Any:
    rep.bot.waitUntil(lambda: rep.desktop.features.today.desk is not None)
    rep.settle()
    return rep.desktop.features.today.desk


def today(rep: Any) -> Any:
    return desk(rep).page


def words(rep: Any) -> list[str]:
    """All that stands on the page: labels, rows and buttons."""
    page = today(rep).widget()
    labels = [one.text() for one in page.findChildren(QLabel) if one.text()]
    labels += [one.accessibleName() for one in page.findChildren(MeetingHead)]
    return [*labels, *(one.accessibleName() or one.text() for one in today(rep).buttons)]


def focused(rep: Any) -> str:
    """The name of what has the focus."""
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    return focus.accessibleName() or focus.text()


def tell(rep: Any, *threads: Thread) -> None:
    """Put threads into the library, as a sync would."""
    library: Library = rep.library
    data = {sha256(one.to_bytes()).hexdigest(): one for one in threads}
    library.cards.stage({digest: one.to_bytes() for digest, one in data.items()})
    kept = [one for one in library.cards.entries() if one.kind != "thread"]
    new = [
        HeldEntry("thread", one.thread_id, 1, digest, shard_of("thread", one.thread_id))
        for digest, one in data.items()
    ]
    with library.writing() as writer:
        library.cards.replace(writer, [*kept, *new], [], [])


def change(rep: Any, deck: Any, *cards: Card, revision: int = 2) -> None:
    """What a sync brings: these cards, told as changes."""
    library: Library = rep.library
    held = library.cards.hashes()
    changed = [
        HeldCard(card, revision, card.content_hash)
        for card in cards
        if held.get(card.id) != card.content_hash
    ]
    gone = set(held) - {card.id for card in cards}
    with library.writing() as writer:
        library.changes.record(writer, changed, gone)
    deck.put(library, cards, revision=revision)


@pytest.fixture
def ics(tmp_path: Path) -> Callable[..., Path]:
    """Write a calendar file of these events."""

    def write(*events: str) -> Path:
        file = tmp_path / "my.ics"
        file.write_text(sample(*events), "utf-8", newline="")
        return file

    return write


def use(rep: Any, file: Path) -> None:
    """Give the calendar as a rep does: from the offer on Today, by keyboard."""
    desk(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_End)
    rep.press(Key.Key_Return)
    answer_sheet(rep, str(file))
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)


def answer_sheet(rep: Any, text: str) -> None:
    """Type into the sheet once it is there, and go on."""
    rep.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is not rep.window)
    rep.type(text)
    rep.press(Key.Key_Return)
    rep.settle()


def refresh(rep: Any) -> None:
    rep.desktop.features.today.refresh()
    rep.settle()
    rep.settle()


# At the start


def test_a_new_desk_is_calm_and_offers_searches_and_the_calendar(rep: Any) -> None:
    assert rep.window.pane.page == "today"
    assert rep.window.search.hasFocus()
    said = words(rep)
    assert "What did the buyer say?" in said
    assert any(text.startswith("Show my next meetings") and "never sent" in text for text in said)
    assert rep.window.nav.buttons["today"].text() == "Today"


def test_an_example_is_searched_at_a_key(rep: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    example = focused(rep)
    rep.press(Key.Key_Return)
    assert f"“{rep.window.search.content}”" == example
    assert rep.window.pane.page == "card"


def test_it_comes_back_when_the_search_is_emptied(rep: Any) -> None:
    rep.type("expensive")
    assert rep.window.pane.page == "card"
    rep.press(Key.Key_Escape)
    assert rep.window.pane.page == "today"


def test_typing_on_it_begins_a_search_and_escape_goes_back(rep: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    assert not rep.window.search.hasFocus()
    rep.press(Key.Key_Escape)
    assert rep.window.search.hasFocus()
    rep.press(Key.Key_T, CONTROL)
    rep.type("f")
    rep.type("reezer")
    assert rep.window.search.text() == "freezer"


def test_turning_to_it_puts_the_open_card_away(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_F2)
    assert rep.logs() == []


# Meetings


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


def test_a_calendar_without_meetings_says_so(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics())
    assert "No meetings in the next 7 days." in words(rep)


def test_the_rows_are_reached_by_arrows_and_by_tab(rep: Any, ics: Callable[..., Path]) -> None:
    use(rep, ics(soon(), event(timedelta(hours=30), "Second")))
    names = [one.accessibleName() or one.text() for one in today(rep).buttons]
    walked = [focused(rep)]
    for _step in names[1:]:
        rep.press(Key.Key_Down)
        walked.append(focused(rep))
    assert walked == names
    rep.press(Key.Key_Home)
    rep.press(Key.Key_Tab)
    assert focused(rep) == names[1]
    rep.press(Key.Key_Home)
    rep.press(Key.Key_Up)
    assert rep.window.search.hasFocus()


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


# The sheet


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


# What is new


def test_changed_cards_come_first_with_what_changed(rep: Any, deck: Any) -> None:
    newer = deck.expensive.model_copy(
        update={"body": deck.expensive.body.replace("Write-offs fell 63%.", "Write-offs fell 70%.")}
    )
    fresh = deck.freezer.model_copy(update={"id": "new-story", "title": "A new story"})
    change(rep, deck, newer, deck.costoso, deck.freezer, fresh)
    refresh(rep)
    rows = [one.accessibleName() for one in today(rep).buttons if getattr(one, "dismisses", ())]
    assert rows == [
        "Changed. It costs too much. “Proof” changed",
        "Taken back. Your competitor is cheaper. Marketing took it back: do not use it any more.",
        "New. A new story. A call at two in the morning.",
    ]
    assert rep.window.nav.buttons["today"].text() == "Today  3"


def test_opening_news_is_seeing_it(rep: Any, deck: Any) -> None:
    newer = deck.expensive.model_copy(update={"title": "It costs far too much"})
    change(rep, deck, newer, deck.costoso, deck.cheaper, deck.freezer)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_Return)
    assert "13 dollars" in rep.page()
    refresh(rep)
    assert rep.library.changes.open() == []
    assert rep.window.nav.buttons["today"].text() == "Today"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_news_are_dismissed_by_a_key_and_brought_back(rep: Any, deck: Any, key: Qt.Key) -> None:
    change(rep, deck, deck.expensive, deck.costoso)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    before = focused(rep)
    rep.press(key)
    refresh(rep)
    assert len(rep.library.changes.open()) == 1
    assert focused(rep) != before
    rep.press(Key.Key_Z, CONTROL)
    rep.settle()
    assert len(rep.library.changes.open()) == 2
    assert focused(rep) == before, "what came back has the focus"


def test_what_is_brought_back_takes_no_focus_from_another_page(rep: Any, deck: Any) -> None:
    change(rep, deck, deck.expensive, deck.costoso)
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_Delete)
    rep.press(Key.Key_Escape)
    rep.type("expensive")
    rep.press(Key.Key_Z, CONTROL)
    assert len(rep.library.changes.open()) == 2
    assert rep.window.search.hasFocus()


def test_how_many_are_shown_at_first_is_the_reps_choice_and_kept(rep: Any, deck: Any) -> None:
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n:02}", "title": f"New {n}"})
        for n in range(24)
    ]
    change(rep, deck, *deck.all, *new)
    refresh(rep)

    def rows() -> int:
        return sum(bool(getattr(one, "dismisses", ())) for one in today(rep).buttons)

    assert rows() == 5
    assert rep.window.nav.buttons["today"].text() == "Today  24"
    rep.press(Key.Key_T, CONTROL)
    for _step in range(8):
        rep.press(Key.Key_Down)
    assert focused(rep) == "Show 10 at first"
    rep.press(Key.Key_Return)
    rep.settle()
    assert rows() == 10
    assert focused(rep) == "Show 10 at first", "the rep's place stays"
    assert [one.hasFocus() for one in today(rep).buttons if one.isChecked()] == [True]
    assert rep.desktop.features.today._parts.preferences.budget == 10
    rep.press(Key.Key_Up)
    rep.press(Key.Key_Up)
    rep.press(Key.Key_Up)
    assert focused(rep) == "and 14 more"


def test_tab_walks_in_the_order_of_reading_and_back(
    rep: Any, deck: Any, ics: Callable[..., Path]
) -> None:
    use(rep, ics(soon(), event(timedelta(hours=30), "Second – Larkhaven")))
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n}", "title": f"New {n}"}) for n in range(7)
    ]
    change(rep, deck, *deck.all, *new)
    tell(rep, thread(Fate.ANSWERED, "No, the larger counts."))
    refresh(rep)
    rep.press(Key.Key_T, CONTROL)
    page = today(rep)
    names = [one.accessibleName() or one.text() for one in page.buttons]
    places = [one.mapTo(page.widget(), QPoint(0, 0)) for one in page.buttons]
    assert len(names) > 12
    assert [(at.y() // 20, at.x()) for at in places] == sorted(
        (at.y() // 20, at.x()) for at in places
    ), "the list of what can be chosen is what one reads"
    walked = [focused(rep)]
    for _step in names[1:]:
        rep.press(Key.Key_Tab)
        walked.append(focused(rep))
    assert walked == names
    for name in names[-2::-1]:
        rep.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert focused(rep) == name


def test_more_than_the_budget_waits_behind_a_button(rep: Any, deck: Any) -> None:
    new = [
        deck.freezer.model_copy(update={"id": f"new-{n}", "title": f"New {n}"}) for n in range(9)
    ]
    change(rep, deck, *deck.all, *new)
    refresh(rep)

    def rows() -> list[Any]:
        return [one for one in today(rep).buttons if getattr(one, "dismisses", ())]

    assert len(rows()) == 5
    rep.press(Key.Key_T, CONTROL)
    for _step in range(5):
        rep.press(Key.Key_Down)
    assert focused(rep) == "and 4 more"
    rep.press(Key.Key_Return)
    assert len(rows()) == 9
    assert rows()[5].hasFocus()
    for _step in range(4):
        rep.press(Key.Key_Down)
    assert focused(rep) == "Dismiss all"
    rep.press(Key.Key_Return)
    refresh(rep)
    assert rows() == []
    rep.press(Key.Key_Z, CONTROL)
    refresh(rep)
    assert len(rep.library.changes.open()) == 9


def test_the_cross_dismisses_too(rep: Any, deck: Any) -> None:
    change(rep, deck, deck.expensive, deck.costoso, deck.cheaper)
    refresh(rep)
    (row,) = (one for one in today(rep).buttons if getattr(one, "dismisses", ()))
    rep.click(row._aside)
    refresh(rep)
    assert rep.library.changes.open() == []


# Answers


def thread(fate: Fate = Fate.ANSWERED, *said: str) -> Thread:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    rep_said = ThreadMessage(side=Side.REP, text="Does it stack?", at=at, name="Ana")
    marketing = [ThreadMessage(side=Side.MARKETING, text=one, at=at, name="Lena") for one in said]
    return Thread(
        thread_id="t1", kind=ThreadKind.QUESTION, fate=fate, card_id="too-expensive", revision=1,
        messages=(rep_said, *marketing),
    )  # fmt: skip


def test_an_answer_is_shown_until_it_was_opened(rep: Any) -> None:
    tell(rep, thread(Fate.RECEIVED))
    refresh(rep)
    assert "Marketing answered you" not in words(rep)
    tell(rep, thread(Fate.ANSWERED, "No, the larger counts."))
    refresh(rep)
    assert "Marketing answered you" in words(rep)
    assert rep.window.nav.buttons["today"].text() == "Today  1"
    opened = QSignalSpy(rep.desktop.features.today.thread_opened)
    rep.press(Key.Key_T, CONTROL)
    assert focused(rep).startswith("Answered. “Does it stack?”. No, the larger counts.")
    rep.press(Key.Key_Return)
    rep.settle()
    assert opened.at(0) == ["t1"]
    refresh(rep)
    assert "Marketing answered you" not in words(rep)
    tell(rep, thread(Fate.CHANGED, "No, the larger counts."))
    refresh(rep)
    assert "Marketing answered you" in words(rep)


# The look


def test_large_text_keeps_every_word(rep: Any, ics: Callable[..., Path], theme: Any) -> None:
    use(rep, ics(soon()))
    for _step in range(8):
        theme.zoom(1)
    try:
        QTest.qWait(10)
        page = today(rep)
        assert page.widget().width() <= max(
            page.viewport().width(), page.widget().minimumSizeHint().width()
        )
        for row in page.buttons:
            assert (
                row.height() >= row.heightForWidth(row.width())
                or row.height() >= row.sizeHint().height()
            )
    finally:
        theme.zoom(0)


def test_it_is_made_anew_in_a_turn_of_its_own_while_nobody_sees_it(rep: Any, deck: Any) -> None:
    rep.press(Key.Key_T, CONTROL)
    inside = today(rep).widget()
    rep.type("freezer")
    rep.settle()
    assert not today(rep).isVisible()
    change(rep, deck, *deck.all, deck.freezer.model_copy(update={"id": "new", "title": "New"}))
    refresh(rep)
    rep.bot.waitUntil(lambda: today(rep).widget() is not inside)
    assert not today(rep).isVisible()
    rep.press(Key.Key_T, CONTROL)
    assert [one for one in words(rep) if "New" in one]
