"""The cards for programs: the list, each card with its revisions, verifying, retiring, notices."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from enablement.cards.differences import How
from enablement.cards.files import image_type
from enablement.errors import HubMissingError
from enablement.hub.drafting.card_revisions import Revision, RevisionFacts
from enablement.hub.drafting.differences import compare
from enablement.hub.drafting.fields import fields_of_card
from enablement.hub.drafting.listing import CARDS_A_PAGE, CardFilter, CardRow, Trust
from enablement.hub.routes.access import Approver, Marketer
from enablement.hub.routes.api_types import Asked, Id, Most, Shown, Words
from enablement.hub.routes.parts import WithParts
from enablement.hub.shelf import CardState
from enablement.translation import n_

router = APIRouter(prefix="/api/v1", tags=["cards"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True)
class CardOut(CardRow):
    """A card in the list; `draft_id` is empty when nobody is writing at it."""


class CardsOut(BaseModel):
    """A page of the list; `after` asks for the next one, and is empty at the end."""

    cards: list[CardOut]
    after: str


@dataclass(frozen=True)
class RevisionOut(RevisionFacts):
    """A revision and its file; author and approver are empty for one that came from a repository."""

    text: str

    @classmethod
    def of(cls, revision: Revision) -> "RevisionOut":
        """A revision as programs get it."""
        return cls(**{one.name: getattr(revision, one.name) for one in fields(cls)})


class PieceOut(Shown):
    """Words that stayed, came or went."""

    how: How
    text: str


class ChangeOut(Shown):
    """A field or block that differs."""

    key: str
    name: str
    how: How
    pieces: list[PieceOut]


class DifferenceOut(Shown):
    """What differs between two texts of a card, and the blocks that do not."""

    fields: list[ChangeOut]
    blocks: list[ChangeOut]
    unchanged: list[str]


class TranslationOut(BaseModel):
    """A translation; `since` is the revision of the original that it was written from."""

    card_id: str
    language: str
    title: str
    behind: bool
    since: int
    difference: DifferenceOut


class StillRight(BaseModel):
    """Which revision was read anew, and until when it is right."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    until: date


class Numbered(BaseModel):
    """The revision that was published."""

    revision: int


class Retirement(BaseModel):
    """Why a card is retired."""

    reason: Annotated[Words, Field(min_length=1, max_length=2000)]


class Generation(BaseModel):
    """The hub's count of publications afterwards."""

    generation: int


class NoticeOut(Shown):
    """Something told to whoever asks."""

    notice_id: str
    kind: str
    subject: str
    details: dict[str, Any]
    at: datetime


@router.get("/cards", summary="List cards")
def list_cards(
    parts: WithParts,
    _member: Marketer,
    words: Asked = "",
    state: CardState | None = None,
    language: Asked = "",
    trust: Trust | None = None,
    team: Asked = "",
    after: Annotated[str, Query(max_length=2000, pattern=r"^[^\x00]*$")] = "",
    most: Most = CARDS_A_PAGE,
) -> CardsOut:
    """Cards by title; `words` are looked for in title, id and owner."""
    asked = CardFilter(words, state or "", language, trust or "", team)
    page = parts.hub.cards.page(asked, after, most)
    return CardsOut(cards=[CardOut(**vars(row)) for row in page.rows], after=page.after)


@router.get("/cards/{card_id}", summary="Read a card")
def read_card(parts: WithParts, _member: Marketer, card_id: Id) -> RevisionOut:
    """The newest revision of a card, with the text of its file."""
    return RevisionOut.of(parts.hub.card_revisions.get(card_id))


@router.get("/cards/{card_id}/revisions", summary="List a card's revisions")
def list_revisions(parts: WithParts, _member: Marketer, card_id: Id) -> list[RevisionOut]:
    """Every revision of a card, the newest first."""
    return [RevisionOut.of(one) for one in parts.hub.card_revisions.of(card_id)]


@router.get("/cards/{card_id}/revisions/{number}", summary="Read a revision")
def read_one(parts: WithParts, _member: Marketer, card_id: Id, number: Number) -> RevisionOut:
    """One revision, with the text of its file."""
    return RevisionOut.of(parts.hub.card_revisions.get(card_id, number))


@router.get("/cards/{card_id}/revisions/{number}/difference", summary="Compare two revisions")
def difference(
    parts: WithParts,
    _member: Marketer,
    card_id: Id,
    number: Number,
    against: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> DifferenceOut:
    """What a revision says differently from the one before, or from the one that `against` names."""
    now = parts.hub.card_revisions.get(card_id, number)
    former = against or number - 1
    before = parts.hub.card_revisions.get(card_id, former) if former else None
    was = fields_of_card(before.card) if before else {}
    return DifferenceOut.of(compare(was, fields_of_card(now.card)))


@router.get("/cards/{card_id}/translations", summary="List a card's translations")
def list_translations(parts: WithParts, _member: Marketer, card_id: Id) -> list[TranslationOut]:
    """The published translations of a card, and what it says differently since each was written."""
    return [
        TranslationOut(
            card_id=one.revision.card_id,
            language=one.revision.language,
            title=one.revision.title,
            behind=one.behind,
            since=one.since,
            difference=DifferenceOut.of(one.difference),
        )
        for one in parts.hub.translations.of(card_id)
    ]


@router.post("/cards/{card_id}/still-right", summary="Say that a card is still right")
def still_right(parts: WithParts, member: Approver, card_id: Id, asked: StillRight) -> Numbered:
    """Publish a revision in which only `verify_by` differs; not by whoever wrote the card."""
    number = parts.hub.verification.still_right(member, card_id, asked.revision, asked.until)
    return Numbered(revision=number)


@router.post("/cards/{card_id}/retire", summary="Retire a card")
def retire(parts: WithParts, member: Approver, card_id: Id, asked: Retirement) -> Generation:
    """Take a card from the laptops at their next sync; its revisions stay."""
    generation = parts.hub.publisher.retire(card_id, member, asked.reason)
    return Generation(generation=generation)


@router.get(
    "/images/{digest}",
    summary="Read an image",
    response_class=Response,
    responses={200: {"content": {"image/*": {}}, "description": "The image."}},
)
def read_image(
    parts: WithParts,
    _member: Marketer,
    digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
) -> Response:
    """An image of any card or draft, by its SHA-256."""
    data = parts.hub.card_revisions.image(digest)
    media_type = image_type(data) if data else None
    if data is None or media_type is None:
        raise HubMissingError(n_("There is no such image."))
    return Response(data, media_type=media_type)


@router.get("/notices", summary="Read your notices")
def list_notices(parts: WithParts, member: Marketer) -> list[NoticeOut]:
    """What you were told and did not put aside, the newest first."""
    return [NoticeOut.of(one) for one in parts.hub.notices.of(member)]


@router.post("/notices/{notice_id}/put-aside", summary="Put a notice aside", status_code=204)
def put_aside(parts: WithParts, member: Marketer, notice_id: Id) -> None:
    """Say that you have read a notice of yours."""
    parts.hub.notices.put_aside(member, notice_id)
