"""Where the panels of a card's page lie, and what is drawn under and around its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextDocument, QTextFrame, QTextListFormat, QTextTable

from enablement.ui.card.card_html import CardPage, Look
from enablement.ui.theme import Theme
from enablement.ui.views.card.card_style import PANEL_GAP, draw_dot, draw_panel, draw_ring


@dataclass(frozen=True)
class Box:
    """One panel: its place on the page, how it looks, and the block that it shows, if any."""

    place: QRectF
    look: Look
    block: str


def boxes(document: QTextDocument, page: CardPage) -> Iterator[Box]:
    """The panels of a page from top to bottom, once it is laid out."""
    layout = document.documentLayout()
    frames = document.rootFrame().childFrames()
    blocks = page.blocks or ("",) * len(page.looks)
    for frame, look, block in zip(frames, page.looks, blocks, strict=False):
        place = QRectF(layout.frameBoundingRect(frame)).translated(_inset(frame))
        yield Box(place.adjusted(0, 0, 0, -PANEL_GAP), look, block)


def paint_panels(
    painter: QPainter, document: QTextDocument, page: CardPage, chosen: str, theme: Theme
) -> None:
    """Draw the grounds of the panels, and a ring around the block in view."""
    for box in boxes(document, page):
        draw_panel(painter, box.place, box.look, theme)
        if chosen and box.block == chosen:
            draw_ring(painter, box.place, theme)


def paint_dots(
    painter: QPainter, document: QTextDocument, seen: QRectF, colour: QColor, size: int
) -> None:
    """Draw the dots of the lists that are seen: Qt's own stand too close to the words."""
    layout, block = document.documentLayout(), document.begin()
    undefined = QTextListFormat.Style.ListStyleUndefined
    while block.isValid():
        listed = block.blockFormat().objectIndex() != -1
        if listed and block.textList().format().style() == undefined and block.text():
            place = layout.blockBoundingRect(block)
            if seen.top() - 40 < place.top() < seen.bottom():
                line = block.layout().lineAt(0)
                middle = place.top() + line.y() + line.ascent() - line.ascent() * 0.36
                left = place.left() + line.naturalTextRect().left()
                draw_dot(painter, left, middle, colour, size)
        block = block.next()


def _inset(frame: QTextFrame) -> QPointF:
    """Back from the first cell's text, where Qt says that a table begins, to its edge."""
    if not isinstance(frame, QTextTable):
        return QPointF()
    cell = frame.cellAt(0, 0).format().toTableCellFormat()
    return QPointF(-cell.leftPadding(), -cell.topPadding())
