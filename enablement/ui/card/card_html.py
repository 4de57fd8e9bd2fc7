"""A card as the page that a rep reads: its blocks in the order in which they are needed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

from enablement.cards.blocks import INTRO, Block
from enablement.cards.model import Card, CardKind
from enablement.cards.renderer import ATTACHMENT_SCHEME, plain_text, render_html
from enablement.translation import _
from enablement.ui.card.outward import is_for_the_rep
from enablement.ui.card.readable import without_pictures

ICON_SCHEME = "icon"
DESK_SCHEME = "desk"
"""Links on the page that the desk itself follows; a card's own text cannot hold one."""

ATTACHMENT = "attachment/"
"""Where the link of a picture leads, within the desk, before its hash."""

SPOKEN_LIMIT = 40
"""Seconds that a buyer listens; longer blocks say so."""

TOLD_LIMIT = 90
"""Seconds that a story may take on a live call."""

STORY_TOLD = ("situation", "what_changed", "result")
_ICONS = {
    "say_this": "say", "proof": "proof", "ask_next": "ask", "avoid": "avoid",
    "situation": "situation", "what_changed": "change", "result": "result", "use_it_when": "use",
}  # fmt: skip
_SAYS_SHOWN = 3
_PICTURE = re.compile(rf'<p>(<img [^>]*src="{ATTACHMENT_SCHEME}:([0-9a-f]+)"[^>]*>)\s*</p>')


class Look(StrEnum):
    """How a panel is set apart on the page, beside its icon and words."""

    SAY = "say"
    RESULT = "result"
    AVOID = "avoid"
    PLAIN = "plain"
    NEWS = "news"
    WARN = "warn"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Panel:
    """One part of the page; `block` is the key of the block that it shows, if it shows one."""

    look: Look
    html: str
    block: str = ""


@dataclass(frozen=True)
class CardPage:
    """A page to read: `looks` and `blocks` have one entry for each top-level panel of the HTML."""

    html: str
    looks: tuple[Look, ...]
    told_seconds: int
    blocks: tuple[str, ...] = ()


def look_of(block: Block) -> Look:
    """How a block is set apart; what stays on the laptop looks like `Avoid`."""
    if block.key == "say_this":
        return Look.SAY
    if block.internal:
        return Look.AVOID
    return Look.RESULT if block.key == "result" else Look.PLAIN


def block_name(block: Block) -> str:
    """What a block is called: its heading, or what stands before the first one."""
    return plain_text(block.heading) or _("Introduction")


def told_seconds(card: Card) -> int:
    """How long a story takes to tell; 0 for other cards, whose “Say this” tells its own time."""
    told = [block for block in card.blocks if block.key in STORY_TOLD]
    return sum(seconds_of(block) for block in told) if card.kind is CardKind.STORY else 0


def card_page(card: Card, above: Iterable[Panel] = (), below: Iterable[Panel] = ()) -> CardPage:
    """Lay out a card, “Say this” first; the HTML is safe and its images are the card's own."""
    blocks = sorted(card.blocks, key=lambda block: block.key != "say_this")
    panels = [Panel(look_of(block), _panel(block, card), block.key) for block in blocks]
    if card.says:
        panels.insert(0, Panel(Look.PLAIN, _says(card)))
    return page_of((*above, *panels, *below), told_seconds(card))


def page_of(panels: Iterable[Panel], told: int = 0) -> CardPage:
    """The page of these panels, from top to bottom."""
    shown = tuple(panels)
    html = "\n".join(panel.html for panel in shown)
    looks, blocks = tuple(one.look for one in shown), tuple(one.block for one in shown)
    return CardPage(html, looks, told, blocks)


def panel_html(look: str, inside: str) -> str:
    """What every panel is on the page: a table, so that its place can be drawn and chosen."""
    return (
        f'<table class="panel {look}" width="100%" cellspacing="0" border="0"><tr>'
        f'<td class="{look}">{inside}</td></tr></table>'
    )


def icon_html(name: str, look: str) -> str:
    """One of our icons, in the colour of a look."""
    return f'<img class="icon" src="{ICON_SCHEME}:{name}/{look}">'


def head_html(icon: str, look: str, name: str, aside: str = "") -> str:
    """The line at the top of a panel: its icon and name, and what stands to the right."""
    # A non-breaking space keeps the icon on the line of its words.
    label = f'{icon_html(icon, look)}&nbsp;&nbsp;<span class="{look}">{escape(name)}</span>'
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" border="0"><tr>'
        f'<td class="label">{label}</td><td class="aside" align="right">{aside}</td>'
        "</tr></table>"
    )


def icon_of(block_key: str, *, internal: bool = False) -> str:
    """The icon of a block."""
    return _ICONS.get(block_key, "lock" if internal else "section")


def time_to_tell(seconds: int) -> str:
    """How long a story takes, in words."""
    if seconds > TOLD_LIMIT:
        return _("{n} s to tell: too long for a live call").format(n=seconds)
    return _("{n} s to tell").format(n=seconds)


def time_to_say(seconds: int) -> str:
    """How long a block takes to say, in words."""
    if seconds > SPOKEN_LIMIT:
        return _("{n} s to say, {limit} s is better").format(n=seconds, limit=SPOKEN_LIMIT)
    return _("{n} s to say").format(n=seconds)


def seconds_of(block: Block) -> int:
    """How long a block takes to say, the words of its pictures not counted."""
    return replace(block, markdown=without_pictures(block.markdown)).spoken_seconds


def _says(card: Card) -> str:
    quoted = " &nbsp;".join(
        _("“{words}”").format(words=escape(said)) for said in card.says[:_SAYS_SHOWN]
    )
    lead = _("When they say") if card.kind is CardKind.OBJECTION else _("When they ask")
    return panel_html("says", f'<span class="lead">{escape(lead)}</span>&nbsp; {quoted}')


def _panel(block: Block, card: Card) -> str:
    look = look_of(block)
    # A paragraph that is a picture gets no line spacing: it would be a share of the picture's height.
    # It is a link as well, since a picture can be opened large.
    body = _PICTURE.sub(
        rf'<p class="picture"><a href="{DESK_SCHEME}:{ATTACHMENT}\2">\1</a></p>',
        render_html(block.markdown, card.attachments),
    )
    head = "" if block.key == INTRO else _head(block, look)
    return panel_html(look, f'{head}<div class="{look}">{body}</div>')


def _head(block: Block, look: Look) -> str:
    icon = icon_of(block.key, internal=block.internal)
    return head_html(icon, look, plain_text(block.heading), _aside(block, look))


def _aside(block: Block, look: Look) -> str:
    if look is Look.AVOID:
        return _said("lock", _("for your eyes only"))
    seconds = seconds_of(block)
    if look is Look.SAY or seconds > SPOKEN_LIMIT:
        return _said("clock", time_to_say(seconds))
    if is_for_the_rep(block) or not seconds:
        return ""
    return _said("clock", _("{n} s").format(n=seconds))


def _said(icon: str, words: str) -> str:
    return f"{icon_html(icon, 'muted')}&nbsp;{escape(words)}"
