"""A rep with briefs: gathers, orders, notes, deletes and takes back, all by keys."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from enablement.library.briefs import Brief
from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.ui.briefs.briefs import Briefs
from enablement.ui.views.briefs.brief_editor import BriefEditor
from enablement.ui.views.briefs.brief_sheet import BriefSheet
from enablement.ui.views.briefs.briefs_page import BriefsPage
from enablement.ui.views.briefs.which_brief import WhichBrief

Kind = TypeVar("Kind", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
ALL = ["too-expensive", "competitor-is-cheaper", "freezer-night"]


def briefs_of(rep: Any) -> Briefs:
    found = rep.desktop.features.briefs
    assert isinstance(found, Briefs)
    return found


def page_of(rep: Any) -> BriefsPage:
    return briefs_of(rep).page


def editor_of(rep: Any) -> BriefEditor:
    return page_of(rep).editor


def open_brief(rep: Any, card_ids: list[str] | None = None, **details: str) -> Brief:
    """A brief in the library, opened by keys."""
    chosen = ALL if card_ids is None else card_ids
    brief: Brief = rep.library.briefs.create("Renewal", chosen, **details)
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    return brief


def held(rep: Any, brief: Brief) -> Brief:
    found = rep.library.briefs.get(brief.brief_id)
    assert isinstance(found, Brief)
    return found


def sheet_of(rep: Any, kind: type[Kind]) -> Kind:
    """The sheet that asks, once it has the keys."""
    rep.bot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind), timeout=5000)
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def titles(rep: Any) -> list[str]:
    return [entry.title for entry in editor_of(rep).model.entries]


def test_a_brief_is_made_and_filled_by_keys(rep: Any) -> None:
    rep.press(Qt.Key.Key_N, BOTH)
    sheet_of(rep, BriefSheet)
    rep.type("Renewal")
    rep.press(Qt.Key.Key_Tab)
    rep.type("Acme")
    rep.press(Qt.Key.Key_Tab)
    rep.type("negotiation")
    rep.press(Qt.Key.Key_Return)
    (brief,) = rep.library.briefs.all()
    assert (brief.title, brief.account, brief.stage) == ("Renewal", "Acme", "negotiation")
    assert rep.window.pane.page == "briefs"
    assert editor_of(rep).title == "Renewal"
    assert editor_of(rep).empty.isVisible()
    assert rep.window.actions_.pdf.isEnabled()

    rep.click(editor_of(rep).empty.button)
    assert rep.window.search.hasFocus()
    rep.type("too expensive")
    rep.press(Qt.Key.Key_D, CTRL)
    assert rep.window.pane.toast.words == "In “Renewal”: 1 card"
    assert not rep.window.actions_.pdf.isEnabled()
    rep.press(Qt.Key.Key_D, CTRL)
    assert rep.window.pane.toast.words == "Already in “Renewal”"
    rep.press(Qt.Key.Key_B, CTRL)
    assert titles(rep) == ["It costs too much"]


def test_a_card_that_was_taken_is_taken_out_again_by_undo(rep: Any) -> None:
    brief = open_brief(rep, [])
    rep.press(Qt.Key.Key_L, CTRL)
    rep.type("too expensive")
    rep.press(Qt.Key.Key_D, CTRL)
    assert held(rep, brief).card_ids == ("too-expensive",)
    rep.press(Qt.Key.Key_Z, CTRL)
    assert held(rep, brief).card_ids == ()
    assert rep.window.pane.toast.words == "Taken out of the brief."


def test_without_a_brief_the_card_goes_into_a_new_one(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_D, CTRL)
    sheet_of(rep, BriefSheet)
    rep.type("First call")
    rep.press(Qt.Key.Key_Return)
    (brief,) = rep.library.briefs.all()
    assert brief.card_ids == ("too-expensive",)
    assert rep.window.pane.shows_card
    assert rep.window.pane.toast.words == "In “First call”: 1 card"


def test_when_none_is_worked_on_it_asks_into_which_brief(rep: Any) -> None:
    shelf = rep.library.briefs
    shelf.create("One")
    two = shelf.create("Two")
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_L, CTRL)
    rep.type("too expensive")
    rep.press(Qt.Key.Key_D, CTRL)
    sheet = sheet_of(rep, WhichBrief)
    QAbstractItemModelTester(sheet.model, STRICT)
    assert sheet.view.brief_id == two.brief_id
    rep.press(Qt.Key.Key_Return)
    assert held(rep, two).card_ids == ("too-expensive",)


def test_escape_in_the_question_puts_the_card_nowhere(rep: Any) -> None:
    rep.library.briefs.create("One")
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_L, CTRL)
    rep.type("too expensive")
    rep.press(Qt.Key.Key_D, CTRL)
    sheet_of(rep, WhichBrief)
    rep.press(Qt.Key.Key_Escape)
    assert rep.library.briefs.all()[0].cards == ()


def test_cards_are_ordered_by_keys(rep: Any) -> None:
    brief = open_brief(rep)
    QAbstractItemModelTester(editor_of(rep).model, STRICT)
    rep.press(Qt.Key.Key_Down, BOTH)
    rep.press(Qt.Key.Key_Down, BOTH)
    rep.press(Qt.Key.Key_Down, BOTH)
    assert held(rep, brief).card_ids == (ALL[1], ALL[2], ALL[0])
    assert editor_of(rep).cards.card_id == ALL[0]
    rep.press(Qt.Key.Key_Up, BOTH)
    assert held(rep, brief).card_ids == (ALL[1], ALL[0], ALL[2])
    assert titles(rep) == ["Your competitor is cheaper", "It costs too much",
                           "Saint Orrin saved a freezer"]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "over", "below", "wanted"),
    [(0, 2, True, (1, 2, 0)), (0, 1, True, (1, 0, 2)), (2, 0, False, (2, 0, 1)),
     (1, 1, True, (0, 1, 2))],
)  # fmt: skip
def test_cards_are_ordered_by_dragging(
    rep: Any, start: int, over: int, below: bool, wanted: tuple[int, ...]
) -> None:
    brief = open_brief(rep)
    view, model = editor_of(rep).cards, editor_of(rep).model
    QAbstractItemModelTester(model, STRICT)
    view.choose(start)
    spot = view.visualRect(model.index(over))
    point = QPointF(spot.center().x(), spot.bottom() - 4 if below else spot.top() + 4)
    dragged, move = model.mimeData([model.index(start)]), Qt.DropAction.MoveAction
    held_down = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    # Qt drops nothing on what was not entered before.
    enter = QDragEnterEvent(point.toPoint(), move, dragged, *held_down)
    QApplication.sendEvent(view.viewport(), enter)
    QApplication.sendEvent(view.viewport(), QDropEvent(point, move, dragged, *held_down))
    rep.settle()
    assert held(rep, brief).card_ids == tuple(ALL[number] for number in wanted)


def test_a_card_is_taken_out_and_comes_back_with_its_note(rep: Any) -> None:
    brief = open_brief(rep)
    rep.library.briefs.note_card(brief.brief_id, ALL[1], "Ask Ana.")
    rep.press(Qt.Key.Key_Down)
    rep.press(Qt.Key.Key_Delete)
    assert held(rep, brief).card_ids == (ALL[0], ALL[2])
    assert rep.window.pane.toast.words == "Taken out: “Your competitor is cheaper”"
    rep.press(Qt.Key.Key_Z, CTRL)
    assert held(rep, brief).card_ids == tuple(ALL)
    assert held(rep, brief).note_on(ALL[1]) == "Ask Ana."
    assert titles(rep)[1] == "Your competitor is cheaper"


def test_notes_are_saved_on_the_way_out(rep: Any) -> None:
    brief = open_brief(rep)
    editor = editor_of(rep)
    editor.note.setFocus()
    rep.type("Bring the study")
    rep.press(Qt.Key.Key_Escape)
    assert held(rep, brief).note == "Bring the study"
    assert editor.cards.hasFocus()
    rep.press(Qt.Key.Key_Down)
    editor.card_note.setFocus()
    rep.type("Half price")
    rep.press(Qt.Key.Key_B, CTRL)
    assert held(rep, brief).note_on(ALL[1]) == "Half price"
    assert not page_of(rep).shows_brief


def test_a_note_saves_itself_after_a_while(rep: Any) -> None:
    brief = open_brief(rep)
    editor_of(rep).note.setFocus()
    rep.type("Bring it")
    rep.bot.waitUntil(lambda: held(rep, brief).note == "Bring it", timeout=5000)
    assert editor_of(rep).note.toPlainText() == "Bring it"


def test_a_note_is_not_lost_when_the_window_is_closed(rep: Any) -> None:
    brief = open_brief(rep)
    editor_of(rep).note.setFocus()
    for letter in "Last words":
        QTest.keyClicks(editor_of(rep).note, letter)
    rep.window.close()
    rep.desktop.close()
    assert held(rep, brief).note == "Last words"


def test_choosing_another_card_keeps_each_note_with_its_own(rep: Any) -> None:
    brief = open_brief(rep)
    editor = editor_of(rep)
    editor.card_note.setFocus()
    rep.type("first")
    rep.press(Qt.Key.Key_Escape)
    rep.press(Qt.Key.Key_Down)
    assert editor.card_note.toPlainText() == ""
    editor.card_note.setFocus()
    rep.type("second")
    rep.press(Qt.Key.Key_Escape)
    rep.press(Qt.Key.Key_Up)
    assert editor.card_note.toPlainText() == "first"
    assert [held(rep, brief).note_on(card) for card in ALL] == ["first", "second", ""]


def test_escape_goes_back_level_by_level(rep: Any) -> None:
    open_brief(rep)
    assert page_of(rep).shows_brief
    rep.press(Qt.Key.Key_Escape)
    assert not page_of(rep).shows_brief
    assert page_of(rep).list.view.hasFocus()
    assert not rep.window.actions_.share.isEnabled()
    rep.press(Qt.Key.Key_Escape)
    assert rep.window.search.hasFocus()


def test_what_is_read_anew_never_takes_the_cursor(rep: Any) -> None:
    open_brief(rep)
    rep.press(Qt.Key.Key_L, CTRL)
    rep.library.briefs.create("Another")
    with rep.bot.waitSignal(briefs_of(rep).changed, timeout=5000):
        rep.desktop.rounds.synced.emit(SyncReport(changed=("too-expensive",)))
    rep.settle()
    assert rep.window.search.hasFocus()


def test_tab_leads_through_the_brief_as_it_is_read(rep: Any) -> None:
    open_brief(rep)
    editor = editor_of(rep)
    rep.press(Qt.Key.Key_Tab)
    assert editor.card_note.hasFocus()
    rep.press(Qt.Key.Key_Backtab)
    rep.press(Qt.Key.Key_Backtab)
    assert editor.note.hasFocus()
    rep.press(Qt.Key.Key_Backtab)
    assert list(editor.buttons)[-1].hasFocus()


def test_enter_reads_a_card_and_the_key_leads_back(rep: Any) -> None:
    open_brief(rep)
    rep.press(Qt.Key.Key_Down)
    rep.press(Qt.Key.Key_Return)
    assert rep.window.pane.shows_card
    assert "lost freezer" in rep.page()
    assert rep.window.pane.browser.hasFocus()
    rep.press(Qt.Key.Key_B, CTRL)
    assert editor_of(rep).cards.card_id == ALL[1]


def test_a_brief_is_deleted_and_brought_back(rep: Any) -> None:
    brief = open_brief(rep)
    rep.click(editor_of(rep).delete)
    assert rep.library.briefs.all() == []
    assert not page_of(rep).shows_brief
    rep.press(Qt.Key.Key_Z, CTRL)
    assert held(rep, brief).card_ids == tuple(ALL)
    assert editor_of(rep).title == "Renewal"
    rep.press(Qt.Key.Key_Escape)
    rep.press(Qt.Key.Key_Delete)
    assert rep.library.briefs.all() == []


def test_what_a_brief_is_called_can_be_changed(rep: Any) -> None:
    brief = open_brief(rep, account="Acme")
    rep.click(editor_of(rep).change)
    sheet = sheet_of(rep, BriefSheet)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    rep.type("Renewal 2027")
    rep.click(sheet.timed)
    rep.press(Qt.Key.Key_Return)
    now = held(rep, brief)
    assert (now.title, now.account) == ("Renewal 2027", "Acme")
    assert now.starts_at is not None
    assert editor_of(rep).title == "Renewal 2027"


def test_a_brief_without_a_title_is_not_made(rep: Any) -> None:
    rep.press(Qt.Key.Key_N, BOTH)
    rep.press(Qt.Key.Key_Return)
    assert not sheet_of(rep, BriefSheet).ok.isEnabled()
    rep.press(Qt.Key.Key_Escape)
    assert rep.library.briefs.all() == []


def test_a_card_taken_back_by_marketing_stays_listed_as_gone(rep: Any, deck: Any) -> None:
    brief = open_brief(rep)
    deck.put(rep.library, (deck.expensive, deck.costoso, deck.freezer))
    rep.press(Qt.Key.Key_Escape)
    rep.press(Qt.Key.Key_Return)
    model = editor_of(rep).model
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "No longer approved: not printed, not shared" in spoken
    rep.press(Qt.Key.Key_Down)
    rep.press(Qt.Key.Key_Return)
    assert rep.window.pane.page == "briefs"
    assert rep.window.pane.toast.words == "Marketing has taken this card back."
    assert held(rep, brief).card_ids == tuple(ALL)


def test_the_list_is_grouped_and_its_model_is_sound(rep: Any) -> None:
    shelf, now = rep.library.briefs, rep.library.now()
    shelf.create("Later", starts_at=now + timedelta(days=2))
    shelf.create("Soon", starts_at=now + timedelta(hours=2))
    shelf.create("Over", starts_at=now - timedelta(hours=2))
    done = shelf.create("Done").brief_id
    with rep.library.writing() as writer:
        shelf.close(writer, done)
    rep.press(Qt.Key.Key_B, CTRL)
    model = page_of(rep).list.model
    QAbstractItemModelTester(model, STRICT)
    words = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert words == ["The meeting is over: what did the cards do?", "Over",
                     "To come", "Soon", "Later", "Closed", "Done"]  # fmt: skip
    assert rep.window.nav.buttons["briefs"].text().endswith("1")


def test_the_brief_of_a_meeting_is_made_once(rep: Any) -> None:
    at = rep.library.now() + timedelta(hours=1)
    for cards in (["too-expensive"], ["too-expensive", "freezer-night"]):
        briefs_of(rep).make_for("Weekly", at, "uid", "Acme", cards)
        rep.settle()
    (brief,) = rep.library.briefs.all()
    assert brief.card_ids == ("too-expensive", "freezer-night")
    assert (brief.account, brief.meeting, brief.starts_at) == ("Acme", "uid", at)
    assert editor_of(rep).title == "Weekly"


def test_another_language_goes_on_with_the_same_brief(rep: Any) -> None:
    brief = open_brief(rep)
    editor_of(rep).note.setFocus()
    for letter in "Half said":
        QTest.keyClicks(editor_of(rep).note, letter)
    rep.desktop.speak("es")
    rep.settle()
    assert held(rep, brief).note == "Half said"
    assert rep.window.pane.page == "briefs"
    assert editor_of(rep).title == "Renewal"
    assert editor_of(rep).note.toPlainText() == "Half said"
    rep.bot.wait(20)
    rep.settle()
    assert rep.window.actions_.pdf.isEnabled()


def test_no_brief_yet(library: Library, deck: Any, open_desk: Callable[[], Any]) -> None:
    deck.put(library, deck.all)
    deck.enrol(library)
    rep = open_desk()
    rep.press(Qt.Key.Key_B, CTRL)
    assert page_of(rep).list.new.hasFocus()
    rep.press(Qt.Key.Key_Space)
    sheet_of(rep, BriefSheet)
