"""What a customer gets: one HTML file that needs nothing beside it and holds only what is for them.

It is made from the cards alone: no note, no evidence and no other word of the rep or of marketing's
own can get in, because nothing else is asked. What cannot be told apart surely is left out.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from string import Template

from enablement.cards.blocks import INTRO, Block
from enablement.cards.model import Card
from enablement.cards.renderer import plain_text, render_html
from enablement.settings import shipped_folder
from enablement.translation import LANGUAGES, _, current_language, speaking
from enablement.ui.card.outward import sayable_blocks, with_pictures
from enablement.ui.days import day_in_words

_LEVEL = re.compile(r"<(/?)h([1-6])\b")
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),  # what else a RIFF may hold no browser shows as a picture
)
"""The pictures that go along, by their first bytes: a drawing in a language of its own does not."""


@dataclass(frozen=True)
class Shared:
    """The file for the customer: its name and its text."""

    name: str
    html: str


def shared_blocks(card: Card) -> tuple[Block, ...]:
    """The blocks of a card that go to a customer; none unless it is marked for them."""
    return sayable_blocks(card) if card.shareable else ()


def kept_headings(card: Card) -> tuple[str, ...]:
    """The headings of the blocks that stay on the laptop when the card is shared."""
    going = {block.key for block in shared_blocks(card)}
    return tuple(
        plain_text(block.heading)
        for block in card.blocks
        if block.heading and block.key not in going
    )


def share(
    cards: Sequence[Card], pictures: Mapping[str, bytes], title: str, sender: str, day: date
) -> Shared:
    """Lay out the file in the language that most of the cards are in."""
    going = [card for card in cards if shared_blocks(card)]
    language = _language(going)
    with speaking(language):
        articles = [_article(number, card, pictures) for number, card in enumerate(going, 1)]
        contents = _contents(going) if len(going) > 2 else ""
        byline = _("From {name}").format(name=sender) if sender else ""
        line = " · ".join(part for part in (byline, day_in_words(day)) if part)
        foot = _("As of {day}. Please ask us before you pass it on: answers change.").format(
            day=day_in_words(day)
        )
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = _template("share.html").substitute(
        language=language, title=escape(title), style=style, digest=digest, line=escape(line),
        contents=contents, articles="\n".join(articles), foot=escape(foot),
    )  # fmt: skip
    return Shared(file_name(title) + ".html", html)


def file_name(title: str) -> str:
    """A title as the name of a file on any system, without its ending."""
    plain = re.sub(r'[*?"<>|\x00-\x1f]+', "", re.sub(r"[\\/:]+", " ", title))
    return " ".join(plain.split()).strip(" .")[:80] or "brief"


def _language(cards: Sequence[Card]) -> str:
    spoken = Counter(card.language for card in cards if card.language in LANGUAGES)
    return spoken.most_common(1)[0][0] if spoken else current_language()


def _article(number: int, card: Card, pictures: Mapping[str, bytes]) -> str:
    blocks = sorted(shared_blocks(card), key=lambda block: block.key != "say_this")
    parts = "\n".join(_part(block, card, pictures) for block in blocks)
    return (
        f'<article id="part-{number}" lang="{escape(card.language)}">'
        f"<h2>{escape(card.title)}</h2>\n{parts}\n</article>"
    )


def _part(block: Block, card: Card, pictures: Mapping[str, bytes]) -> str:
    """A block; “Say this” is said without telling the customer that it should be."""
    html = render_html(block.markdown, card.attachments)
    body = with_pictures(html, lambda digest: _data_uri(digest, pictures))
    # A heading inside a block stands below the block's own.
    body = _LEVEL.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + 2)}", body)
    look = {"say_this": "say", "result": "result"}.get(block.key, "plain")
    silent = block.key in ("say_this", INTRO)
    head = "" if silent else f"<h3>{escape(plain_text(block.heading))}</h3>"
    return f'<section class="{look}">{head}{body}</section>'


def _data_uri(digest: str, pictures: Mapping[str, bytes]) -> str:
    """A picture as a part of the page; nothing for what no browser would show."""
    data = pictures.get(digest, b"")
    kind = next((kind for first, kind in _KINDS if data.startswith(first)), "")
    return f'src="data:{kind};base64,{base64.b64encode(data).decode()}"' if kind else ""


def _contents(cards: Sequence[Card]) -> str:
    links = "".join(
        f'<li><a href="#part-{number}">{escape(card.title)}</a></li>'
        for number, card in enumerate(cards, 1)
    )
    name = escape(_("On this page"))
    return f'<nav aria-label="{name}"><ol>{links}</ol></nav>'


def _style() -> str:
    return (shipped_folder("resources") / "share" / "share.css").read_text("utf-8")


def _template(name: str) -> Template:
    return Template((shipped_folder("resources") / "share" / name).read_text("utf-8"))
