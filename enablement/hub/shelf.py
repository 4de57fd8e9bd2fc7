"""The hub's cards as they stand, and for whom each is meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from enablement.hub.models import NAME, cards, revisions

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class CardState(StrEnum):
    """Where a card is on its way; the steps before publishing come with the workflow."""

    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True)
class ShelfCard:
    """A card's current revision without its text: what decides who receives it."""

    card_id: str
    state: CardState
    source: str
    revision: int
    content_hash: str
    title: str
    language: str
    teams: tuple[str, ...]
    regions: tuple[str, ...]
    attachments: tuple[str, ...]


def language_code(code: str) -> str | None:
    """A language code as it is kept, `es-mx` for `es_MX`; `None` for what is none."""
    plain = code.strip().lower().replace("_", "-")
    return plain if len(plain) <= NAME and _LANGUAGE.fullmatch(plain) else None


def base_language(code: str) -> str:
    """The language without its country: `es` for `es-MX`."""
    return code.strip().lower().replace("_", "-").split("-")[0]


def _fold(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in names)


@dataclass(frozen=True)
class Recipient:
    """Whoever cards are chosen for; two reps whose recipients are equal hold the same library.

    Names are compared without regard to case, languages without their country; no languages
    means all of them.
    """

    team: str
    region: str
    languages: frozenset[str]

    @classmethod
    def of(cls, team: str, region: str, languages: Iterable[str]) -> "Recipient":
        """The recipient that a rep is."""
        return cls(
            team.strip().casefold(),
            region.strip().casefold(),
            frozenset(base_language(language) for language in languages),
        )

    def receives(self, card: ShelfCard) -> bool:
        """Whether a published card is meant for this recipient."""
        return (
            card.state is CardState.PUBLISHED
            and (not card.teams or self.team in _fold(card.teams))
            and (not card.regions or self.region in _fold(card.regions))
            and (not self.languages or base_language(card.language) in self.languages)
        )


def read_shelf(connection: Connection) -> dict[str, ShelfCard]:
    """Every card by its id, retired ones too."""
    query = select(
        cards.c.card_id, cards.c.state, cards.c.source, cards.c.revision,
        revisions.c.content_hash, revisions.c.title, revisions.c.language,
        revisions.c.teams, revisions.c.regions, revisions.c.attachments,
    ).join(
        revisions,
        (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision),
    )  # fmt: skip
    return {
        row.card_id: ShelfCard(
            card_id=row.card_id,
            state=CardState(row.state),
            source=row.source,
            revision=row.revision,
            content_hash=row.content_hash,
            title=row.title,
            language=row.language,
            teams=tuple(row.teams),
            regions=tuple(row.regions),
            attachments=tuple(row.attachments),
        )
        for row in connection.execute(query.order_by(cards.c.card_id))
    }
