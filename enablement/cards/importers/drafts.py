"""A card on its way from a source file: what was found so far, and what is not used yet."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from enablement.cards.importers.report import FileReport
from enablement.cards.model import CardKind


@dataclass
class Draft:
    """What will be one card.

    `values` are the keys of the source that nothing has taken yet: they end in the card's extra
    keys. `part` tells the cards of one file apart, and counts from 1.
    """

    file: FileReport
    path: PurePosixPath
    values: dict[str, Any]
    body: str
    title: str = ""
    language: str = ""
    kind: CardKind = CardKind.STORY
    summary: str = ""
    says: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    audience: dict[str, tuple[str, ...]] = field(default_factory=dict)
    owner: str = ""
    shareable: bool = False
    card_id: str = ""
    wanted_id: str = ""
    pair: str = ""
    translation_of: str = ""
    part: int = 0
    attachments: dict[str, str] = field(default_factory=dict)

    def derive(self, *, title: str, body: str, part: int) -> "Draft":
        """A further card of the same file, with the same keys."""
        return replace(
            self, title=title, body=body, part=part, values=dict(self.values),
            facets=dict(self.facets), dates=dict(self.dates), attachments={},
        )  # fmt: skip
