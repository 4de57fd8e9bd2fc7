"""A brief leaves the screen: as PDF, on a printer, as a page for the customer."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from enablement.cards.model import Card, CardKind
from enablement.settings import shipped_folder
from enablement.ui.briefs.brief_pages import Ink, Pages, Piece
from enablement.ui.briefs.brief_paper import page_layout, pieces_of
from enablement.ui.briefs.briefing import Briefing, OpenBrief
from enablement.ui.theme import Scheme, read_tokens
from enablement.ui.views.briefs.share_sheet import ShareSheet

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
SECURE = Card(
    id="is-it-secure", kind=CardKind.OBJECTION, title="Is it secure?", shareable=True,
    says=("is it secure?",), verify_by=date(2999, 12, 31), owner="owner@example.com",
    body="## Say this\n\nYes: audited.\n\n## Proof\n\n- ISO.\n\n## Ask next\n\n- Who signs?\n\n"
    "## Avoid\n\nNever promise a date.\n\n### Costs (internal)\n\nForty dollars.\n",
)  # fmt: skip
INK = Ink(read_tokens(shipped_folder("resources") / "styles", Scheme.LIGHT), ("DejaVu Sans",))
STALE = SECURE.model_copy(
    update={"id": "stale", "title": "Where is our data?", "verify_by": date(2020, 1, 1)}
)


@pytest.fixture
def briefed(rep: Any, deck: Any) -> Any:
    """A rep with an open brief of four cards, one of which has been taken back."""
    deck.put(rep.library, (*deck.all, SECURE, STALE))
    shelf = rep.library.briefs
    brief = shelf.create(
        "Renewal", [SECURE.id, "too-expensive", "gone", STALE.id], account="Acme", note="Mind Tom."
    )
    shelf.note_card(brief.brief_id, SECURE.id, "Half price at Glacint.")
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    return rep


def modal(rep: Any, kind: type[QWidget]) -> Any:
    rep.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=5000)
    return QApplication.activeModalWidget()


def save_as(rep: Any, path: Path) -> None:
    """Type where to save, as one does in the dialog."""
    dialog = modal(rep, QFileDialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    # Not letter by letter: what the dialog proposes to complete it with would take the keys.
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)
    rep.settle()


def opened(rep: Any) -> OpenBrief:
    (brief,) = rep.library.briefs.all()
    found = Briefing(rep.library).open(brief.brief_id)
    assert found is not None
    return found


def test_the_brief_becomes_a_pdf_with_its_letters_in_it(briefed: Any, tmp_path: Path) -> None:
    briefed.press(Qt.Key.Key_P, BOTH)
    save_as(briefed, tmp_path / "mine.pdf")
    data = (tmp_path / "mine.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/FontFile" in data
    assert briefed.window.pane.toast.words == "Saved: mine.pdf"
    assert list(tmp_path.glob("tmp*")) == []


def test_paper_holds_notes_and_nothing_internal_or_gone(briefed: Any) -> None:
    words = " ".join(piece.html for piece in pieces_of(opened(briefed)))
    for wanted in ("Renewal", "Mind Tom.", "Half price at Glacint.", "Yes: audited.", "Who signs?",
                   "Revision 1", "verified until", "not verified since", "13 dollars a day"):  # fmt: skip
        assert wanted in words
    for internal in ("Never promise", "Forty dollars", "discount", "gone"):
        assert internal not in words
    heads = [piece.number for piece in pieces_of(opened(briefed)) if piece.number]
    assert heads == ["1", "2", "3"]


def test_what_is_to_be_said_comes_first(briefed: Any) -> None:
    looks = [piece.look for piece in pieces_of(opened(briefed))]
    assert looks[:5] == ["", "note", "", "", "say"]


def test_paper_is_that_of_the_country() -> None:
    assert page_layout(QLocale("en_US")).pageSize().name().startswith("Letter")
    assert page_layout(QLocale("es_ES")).pageSize().name().startswith("A4")


def test_a_long_brief_goes_on_page_after_page(rep: Any, deck: Any) -> None:
    long = SECURE.model_copy(
        update={"body": "## Proof\n\n" + "\n\n".join(f"Sentence {n}." for n in range(200))}
    )
    deck.put(rep.library, (long, deck.expensive))
    rep.library.briefs.create("Long", [long.id, "too-expensive"])
    pages = Pages(pieces_of(opened(rep)), {}, INK, QSizeF(640, 900))
    assert pages.count > 4
    canvas = QImage(640, 900, QImage.Format.Format_RGB32)
    seen = set()
    for number in range(pages.count):
        canvas.fill(Qt.GlobalColor.white)
        painter = QPainter(canvas)
        pages.draw(painter, number)
        painter.end()
        seen.add(bytes(canvas.constBits()))
    assert len(seen) == pages.count, "each page shows something else"


def test_what_belongs_together_stays_on_one_page() -> None:
    """A head is held to what follows, and a panel that fits on a page is never cut."""
    filling = Piece("<p>x</p>" * 30, look="")
    head = Piece("<p>Head</p>", keep=True, number="1")
    panel = Piece("<p>say</p>" * 12, look="say")
    pages = Pages([filling, head, panel], {}, INK, QSizeF(400, 900))
    assert pages.count == 2
    lonely = Pages([filling, head], {}, INK, QSizeF(400, 900))
    assert lonely.count == 1


def test_a_piece_higher_than_any_page_is_cut_between_lines() -> None:
    pages = Pages([Piece("<p>x</p>" * 120, look="note")], {}, INK, QSizeF(400, 300))
    assert pages.count > 5


def test_pictures_that_cannot_be_read_leave_the_rest(tmp_path: Path, qapp: QApplication) -> None:
    image = QImage(1200, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(tmp_path / "blue.png"))
    pictures = {"a" * 64: (tmp_path / "blue.png").read_bytes(), "b" * 64: b"not a picture"}
    html = f'<p><img alt="Blue" src="attachment:{"a" * 64}"></p>'
    html += f'<p><img alt="Lost" src="attachment:{"b" * 64}"></p>'
    pages = Pages([Piece(html)], pictures, INK, QSizeF(400, 900))
    canvas = QImage(400, 900, QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    pages.draw(painter, 0)
    painter.end()
    assert canvas.pixelColor(20, 100) == QColor(Qt.GlobalColor.blue)
    assert canvas.pixelColor(20, 400) == QColor(Qt.GlobalColor.white)
    assert "Lost" in pages.words


def test_a_folder_that_cannot_be_written_is_a_sentence(briefed: Any, tmp_path: Path) -> None:
    target = tmp_path / "folder" / "taken.pdf"
    target.mkdir(parents=True)
    exports = briefed.desktop.features.briefs.exports
    exports.pdf(opened(briefed))
    dialog = modal(briefed, QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    briefed.settle()
    assert briefed.window.pane.toast.words.startswith("taken.pdf cannot be saved")
    assert list(target.parent.iterdir()) == [target]


def test_printing_asks_on_which_printer(briefed: Any) -> None:
    briefed.press(Qt.Key.Key_P, CTRL)
    dialog = modal(briefed, QPrintDialog)
    dialog.reject()
    assert briefed.window.pane.toast.words == ""


def test_a_printer_gets_the_pages(briefed: Any, tmp_path: Path) -> None:
    briefed.press(Qt.Key.Key_P, CTRL)
    dialog = modal(briefed, QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    briefed.settle()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    assert briefed.window.pane.toast.words.endswith("on their way to the printer.")


def test_the_page_for_the_customer_holds_what_is_marked(briefed: Any, tmp_path: Path) -> None:
    briefed.press(Qt.Key.Key_E, BOTH)
    sheet = modal(briefed, ShareSheet)
    assert [box.isChecked() for box in sheet.boxes.values()] == [True, False]
    assert list(sheet.boxes) == [SECURE.id, STALE.id]
    assert sheet.name.text() == "For Acme"
    assert sheet.ok.text() == "Save a page with 1 card…"
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    save_as(briefed, tmp_path / "acme.html")
    html = (tmp_path / "acme.html").read_text("utf-8")
    for wanted in ("For Acme", "From Ana", "Is it secure?", "Yes: audited.", "ISO."):
        assert wanted in html
    for kept in ("Renewal", "Mind Tom", "Glacint", "Never promise", "Forty", "Who signs",
                 "13 dollars", "owner@", "Where is our data", "is-it-secure"):  # fmt: skip
        assert kept not in html
    assert briefed.window.pane.toast.words == "Saved: acme.html"


def test_a_card_that_can_go_may_be_left_out(briefed: Any) -> None:
    briefed.press(Qt.Key.Key_E, BOTH)
    sheet = modal(briefed, ShareSheet)
    sheet.boxes[SECURE.id].setFocus()
    QTest.keyClick(sheet.boxes[SECURE.id], Qt.Key.Key_Space)
    assert not sheet.ok.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    briefed.settle()
    assert not sheet.isVisible()


def test_a_brief_with_nothing_for_customers_says_so(rep: Any) -> None:
    rep.library.briefs.create("Mine", ["too-expensive"])
    rep.press(Qt.Key.Key_B, CTRL)
    rep.press(Qt.Key.Key_Return)
    rep.press(Qt.Key.Key_E, BOTH)
    sheet = modal(rep, ShareSheet)
    assert not sheet.ok.isEnabled()
    assert sheet.ok.text() == "No card is for customers"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
