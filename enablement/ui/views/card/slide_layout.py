"""How the words of a slide are laid out: as large as fits, never cut."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QTextDocument

from enablement.ui.theme import Tokens

_LARGEST, _SMALLEST = 12, 60
"""The height of the slide is so many times that of its words."""


def fitted_document(
    html: str, room: QSizeF, font: QFont, tokens: Tokens, larger: float
) -> QTextDocument:
    """The words in the largest size that fits into the room; `larger` is what the rep asked for."""
    size = room.height() / _LARGEST * larger
    smallest = room.height() / _SMALLEST
    document = _document(html, room.width(), font, size, tokens)
    while document.size().height() > room.height() and size > smallest:
        size *= 0.94
        document = _document(html, room.width(), font, size, tokens)
    return document


def _document(html: str, width: float, font: QFont, size: float, tokens: Tokens) -> QTextDocument:
    document, sized = QTextDocument(), QFont(font)
    sized.setPixelSize(max(8, round(size)))
    document.setDefaultFont(sized)
    document.setDocumentMargin(0)
    document.setIndentWidth(size * 1.4)
    document.setDefaultStyleSheet(_css(size, tokens))
    document.setHtml(f"<div>{html}</div>")
    document.setTextWidth(width)
    return document


def _css(size: float, t: Tokens) -> str:
    return f"""
    div {{ color: {t["text"]}; }}
    p {{ margin: 0 0 {round(size * 0.6)}px 0; line-height: 132%; }}
    ul {{ list-style-type: none; }}
    ul, ol {{ margin: 0 0 {round(size * 0.4)}px 0; }}
    li {{ margin-bottom: {round(size * 0.55)}px; line-height: 126%; }}
    a {{ color: {t["accent_text"]}; text-decoration: none; }}
    h3, h4, h5, h6 {{ font-size: {round(size)}px; font-weight: 700; }}
    table {{ border-collapse: collapse; border-color: {t["line_strong"]}; }}
    td, th {{ padding: {round(size * 0.3)}px {round(size * 0.5)}px;
              border: 1px solid {t["line_strong"]}; }}
    blockquote {{ margin-left: {round(size)}px; font-style: italic; }}
    """
