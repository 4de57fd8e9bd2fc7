"""The card: one approved message, its front matter, its Markdown body and its blocks."""

import hashlib
import json
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from enablement.cards.blocks import Block, split_blocks

FACETS = ("products", "industries", "personas", "stages", "competitors", "tags")


class CardKind(StrEnum):
    """The two kinds of message."""

    STORY = "story"
    OBJECTION = "objection"


class Audience(BaseModel):
    """Whom a card is published to; an empty field means everyone."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    teams: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def includes(self, team: str, region: str) -> bool:
        """Whether a rep of this team and region may hold the card."""
        return (not self.teams or team in self.teams) and (
            not self.regions or region in self.regions
        )


_EVERYONE = Audience.model_construct()
"""Made without a check, for which pydantic would have to be put together at every start."""


class Card(BaseModel):
    """One approved message, as marketing wrote it; its number of revision is the hub's to give.

    `extra` keeps front-matter keys that are not ours; `attachments` maps the path used in the body
    to the SHA-256 of the file's bytes. Fields unknown to this version are ignored on reading, so
    that an older laptop can read a newer hub's cards.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    kind: CardKind
    title: str
    language: str = "en"
    translation_of: str | None = None
    summary: str = ""
    says: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: Audience = _EVERYONE
    owner: str = ""
    valid_from: date | None = None
    verify_by: date | None = None
    expires: date | None = None
    shareable: bool = False
    extra: dict[str, Any] = Field(default_factory=dict)
    body: str = ""
    attachments: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The sayable parts of the body, in order."""
        return split_blocks(self.body)

    def block(self, key: str) -> Block | None:
        """The block of that key, if the card has it."""
        return next((block for block in self.blocks if block.key == key), None)

    def facet(self, name: str) -> tuple[str, ...]:
        """The values of one of `FACETS`."""
        values: tuple[str, ...] = getattr(self, name)
        return values

    def shown_on(self, day: date) -> bool:
        """Whether the card may be shown that day: valid already, and not expired."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.expires is None or day < self.expires)

    def verified_on(self, day: date) -> bool:
        """Whether marketing's word that the card is right still holds that day."""
        return self.verify_by is None or day <= self.verify_by

    def to_bytes(self) -> bytes:
        """The card's canonical form: UTF-8 JSON, keys sorted, defaults left out.

        Defaults are left out so that a field added later does not change the hash of old cards.
        """
        fields = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(
            fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Card":
        """Read the canonical form; raises `pydantic.ValidationError` on anything else."""
        return cls.model_validate_json(data)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal: the identity of a revision's content."""
        return hashlib.sha256(self.to_bytes()).hexdigest()
