"""Pieces of text set on pages of paper: what belongs together stays together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QTextDocument

from enablement.cards.renderer import ATTACHMENT_SCHEME
from enablement.ui.card.outward import with_pictures
from enablement.ui.theme import Tokens

_FEW_LINES = 64
"""A piece is not cut so that less than this of it stays on a page."""

_TALLEST = 216
"""Pictures are small enough to leave room for what is said of them."""

_PAD, _RADIUS, _NUMBER = 14, 9, 25
_GROUNDS = {
    "say": ("accent_soft", "accent"),
    "result": ("worked_soft", "worked"),
    "note": ("neutral_soft", "neutral"),
}


@dataclass(frozen=True)
class Ink:
    """What paper is drawn with: the light colours, and the families of letters to choose from."""

    tokens: Tokens
    families: tuple[str, ...]

    def font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """A font of a size in dots of a 96th of an inch, shaped as the printer will shape it."""
        font = QFont(list(self.families))
        font.setPixelSize(round(size))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True)
class Piece:
    """A text in one look; `number` stands in the gutter, `keep` holds it to the one that follows."""

    html: str
    size: float = 13
    look: str = ""
    above: float = 10
    number: str = ""
    keep: bool = False
    indent: float = 0


@dataclass(frozen=True)
class _Set:
    """A piece that is set: its document, and its height with what is around."""

    piece: Piece
    document: QTextDocument
    pad: float
    height: float


@dataclass(frozen=True)
class _Placed:
    """A part of a set piece on a page, from `start` to `end` of its height."""

    set: _Set
    top: float
    start: float
    end: float


class Pages:
    """Sets pieces on pages of that size, and draws them; made and used in one thread."""

    def __init__(
        self, pieces: Sequence[Piece], pictures: Mapping[str, bytes], ink: Ink, size: QSizeF
    ) -> None:
        self._ink, self._size = ink, size
        self._images = {
            digest: QImage.fromData(QByteArray(data)) for digest, data in pictures.items()
        }
        self._pages: list[list[_Placed]] = [[]]
        self._at = 0.0
        sets = [self._set(piece) for piece in pieces]
        for position, one in enumerate(sets):
            self._place(one, self._kept_height(sets[position:]))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def words(self) -> str:
        """All that is said, page after page."""
        placed = (one for page in self._pages for one in page)
        return "\n".join(one.set.document.toPlainText() for one in placed if not one.start)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw one page, counted from 0, its corner at the painter's origin."""
        for placed in self._pages[number]:
            self._draw(painter, placed)

    def _set(self, piece: Piece) -> _Set:
        pad = _PAD if piece.look in _GROUNDS else 0
        document = QTextDocument()
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setIndentWidth(16)
        document.setDefaultFont(self._ink.font(piece.size))
        document.setDefaultStyleSheet(_css(self._ink.tokens))
        width = self._size.width() - piece.indent - (2 * pad + 4 if pad else 0)
        kind = QTextDocument.ResourceType.ImageResource.value
        for digest, image in self._images.items():
            document.addResource(kind, QUrl(f"{ATTACHMENT_SCHEME}:{digest}"), image)
        document.setTextWidth(width)
        document.setHtml(with_pictures(piece.html, lambda digest: self._fitted(digest, width)))
        return _Set(piece, document, pad, document.size().height() + 2 * pad)

    def _fitted(self, digest: str, width: float) -> str:
        """A picture no wider than its column; nothing for one that cannot be read."""
        image = self._images.get(digest, QImage())
        if image.isNull():
            return ""
        tall = _TALLEST * image.width() / image.height()
        room = int(min(width - 1, image.width(), tall))
        return f'src="{ATTACHMENT_SCHEME}:{digest}" width="{room}"'

    def _kept_height(self, sets: Sequence[_Set]) -> float:
        """How much room the first piece needs together with those that it is held to."""
        height = 0.0
        for one in sets:
            whole = one.height if one.pad or one.piece.keep else min(one.height, _FEW_LINES * 2)
            height += one.piece.above + whole
            if not one.piece.keep:
                break
        return height

    def _place(self, one: _Set, needed: float) -> None:
        room, above = self._size.height(), one.piece.above
        if self._at and self._at + needed > room and needed <= room:
            self._turn()
        start = 0.0
        while start < one.height:
            top = self._at + above if self._at else 0.0
            end = self._cut(one, start, room - top)
            if end <= start:
                if not self._at:
                    end = one.height  # a line higher than a page: it is shown as far as it goes
                else:
                    self._turn()
                    continue
            self._pages[-1].append(_Placed(one, top, start, end))
            self._at = top + end - start
            start = end
            if start < one.height:
                self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._at = 0.0

    def _cut(self, one: _Set, start: float, room: float) -> float:
        """Where a piece is cut so that it fits: between two lines, or not at all."""
        if one.height - start <= room:
            return one.height
        fitting = [line for line in _line_ends(one) if start < line <= start + room]
        if not fitting or fitting[-1] - start < min(_FEW_LINES, self._size.height() / 4):
            return start
        return fitting[-1]

    def _draw(self, painter: QPainter, placed: _Placed) -> None:
        piece, pad = placed.set.piece, placed.set.pad
        width = self._size.width() - piece.indent
        painter.save()
        painter.translate(piece.indent, placed.top)
        painter.setClipRect(
            QRectF(-piece.indent, 0, width + piece.indent, placed.end - placed.start)
        )
        painter.translate(0, -placed.start)
        if pad:
            self._draw_ground(painter, QRectF(0, 0, width, placed.set.height), piece.look)
        if piece.number:
            self._draw_number(painter, piece)
        painter.translate(pad + 4 if pad else 0, pad)
        placed.set.document.drawContents(painter)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRectF, look: str) -> None:
        ground, bar = (self._ink.tokens.colour(name) for name in _GROUNDS[look])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        edge = QColor(bar)
        edge.setAlpha(70)
        painter.setPen(QPen(edge, 0.75))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(QRectF(6, 11, 3, max(4, box.height() - 22)), 1.5, 1.5)

    def _draw_number(self, painter: QPainter, piece: Piece) -> None:
        tokens = self._ink.tokens
        circle = QRectF(-piece.indent, 0, _NUMBER, _NUMBER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(circle)
        painter.setPen(tokens.colour("on_accent"))
        painter.setFont(self._ink.font(12, QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, piece.number)


def _line_ends(one: _Set) -> list[float]:
    """The lower ends of the lines of a piece, from above."""
    ends, layout = set[float](), one.document.documentLayout()
    block = one.document.firstBlock()
    while block.isValid():
        top, lines = layout.blockBoundingRect(block).top() + one.pad, block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            ends.add(top + QPointF(line.rect().bottomLeft()).y())
        block = block.next()
    return sorted(ends)


def _css(tokens: Tokens) -> str:
    """The style of paper, in the part of CSS that Qt's text engine knows."""
    return f"""
    body {{ color: {tokens["text"]}; }}
    p {{ margin: 0 0 6px 0; line-height: 125%; }}
    p.picture {{ line-height: 100%; margin: 6px 0 6px 0; }}
    p.title {{ font-size: 30px; font-weight: 700; margin: 0 0 5px 0; line-height: 112%; }}
    p.about {{ font-size: 14px; color: {tokens["text_muted"]}; margin: 0; }}
    p.card {{ font-size: 19px; font-weight: 700; margin: 0; line-height: 115%; }}
    p.says {{ font-style: italic; color: {tokens["text_soft"]}; margin: 0; }}
    p.label {{ font-size: 12px; font-weight: 700; color: {tokens["text_muted"]}; margin: 0 0 3px 0; }}
    p.say {{ color: {tokens["accent_text"]}; }}
    p.result {{ color: {tokens["worked_text"]}; }}
    p.note {{ color: {tokens["neutral_text"]}; }}
    p.foot {{ font-size: 11px; color: {tokens["text_muted"]}; margin: 0; }}
    span.warn {{ color: {tokens["neutral_text"]}; font-weight: 600; }}
    ul, ol {{ margin: 0; }}
    li {{ margin-bottom: 3px; line-height: 122%; }}
    a {{ color: {tokens["accent_text"]}; text-decoration: none; }}
    h1, h2, h3, h4, h5, h6 {{ font-size: 13px; font-weight: 700; margin: 6px 0 3px 0; }}
    blockquote {{ margin: 0 0 6px 14px; color: {tokens["text_soft"]}; font-style: italic; }}
    code, pre {{ font-size: 12px; }}
    table {{ border-collapse: collapse; margin: 4px 0 8px 0; }}
    td, th {{ padding: 4px 8px; border: 1px solid {tokens["line_strong"]}; font-size: 12px; }}
    """
