"""A card as the rep will see it: rendered like on the laptop, as HTML that is safe to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enablement.cards.blocks import split_blocks
from enablement.cards.renderer import ATTACHMENT_SCHEME, plain_text, render_html
from enablement.hub.drafting.fields import BODY

IMAGES = "/card-images/"
"""Where pages find the images of cards, each by its hash."""

_FIRST = "say_this"


@dataclass(frozen=True)
class SafeHtml:
    """HTML that the allow-list has been through; templates show it as it is."""

    text: str

    def __html__(self) -> str:
        return self.text


@dataclass(frozen=True)
class PreviewBlock:
    """One block: `internal` ones never leave the laptop."""

    key: str
    heading: str
    html: SafeHtml
    internal: bool
    seconds: int


@dataclass(frozen=True)
class Preview:
    """What stands on the page of a card; `says` are the buyer's words."""

    title: str
    kind: str
    summary: str
    language: str
    says: tuple[str, ...]
    blocks: tuple[PreviewBlock, ...]
    verify_by: str
    verified: bool


def preview(fields: Mapping[str, str], images: Mapping[str, str], today: date) -> Preview:
    """The page of a card with these fields, even of one that is not finished."""
    blocks = [
        PreviewBlock(
            block.key,
            plain_text(block.heading),
            safe_html(block.markdown, images),
            block.internal,
            block.spoken_seconds if block.key == _FIRST else 0,
        )
        for block in split_blocks(fields.get(BODY, ""))
    ]
    return Preview(
        title=fields.get("title", ""),
        kind=fields.get("kind", ""),
        summary=fields.get("summary", ""),
        language=fields.get("language", "") or "en",
        says=tuple(line for line in fields.get("says", "").split("\n") if line),
        # As on the laptop: what to say stands first, wherever it was written.
        blocks=tuple(sorted(blocks, key=lambda block: block.key != _FIRST)),
        verify_by=fields.get("verify_by", ""),
        verified=not _is_past(fields.get("verify_by", ""), today),
    )


def safe_html(markdown: str, images: Mapping[str, str]) -> SafeHtml:
    """The HTML of some Markdown, whose images are those of the card, served by the hub."""
    html = render_html(markdown, images)
    # The renderer leaves no other source, and writes attributes in one way only.
    return SafeHtml(html.replace(f'src="{ATTACHMENT_SCHEME}:', f'src="{IMAGES}'))


def _is_past(day: str, today: date) -> bool:
    try:
        return bool(day) and date.fromisoformat(day) < today
    except ValueError:
        return False
