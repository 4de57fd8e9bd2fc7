"""The style of a card's page: the part of CSS that Qt's text engine knows, made from the tokens."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from enablement.ui.card.card_html import Look
from enablement.ui.theme import Theme

PANEL_GAP = 10
_RADIUS, _RING = 12, 2
_ICON_COLOURS = {
    Look.SAY: "accent_text", Look.RESULT: "worked_text", Look.AVOID: "flat_text",
    Look.PLAIN: "text_muted", Look.NEWS: "accent_text", Look.WARN: "neutral_text",
    Look.DOUBT: "flat_text",
}  # fmt: skip
_GROUNDS = {
    Look.SAY: ("accent_soft", "accent"),
    Look.RESULT: ("worked_soft", "worked"),
    Look.AVOID: ("flat_soft", "flat"),
    Look.NEWS: ("panel", "accent"),
    Look.WARN: ("neutral_soft", "neutral"),
    Look.DOUBT: ("flat_soft", "flat"),
}


def icon_colour(look: str) -> str:
    """The token that an icon on the page is drawn in; `muted` is for asides."""
    return "text_muted" if look == "muted" else _ICON_COLOURS[Look(look)]


def page_css(theme: Theme) -> str:
    """The style sheet of the page, for the scheme and the text size in force."""
    t, px, size = theme.tokens, theme.px, theme.size
    side, inner = px(22), px(18)
    return f"""
    body {{ color: {t["text"]}; }}
    p {{ margin: 0 0 {px(10)}px 0; line-height: 130%; }}
    p.picture {{ line-height: 100%; margin: {px(6)}px 0 {px(10)}px 0; }}
    ul {{ list-style-type: none; }}
    ul, ol {{ margin: 0 0 {px(8)}px 0; }}
    li {{ margin-bottom: {px(8)}px; line-height: 126%; }}
    li p {{ margin-bottom: {px(6)}px; line-height: 126%; }}
    a {{ color: {t["accent_text"]}; text-decoration: underline; }}
    h3, h4, h5, h6 {{ font-size: {size("card")}px; font-weight: 700; margin: {px(8)}px 0 {px(4)}px 0; }}
    code, pre {{ background-color: {t["panel"]}; font-size: {size("row")}px; }}
    blockquote {{ margin: 0 0 {px(8)}px {px(16)}px; color: {t["text_soft"]}; font-style: italic; }}
    hr {{ background-color: {t["line"]}; }}
    div table {{ border-collapse: collapse; border-color: {t["line_strong"]};
                 margin-top: {px(6)}px; margin-bottom: {px(12)}px; }}
    div td, div th {{ padding: {px(6)}px {px(10)}px; border: 1px solid {t["line_strong"]};
                      font-size: {size("row")}px; }}
    td.says {{ color: {t["text_soft"]}; font-size: {size("row")}px; font-style: italic;
               padding: 0 {side}px {px(2)}px {side}px; }}
    span.lead {{ color: {t["text_muted"]}; font-style: normal; }}
    table.panel {{ margin-bottom: {PANEL_GAP}px; }}
    td.say, td.result, td.avoid {{ padding: {inner}px {side}px {px(10)}px {side}px; }}
    td.plain {{ padding: {px(12)}px {side}px {px(2)}px {side}px; }}
    td.news, td.warn, td.doubt {{ padding: {px(11)}px {side}px {px(11)}px {side}px; }}
    td.noticeicon {{ padding: {px(1)}px {px(10)}px 0 0; }}
    td.notice {{ font-size: {size("row")}px; color: {t["text"]}; line-height: 120%; }}
    td.foot {{ padding: {px(14)}px {side}px 0 {side}px; }}
    p.thread {{ font-size: {size("row")}px; margin: 0 0 {px(6)}px 0; }}
    span.fate {{ color: {t["text_muted"]}; }}
    span.key {{ color: {t["text_muted"]}; font-size: {size("small")}px; }}
    ins.word {{ color: {t["worked_text"]}; background-color: {t["worked_soft"]}; text-decoration: underline; }}
    del.word {{ color: {t["flat_text"]}; background-color: {t["flat_soft"]};
           text-decoration: line-through; }}
    span.folded {{ color: {t["text_muted"]}; font-size: {size("row")}px; }}
    span.sign {{ font-weight: 700; }}
    p.fact {{ margin: 0 0 {px(6)}px 0; }}
    span.factname {{ color: {t["text_muted"]}; }}
    td.label {{ padding: 0 0 {px(8)}px 0; font-size: {size("row")}px; font-weight: 700;
                color: {t["text_soft"]}; }}
    td.aside {{ padding: 0 0 {px(8)}px 0; font-size: {size("small")}px; color: {t["text_muted"]}; }}
    img.icon {{ vertical-align: middle; }}
    span.say {{ color: {t["accent_text"]}; }}
    span.result {{ color: {t["worked_text"]}; }}
    span.avoid {{ color: {t["flat_text"]}; }}
    div.say {{ font-size: {size("say")}px; }}
    div.say p {{ line-height: 134%; }}
    div.say li {{ line-height: 130%; }}
    """


def draw_ring(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw what says that a block is in view: a ring around it."""
    colour = theme.tokens.colour("accent")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, _RING))
    half = _RING / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), _RADIUS, _RADIUS)


def draw_dot(painter: QPainter, right: float, middle: float, colour: QColor, size: int) -> None:
    """Draw the mark of an item, left of its text, which is of that size."""
    side = round(size * 0.32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(right - size * 0.62 - side, middle - side / 2, side, side))


def draw_panel(painter: QPainter, box: QRectF, look: Look, theme: Theme) -> None:
    """Draw what lies under a block: a tinted ground with a bar; nothing under a plain one."""
    if look not in _GROUNDS:
        return
    ground, bar = _GROUNDS[look]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.colour(ground))
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    edge = QColor(theme.tokens.colour(bar))
    edge.setAlpha(70)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens.colour(bar))
    painter.drawRoundedRect(QRectF(box.left() + 6, box.top() + 16, 3, box.height() - 32), 1.5, 1.5)
