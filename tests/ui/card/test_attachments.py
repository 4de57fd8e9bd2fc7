"""Opening attachments as a rep does: by key, shown inside the app, saved only by asking."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from enablement.library.library import Library
from enablement.ui.views.card.attachment_sheet import AttachmentSheet

Key = Qt.Key
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CHART, SHEET = "c" * 64, "d" * 64
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    """A picture that is wider than high."""
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    path = tmp_path / "made.png"
    image.save(str(path))
    return path.read_bytes()


@pytest.fixture
def rep(library: Library, deck: Any, picture: bytes, open_desk: Callable[[], Any]) -> Any:
    """A rep whose card has a picture and another file."""
    names = {"chart.png": CHART, "prices.xlsx": SHEET}
    card = deck.expensive.model_copy(
        update={"attachments": names, "body": deck.expensive.body + "\n![it falls](chart.png)\n"}
    )
    deck.put(library, (card, deck.freezer), {CHART: picture, SHEET: b"PK"})
    deck.enrol(library)
    rep = open_desk()
    rep.type("too expensive")
    return rep


def linked(document: Any) -> Any:
    """Where the page has a link to an attachment."""
    block = document.begin()
    while block.isValid():
        hrefs = [piece.fragment().charFormat().anchorHref() for piece in block]
        if any(href.startswith("desk:attachment/") for href in hrefs):
            return block
        block = block.next()
    raise AssertionError("the page links to no attachment")


def opened(rep: Any) -> AttachmentSheet:
    rep.press(Key.Key_A, Ctrl | Shift)
    sheet: AttachmentSheet = rep.desktop.features.attachments.sheet
    assert sheet.isVisible()
    return sheet


def test_the_picture_is_shown_large_within_the_app(rep: Any) -> None:
    sheet = opened(rep)
    assert [sheet.names.item(n).text() for n in range(2)] == ["chart.png", "prices.xlsx"]
    assert sheet.picture.shows_picture
    assert sheet.picture.accessibleName() == "it falls"
    assert sheet.picture.sizeHint().width() == 600
    QTest.keyClick(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


def test_another_kind_of_file_can_only_be_saved(rep: Any) -> None:
    sheet = opened(rep)
    QTest.keyClick(sheet.names, Key.Key_Down)
    rep.settle()
    assert not sheet.picture.isVisible()
    assert sheet.status.text() == "This kind of file cannot be shown here."
    assert sheet.save.isEnabled()


def test_a_copy_is_saved_after_a_warning(rep: Any, picture: bytes, tmp_path: Path) -> None:
    sheet = opened(rep)
    QTest.mouseClick(sheet.save, Qt.MouseButton.LeftButton)
    (files,) = sheet.findChildren(QFileDialog)
    assert "not encrypted" in files.windowTitle()
    path = tmp_path / "mine.png"
    files.fileSelected.emit(str(path))
    files.close()
    rep.settle()
    assert path.read_bytes() == picture
    assert sheet.status.text() == f"Saved to {path}, not encrypted."


def test_a_copy_that_cannot_be_written_is_told_in_the_sheet(rep: Any, tmp_path: Path) -> None:
    sheet = opened(rep)
    sheet.saved.emit(CHART, str(tmp_path / "no" / "mine.png"))
    rep.settle()
    assert "cannot be saved" in sheet.status.text()


def test_nothing_was_written_by_looking(rep: Any, library: Library) -> None:
    before = sorted(path.name for path in library.folder.iterdir())
    opened(rep)
    assert sorted(path.name for path in library.folder.iterdir()) == before


def test_a_card_without_attachments_has_none_to_open(rep: Any) -> None:
    rep.window.search.clear()
    rep.type("freezer")
    assert not rep.window.actions_.attachments.isEnabled()


def test_a_click_on_a_picture_opens_it_large(rep: Any) -> None:
    rep.window.resize(1280, 1000)
    rep.settle()
    browser = rep.window.pane.browser
    block = linked(browser.document())
    place = browser.document().documentLayout().blockBoundingRect(block).topLeft().toPoint()
    middle = place + QPoint(60, 60 - browser.verticalScrollBar().value())
    QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    rep.settle()
    sheet = rep.desktop.features.attachments.sheet
    assert sheet is not None
    assert sheet.chosen.digest == CHART
    assert sheet.picture.shows_picture
    assert rep.session.block == "", "a link was followed, no block chosen"
