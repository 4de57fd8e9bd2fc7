"""The difference between two revisions as a page to read: changed blocks whole, the rest folded."""

from collections.abc import Iterator
from html import escape

from enablement.cards.differences import How, Piece
from enablement.translation import _, ngettext
from enablement.ui.card.card_html import (
    CardPage,
    Look,
    Panel,
    head_html,
    icon_html,
    icon_of,
    page_of,
    panel_html,
)
from enablement.ui.card.difference import BlockDifference, Difference, Fact

_SIGNS = {How.ADDED: "+", How.REMOVED: "−"}
_TAGS = {How.ADDED: "ins", How.REMOVED: "del"}
_BULLET = "• "


def difference_page(difference: Difference, former_revision: int | None) -> CardPage:
    """The page; signs, lines and colours say the same, so that none of them is needed alone."""
    panels = [_lead(difference, former_revision)]
    if difference.facts:
        panels.append(_facts(difference.facts))
    folded: list[str] = []
    for block in sorted(difference.blocks, key=lambda block: block.key != "say_this"):
        if block.changed:
            panels += _fold(folded)
            folded = []
            panels.append(_block(block))
        else:
            folded.append(block.heading or _("Introduction"))
    return page_of([*panels, *_fold(folded)])


def _lead(difference: Difference, former: int | None) -> Panel:
    count = len(difference.changed_blocks) + len(difference.facts)
    said = (
        ngettext("{n} thing changed since revision {former}.",
                 "{n} things changed since revision {former}.", count)
        if count
        else _("What it says is as in revision {former}; only how it is written changed.")
    )  # fmt: skip
    # Words are not looked for inside of formatted strings when they are collected for translation.
    named = (Piece(How.ADDED, _("added")),), (Piece(How.REMOVED, _("removed")),)
    legend = " &nbsp; ".join(_pieces(one) for one in named)
    back = _("F7 or Esc: back to the card")
    inside = (
        '<table width="100%" cellspacing="0" cellpadding="0" border="0"><tr>'
        f'<td class="noticeicon" width="28">{icon_html("change", Look.NEWS)}</td>'
        f'<td class="notice"><b>{escape(said.format(n=count, former=former))}</b>'
        f'&nbsp; {legend}</td><td class="aside" align="right">{escape(back)}</td></tr></table>'
    )
    return Panel(Look.NEWS, panel_html(Look.NEWS, inside))


def _facts(facts: tuple[Fact, ...]) -> Panel:
    rows = "".join(
        f'<p class="fact"><span class="factname">{escape(fact.name)}:</span> '
        f"{_pieces(fact.pieces, apart=True)}</p>"
        for fact in facts
    )
    head = head_html("info", Look.PLAIN, _("About the card"))
    return Panel(Look.PLAIN, panel_html(Look.PLAIN, head + rows))


def _block(block: BlockDifference) -> Panel:
    look = Look.SAY if block.key == "say_this" else Look.PLAIN
    aside = {How.ADDED: _("new block"), How.REMOVED: _("block removed"), How.SAME: ""}[block.how]
    name = block.heading or _("Introduction")
    head = head_html(icon_of(block.key), look, name, escape(aside))
    return Panel(look, panel_html(look, f'{head}<div class="{look}">{_told(block.pieces)}</div>'))


def _fold(names: list[str]) -> list[Panel]:
    if not names:
        return []
    said = escape(_("Unchanged: {names}").format(names=", ".join(names)))
    inside = f'<span class="folded">{said}</span>'
    return [Panel(Look.PLAIN, panel_html(Look.PLAIN, inside))]


def _pieces(pieces: tuple[Piece, ...], *, apart: bool = False) -> str:
    """The words, those that came or went with a sign; `apart` for values that stand by themselves."""
    return ("&nbsp; " if apart else "").join(_piece(piece) for piece in pieces)


def _told(pieces: tuple[Piece, ...]) -> str:
    """Line by line, so that items stand as items, whichever words in them changed."""
    html: list[str] = []
    for line in _line_by_line(pieces):
        first, rest = line[0], line[1:]
        listed = first.text.lstrip().startswith(_BULLET)
        if listed:
            first = Piece(first.how, first.text.lstrip().removeprefix(_BULLET))
        words = "".join(_piece(piece) for piece in (first, *rest) if piece.text)
        if words:
            html.append(f"<ul><li>{words}</li></ul>" if listed else f"<p>{words}</p>")
    return "".join(html).replace("</ul><ul>", "")


def _line_by_line(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        line.append(Piece(piece.how, first))
        for text in rest:
            yield line
            line = [Piece(piece.how, text)]
    yield line


def _piece(piece: Piece) -> str:
    if piece.how is How.SAME or not piece.text.strip():
        return escape(piece.text)
    body = piece.text.rstrip()
    tag, sign = _TAGS[piece.how], _SIGNS[piece.how]
    tail = escape(piece.text[len(body) :])
    return f'<{tag} class="word"><span class="sign">{sign}&nbsp;</span>{escape(body)}</{tag}>{tail}'
