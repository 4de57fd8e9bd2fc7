"""After the meeting: one key a card, everything at once, and taken back at once."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from enablement.library.briefs import Brief
from enablement.library.tables import events
from enablement.ui.views.briefs.after_meeting import AfterMeeting

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
ALL = ["too-expensive", "competitor-is-cheaper", "freezer-night"]
ONE, TWO, THREE, NONE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0


def after(rep: Any) -> tuple[Brief, AfterMeeting]:
    """The sheet of a meeting that is over."""
    at = rep.library.now() - timedelta(hours=2)
    brief = rep.library.briefs.create(
        "Renewal", ALL, account="Acme", stage="negotiation", starts_at=at
    )
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    assert rep.desktop.features.briefs.page.editor.over.isVisible()
    rep.press(Qt.Key.Key_M, BOTH)
    return brief, sheet_of(rep)


def sheet_of(rep: Any) -> AfterMeeting:
    rep.bot.waitUntil(lambda: isinstance(QApplication.activeWindow(), AfterMeeting), timeout=5000)
    found = QApplication.activeWindow()
    assert isinstance(found, AfterMeeting)
    return found


def said(sheet: AfterMeeting) -> list[str]:
    lines = (sheet.model.line_at(row) for row in range(sheet.model.rowCount()))
    return [line.answer for line in lines if line]


def closed(rep: Any, brief: Brief) -> bool:
    found = rep.library.briefs.get(brief.brief_id)
    return found is not None and found.closed_at is not None


def test_one_key_a_card_and_enter_records_it_all(rep: Any) -> None:
    brief, sheet = after(rep)
    QAbstractItemModelTester(sheet.model, STRICT)
    for key in (ONE, NONE, THREE):
        rep.press(key)
    assert said(sheet) == ["Worked", "Not used", "Fell flat"]
    assert rep.logs() == []
    rep.press(Qt.Key.Key_Return)
    common = {"revision": 1, "account": "Acme", "stage": "negotiation"}
    assert rep.logs() == [
        {"card_id": ALL[0], "outcome": "worked", **common},
        {"card_id": ALL[2], "outcome": "fell_flat", **common},
    ]
    assert closed(rep, brief)
    assert rep.window.pane.toast.words == "2 logs recorded; the brief is closed."
    assert rep.window.nav.buttons["briefs"].text() == "Briefs"


def test_it_is_all_taken_back_at_once(rep: Any) -> None:
    brief, _sheet = after(rep)
    for key in (ONE, TWO, THREE, Qt.Key.Key_Return):
        rep.press(key)
    assert len(rep.logs()) == 3
    rep.press(Qt.Key.Key_Z, CTRL)
    assert rep.logs() == []
    assert not closed(rep, brief)
    assert rep.desktop.features.briefs.page.shows_brief


def test_what_has_gone_already_stays_as_a_whole(rep: Any) -> None:
    """Half of it taken back, and said again, would count the other half twice."""
    brief, _sheet = after(rep)
    for key in (ONE, TWO, THREE, Qt.Key.Key_Return):
        rep.press(key)
    first, *_others = rep.library.events.waiting()
    with rep.library.writing() as writer:
        sent = update(events).where(events.c.event_id == first.event_id)
        writer.execute(sent.values(state="sending", device="device", device_seq=1))
    rep.press(Qt.Key.Key_Z, CTRL)
    assert rep.window.pane.toast.words == "Too late: it has gone to marketing already."
    assert len(rep.logs()) == 3
    assert closed(rep, brief)


def test_escape_records_nothing(rep: Any) -> None:
    brief, _sheet = after(rep)
    rep.press(ONE)
    rep.press(Qt.Key.Key_Escape)
    assert rep.logs() == []
    assert not closed(rep, brief)


@pytest.mark.parametrize("by_key", [True, False])
def test_later_records_nothing_and_goes_on_where_it_was(rep: Any, by_key: bool) -> None:
    brief, sheet = after(rep)
    rep.press(ONE)
    rep.press(NONE)
    sheet.words.setFocus()
    rep.type("not now")
    if by_key:
        rep.press(Qt.Key.Key_Escape)
    else:
        rep.click(sheet.later)
    assert (rep.logs(), closed(rep, brief)) == ([], False)
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)
    rep.press(Qt.Key.Key_M, BOTH)
    again = sheet_of(rep)
    assert said(again) == ["Worked", "Not used", ""]
    assert (again.position, again.words.text(), again.account.text()) == (2, "not now", "Acme")
    rep.press(THREE)
    rep.press(Qt.Key.Key_Return)
    assert [log["outcome"] for log in rep.logs()] == ["worked", "fell_flat"]
    rep.settle()
    assert rep.library.desk_state.get("meeting_drafts") is None
    rep.press(Qt.Key.Key_Z, CTRL)
    rep.press(Qt.Key.Key_M, BOTH)
    assert said(sheet_of(rep)) == ["Worked", "Not used", "Fell flat"], "nobody says it twice"


def test_escape_in_the_list_of_accounts_closes_only_that(rep: Any) -> None:
    rep.library.briefs.create("Call", ALL, starts_at=rep.library.now(), account="Acme")
    _brief, sheet = after(rep)
    sheet.account.offer(["Acme"])
    sheet.account.setFocus()
    sheet.account.clear()
    rep.press(Qt.Key.Key_Down)
    popup = sheet.account.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert sheet.isVisible()


def test_nothing_said_is_no_draft(rep: Any) -> None:
    after(rep)
    rep.press(Qt.Key.Key_Escape)
    assert rep.library.desk_state.get("meeting_drafts") is None


def test_backspace_goes_back(rep: Any) -> None:
    _brief, sheet = after(rep)
    rep.press(ONE)
    rep.press(TWO)
    rep.press(Qt.Key.Key_Backspace)
    assert said(sheet) == ["Worked", "", ""]
    assert sheet.position == 1
    rep.press(Qt.Key.Key_Backspace)
    assert said(sheet) == ["", "", ""]
    rep.press(THREE)
    rep.press(Qt.Key.Key_Space)
    rep.press(ONE)
    assert said(sheet) == ["Fell flat", "Not used", "Worked"]
    rep.press(Qt.Key.Key_Backspace)
    assert said(sheet) == ["Fell flat", "Not used", ""]


def test_enter_before_the_end_says_first_what_that_would_be(rep: Any) -> None:
    brief, sheet = after(rep)
    rep.press(ONE)
    rep.press(Qt.Key.Key_Return)
    assert said(sheet) == ["Worked", "Not used", "Not used"]
    assert sheet.ok.text() == "Record 1 log"
    assert rep.logs() == []
    rep.press(Qt.Key.Key_Return)
    assert len(rep.logs()) == 1
    assert closed(rep, brief)


def test_the_buyers_words_go_with_their_card(rep: Any) -> None:
    _brief, sheet = after(rep)
    rep.press(ONE)
    rep.press(Qt.Key.Key_Tab)
    assert sheet.words.hasFocus()
    rep.type("We pay 9 dollars")
    rep.press(Qt.Key.Key_Return)
    assert sheet.view.hasFocus()
    for key in (TWO, NONE):
        rep.press(key)
    sheet.account.setFocus()
    sheet.account.selectAll()
    rep.type("Acme South")
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_Return)
    first, second = rep.logs()
    assert "words" not in first
    assert second["words"] == "We pay 9 dollars"
    assert first["account"] == second["account"] == "Acme South"


@pytest.mark.parametrize("taken", [False, True])
def test_whom_the_calendar_names_goes_only_when_the_rep_takes_it(rep: Any, taken: bool) -> None:
    at = rep.library.now() - timedelta(hours=2)
    rep.library.briefs.create("Renewal", ALL[:1], account="Acme", meeting="uid", starts_at=at)
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_M, BOTH)
    sheet = sheet_of(rep)
    rep.press(ONE)
    if taken:
        sheet.account.setFocus()
        rep.press(Qt.Key.Key_Down)
        popup = sheet.account.completer().popup()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        sheet.view.setFocus()
    rep.press(Qt.Key.Key_Return)
    assert [log.get("account", "") for log in rep.logs()] == ["Acme" if taken else ""]


def test_a_button_says_the_same_as_its_key(rep: Any) -> None:
    _brief, sheet = after(rep)
    for outcome in sheet.buttons:
        if outcome is not None:
            rep.click(sheet.buttons[outcome])
    assert said(sheet) == ["Worked", "Neutral", "Fell flat"]
    rep.click(sheet.ok)
    assert len(rep.logs()) == 3


def test_a_log_names_the_revision_that_the_rep_had(rep: Any, deck: Any) -> None:
    """Marketing published a new revision, and took a card back, after the meeting."""
    changed = deck.expensive.model_copy(update={"summary": "Another."})
    at = rep.library.now() - timedelta(hours=2)
    rep.library.briefs.create("Renewal", ALL, starts_at=at)
    sync(rep, deck, changed)
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_M, BOTH)
    sheet = sheet_of(rep)
    for _card in range(sheet.model.rowCount()):
        rep.press(ONE)
    rep.press(Qt.Key.Key_Return)
    named = {log["card_id"]: log["revision"] for log in rep.logs()}
    assert named == {ALL[0]: 1, ALL[1]: 1, ALL[2]: 1}


def sync(rep: Any, deck: Any, changed: Any) -> None:
    """What a sync records, and then does: the first card is of revision 2, the third is gone."""
    from enablement.library.cards import HeldCard

    with rep.library.writing() as writer:
        rep.library.changes.record(
            writer, [HeldCard(changed, 2, changed.content_hash)], ["freezer-night"]
        )
    deck.put(rep.library, (changed, deck.costoso), revision=2)
    deck.put(rep.library, (changed, deck.costoso, deck.cheaper), revision=1)


def test_wherever_the_rep_is_one_key_asks_after_the_meeting(rep: Any) -> None:
    at = rep.library.now() - timedelta(hours=1)
    brief = rep.library.briefs.create("Renewal", ALL, starts_at=at)
    rep.desktop.features.briefs.refresh()
    rep.settle()
    toast = rep.window.pane.toast
    assert toast.words == "“Renewal” is over. What did the cards do?"
    rep.type("too expensive")
    rep.press(Qt.Key.Key_M, BOTH)
    sheet_of(rep)
    for key in (ONE, ONE, ONE, Qt.Key.Key_Return):
        rep.press(key)
    assert len(rep.logs()) == 3
    assert closed(rep, brief)
    assert rep.window.pane.shows_card, "the rep stays where they were"
    assert not rep.window.actions_.after_meeting.isEnabled()


def test_of_a_meeting_long_over_nothing_reminds(rep: Any) -> None:
    at = rep.library.now() - timedelta(days=2)
    rep.library.briefs.create("Renewal", ALL, starts_at=at)
    rep.desktop.features.briefs.refresh()
    rep.settle()
    assert rep.window.pane.toast.words == ""
    assert rep.window.nav.buttons["briefs"].text() == "Briefs  1"


def test_nothing_used_closes_the_brief_without_a_log(rep: Any) -> None:
    brief, sheet = after(rep)
    rep.press(Qt.Key.Key_Return)
    assert sheet.ok.text() == "Close the brief"
    rep.press(Qt.Key.Key_Return)
    assert rep.logs() == []
    assert closed(rep, brief)
    assert rep.window.pane.toast.words == "The brief is closed; nothing was recorded."


def test_a_brief_of_cards_that_were_never_here_says_so(rep: Any) -> None:
    rep.library.briefs.create("Old", ["unknown"])
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_M, BOTH)
    assert rep.window.pane.toast.words == "There is no card in this brief to log."
