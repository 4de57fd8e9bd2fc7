"""A brief on paper: the rep's own sheet, to print or to save as PDF.

Paper leaves the laptop, so what is internal stays: it holds what may be said, and the rep's notes.
Colours are those of the light scheme, whatever the screen shows.
"""

from collections.abc import Mapping
from html import escape
from itertools import count

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QLocale,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from enablement.cards.blocks import INTRO, Block
from enablement.cards.model import Card, CardKind
from enablement.cards.renderer import plain_text, render_html
from enablement.translation import _
from enablement.ui.briefs.brief_pages import Ink, Pages, Piece
from enablement.ui.briefs.briefing import BriefEntry, OpenBrief
from enablement.ui.card.outward import outward_blocks
from enablement.ui.days import day_in_words

_UNIT = 96
"""Lengths are those of a screen of 96 dots an inch, scaled to the paper."""

_FOOT, _GUTTER, _BAR, _SAYS_SHOWN = 40, 38, 24, 3
_RESOLUTION = 600


def page_layout(locale: QLocale) -> QPageLayout:
    """The paper of the country: A4, or Letter where that is used, with its margins."""
    imperial = locale.measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4
    return QPageLayout(
        QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(20, 18, 20, 14),
        QPageLayout.Unit.Millimeter,
    )  # fmt: skip


def pdf_of(
    opened: OpenBrief, pictures: Mapping[str, bytes], ink: Ink, layout: QPageLayout
) -> bytes:
    """The brief as a PDF with its letters in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(opened.brief.title)
    writer.setCreator("Enablement")
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(layout)
    draw_brief(writer, opened, pictures, ink)
    return bytes(buffer.data().data())


def draw_brief(
    device: QPagedPaintDevice, opened: OpenBrief, pictures: Mapping[str, bytes], ink: Ink
) -> int:
    """Draw the brief on a printer or into a PDF; how many pages it took."""
    scale = device.logicalDpiX() / _UNIT
    paper = QSizeF(device.width() / scale, device.height() / scale)
    room = QSizeF(paper.width(), paper.height() - _FOOT)
    pages = Pages(pieces_of(opened), pictures, ink, room)
    painter = QPainter(device)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    for number in range(pages.count):
        if number:
            device.newPage()
        else:
            _draw_bar(painter, ink)
        pages.draw(painter, number)
        _draw_foot(painter, paper, ink, opened, (number + 1, pages.count))
    painter.end()
    return pages.count


def pieces_of(opened: OpenBrief) -> list[Piece]:
    """What the paper says, from its head to the foot of the last card."""
    brief = opened.brief
    about = f'<p class="about">{escape(opened.about)}</p>' if opened.about else ""
    pieces = [Piece(f'<p class="title">{escape(brief.title)}</p>{about}', above=0)]
    if brief.note.strip():
        pieces.append(Piece(_note(brief.note), look="note", above=16))
    numbers = count(1)
    for entry in opened.usable:
        if entry.card is not None:
            pieces += _card_pieces(entry, entry.card, next(numbers))
    return pieces


def _card_pieces(entry: BriefEntry, card: Card, number: int) -> list[Piece]:
    head = f'<p class="card">{escape(card.title)}</p>'
    pieces = [Piece(head, above=30, number=str(number), keep=True, indent=_GUTTER)]
    if card.says:
        pieces.append(Piece(_says(card), above=4, keep=True, indent=_GUTTER))
    blocks = sorted(outward_blocks(card), key=lambda block: block.key != "say_this")
    said = 1 if blocks and blocks[0].key == "say_this" else 0
    pieces += [_block_piece(block, card) for block in blocks[:said]]
    if entry.note.strip():
        pieces.append(Piece(_note(entry.note), look="note", indent=_GUTTER))
    pieces += [_block_piece(block, card) for block in blocks[said:]]
    pieces.append(Piece(_foot(entry, card), above=8, indent=_GUTTER))
    return pieces


def _block_piece(block: Block, card: Card) -> Piece:
    look = {"say_this": "say", "result": "result"}.get(block.key, "")
    body = render_html(block.markdown, card.attachments)
    body = body.replace("<p><img ", '<p class="picture"><img ')
    label = "" if block.key == INTRO else _label(plain_text(block.heading), look)
    return Piece(label + body, 16 if look == "say" else 13, look, indent=_GUTTER)


def _label(words: str, look: str) -> str:
    return f'<p class="label {look}">{escape(words)}</p>'


def _says(card: Card) -> str:
    lead = _("When they say") if card.kind is CardKind.OBJECTION else _("When they ask")
    quoted = " &nbsp;".join(
        _("“{words}”").format(words=escape(said)) for said in card.says[:_SAYS_SHOWN]
    )
    return f'<p class="says">{escape(lead)}&nbsp; {quoted}</p>'


def _note(note: str) -> str:
    lines = "<br>".join(escape(line) for line in note.strip().split("\n"))
    label = _label(_("Your note"), "note")
    return f"{label}<p>{lines}</p>"


def _foot(entry: BriefEntry, card: Card) -> str:
    revision = _("Revision {n}").format(n=entry.held.revision if entry.held else 0)
    day = day_in_words(card.verify_by) if card.verify_by else ""
    if not entry.verified:
        words = _("not verified since {day}").format(day=day)
        return f'<p class="foot">{escape(revision)} · <span class="warn">{escape(words)}</span></p>'
    words = _("verified until {day}").format(day=day) if day else _("verified")
    return f'<p class="foot">{escape(revision)} · {escape(words)}</p>'


def _draw_bar(painter: QPainter, ink: Ink) -> None:
    """A short bar above the title: where the brief begins."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.tokens.colour("accent"))
    painter.drawRoundedRect(QRectF(0, -_BAR, 52, 5), 2.5, 2.5)


def _draw_foot(
    painter: QPainter, paper: QSizeF, ink: Ink, opened: OpenBrief, page: tuple[int, int]
) -> None:
    """The line at the foot of a page: whose paper it is, and which page of how many."""
    top = paper.height() - _FOOT + 20
    painter.setPen(QPen(ink.tokens.colour("line_strong"), 0.75))
    painter.drawLine(QPointF(0, top), QPointF(paper.width(), top))
    font = ink.font(11)
    painter.setFont(font)
    painter.setPen(ink.tokens.colour("text_muted"))
    line = QRectF(0, top + 5, paper.width(), 16)
    number = _("Page {n} of {count}").format(n=page[0], count=page[1])
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, number)
    day = day_in_words(opened.now.astimezone().date())
    words = _("{title} · {day} · for your own use").format(title=opened.brief.title, day=day)
    metrics = QFontMetricsF(font)
    room = paper.width() - metrics.horizontalAdvance(number) - 24
    words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, words)
