"""A card as the page that a rep reads: its blocks in the order in which they are needed."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

from enablement.cards.blocks import INTRO, Block
from enablement.cards.model import Card, CardKind
from enablement.cards.renderer import plain_text, render_html
from enablement.translation import _

ICON_SCHEME = "icon"
SPOKEN_LIMIT = 40
"""Seconds that a buyer listens; longer blocks say so."""

_STORY_TOLD = ("situation", "what_changed", "result")
_ICONS = {
    "say_this": "say", "proof": "proof", "ask_next": "ask", "avoid": "avoid",
    "situation": "situation", "what_changed": "change", "result": "result", "use_it_when": "use",
}  # fmt: skip
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_SAYS_SHOWN = 3


class Look(StrEnum):
    """How a block is set apart on the page, beside its icon and words."""

    SAY = "say"
    RESULT = "result"
    AVOID = "avoid"
    PLAIN = "plain"


@dataclass(frozen=True)
class CardPage:
    """The page of a card: `looks` has one entry for each top-level panel of the HTML."""

    html: str
    looks: tuple[Look, ...]
    told_seconds: int


def look_of(block: Block) -> Look:
    """How a block is set apart; what stays on the laptop looks like `Avoid`."""
    if block.key == "say_this":
        return Look.SAY
    if block.internal:
        return Look.AVOID
    return Look.RESULT if block.key == "result" else Look.PLAIN


def told_seconds(card: Card) -> int:
    """How long a story takes to tell; 0 for other cards, whose “Say this” tells its own time."""
    told = [block for block in card.blocks if block.key in _STORY_TOLD]
    return sum(_seconds(block) for block in told) if card.kind is CardKind.STORY else 0


def card_page(card: Card) -> CardPage:
    """Lay out a card, “Say this” first; the HTML is safe and its images are the card's own."""
    blocks = sorted(card.blocks, key=lambda block: block.key != "say_this")
    panels = [(look_of(block), _panel(block, card)) for block in blocks]
    if card.says:
        panels.insert(0, (Look.PLAIN, _says(card)))
    looks = tuple(look for look, _html in panels)
    return CardPage("\n".join(html for _look, html in panels), looks, told_seconds(card))


def time_to_tell(seconds: int) -> str:
    """How long a story takes, in words."""
    return _("{n} s to tell").format(n=seconds)


def time_to_say(seconds: int) -> str:
    """How long a block takes to say, in words."""
    if seconds > SPOKEN_LIMIT:
        return _("{n} s to say, {limit} s is better").format(n=seconds, limit=SPOKEN_LIMIT)
    return _("{n} s to say").format(n=seconds)


def _seconds(block: Block) -> int:
    return replace(block, markdown=_IMAGE.sub("", block.markdown)).spoken_seconds


def _says(card: Card) -> str:
    quoted = " &nbsp;".join(
        _("“{words}”").format(words=escape(said)) for said in card.says[:_SAYS_SHOWN]
    )
    lead = _("When they say") if card.kind is CardKind.OBJECTION else _("When they ask")
    return (
        f'<table class="panel" width="100%" cellspacing="0" border="0"><tr><td class="says">'
        f'<span class="lead">{escape(lead)}</span>&nbsp; {quoted}</td></tr></table>'
    )


def _panel(block: Block, card: Card) -> str:
    look = look_of(block)
    # A paragraph that is a picture gets no line spacing: it would be a share of the picture's height.
    body = render_html(block.markdown, card.attachments).replace(
        "<p><img ", '<p class="picture"><img '
    )
    head = "" if block.key == INTRO else _head(block, look)
    return (
        f'<table class="panel {look}" width="100%" cellspacing="0" border="0"><tr>'
        f'<td class="{look}">{head}<div class="{look}">{body}</div></td></tr></table>'
    )


def _head(block: Block, look: Look) -> str:
    icon = _ICONS.get(block.key, "lock" if block.internal else "section")
    aside = ""
    if look is Look.SAY:
        aside = _aside("clock", time_to_say(_seconds(block)))
    elif look is Look.AVOID:
        aside = _aside("lock", _("for your eyes only"))
    # A non-breaking space keeps the icon on the line of its words.
    label = f'<img class="icon" src="{ICON_SCHEME}:{icon}/{look}">&nbsp;&nbsp;<span class="{look}">{escape(plain_text(block.heading))}</span>'
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" border="0"><tr>'
        f'<td class="label">{label}</td><td class="aside" align="right">{aside}</td>'
        "</tr></table>"
    )


def _aside(icon: str, words: str) -> str:
    return f'<img class="icon" src="{ICON_SCHEME}:{icon}/muted">&nbsp;{escape(words)}'
