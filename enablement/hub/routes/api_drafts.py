"""The drafts for programs: written, checked, commented, and taken along their way."""

import base64
import binascii
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from enablement.cards.files import MAX_IMAGE_BYTES
from enablement.cards.findings import Severity
from enablement.errors import HubInputError
from enablement.hub.drafting.comments import MOST_COMMENT
from enablement.hub.drafting.drafts import MOST_TEXT
from enablement.hub.drafting.fields import NAMES
from enablement.hub.drafting.findings import Checked
from enablement.hub.drafting.form import plain_lines
from enablement.hub.drafting.steps import MOST_NOTE, Choice
from enablement.hub.drafting.workflow import DraftState, Step
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.api_types import Id, Line, Shown, Words
from enablement.hub.routes.parts import WithParts
from enablement.translation import n_

router = APIRouter(prefix="/api/v1/drafts", tags=["drafts"])
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
_ENCODED = MAX_IMAGE_BYTES * 4 // 3 + 4


class DraftOut(Shown):
    """A draft; `version` counts its saves, `base_revision` is 0 for a new card."""

    draft_id: str
    card_id: str
    base_revision: int
    state: DraftState
    version: int
    note: str
    author: str
    editor: str
    approver: str
    created_at: datetime
    updated_at: datetime
    publish_at: datetime | None
    ended_at: datetime | None
    text: str


class Beginning(BaseModel):
    """What a draft begins from: a card that is there, or what is known of a new one.

    `fields` are those of the form, such as title, kind, language, says (one a line) and body.
    """

    card_id: Line = ""
    fields: Annotated[dict[str, Words], Field(max_length=len(NAMES))] = {}


class Saving(BaseModel):
    """A whole text of the card's file, over the version that was read."""

    version: Version
    text: Annotated[str, Field(max_length=MOST_TEXT, pattern=r"^[^\x00]*$")]


class Taking(BaseModel):
    """The version that was read; words where a step has some; the moment to be scheduled for."""

    version: Version
    words: Annotated[Words, Field(max_length=MOST_NOTE)] = ""
    publish_at: AwareDatetime | None = None


class Reading(BaseModel):
    """The version that was read."""

    version: Version


class Saying(BaseModel):
    """A comment on a block, or on the whole draft when it names none."""

    block: Line = ""
    text: Annotated[Words, Field(min_length=1, max_length=MOST_COMMENT)]


class Picture(BaseModel):
    """An image: its name and its bytes in base64."""

    name: Annotated[Line, Field(min_length=1)]
    data: Annotated[str, Field(max_length=_ENCODED)]


class Path(BaseModel):
    """How a draft's text names an image: `![what it shows](path)`."""

    path: str


class Made(BaseModel):
    """The id of what was made."""

    id: str


class FindingOut(BaseModel):
    """What the checker says, and the field of the form that it concerns."""

    field: str
    severity: Severity
    code: str
    line: int
    sentence: str
    mend: str


class CheckedOut(BaseModel):
    """Whether a draft may be approved as it is, and everything the checker says."""

    good: bool
    findings: list[FindingOut]

    @classmethod
    def of(cls, checked: Checked) -> "CheckedOut":
        """What was checked as programs get it."""
        findings = [
            FindingOut(
                field=name,
                severity=one.severity,
                code=one.code,
                line=one.line,
                sentence=one.sentence,
                mend=one.how_to_mend,
            )
            for name, found in checked.by_field().items()
            for one in found
        ]
        return cls(good=checked.good, findings=findings)


class CommentOut(Shown):
    """A comment."""

    comment_id: str
    block: str
    text: str
    name: str
    at: datetime
    resolved_at: datetime | None


@router.get("", summary="List drafts")
def list_drafts(parts: WithParts, _member: Marketer) -> list[DraftOut]:
    """Every draft that is not ended, those that were left alone the longest first."""
    return [DraftOut.of(one) for one in parts.hub.drafts.open()]


@router.post("", summary="Begin a draft", status_code=201)
def begin(parts: WithParts, member: Marketer, asked: Beginning) -> DraftOut:
    """Begin a new card, or a new revision of one; a card that has a draft already answers with it."""
    drafts = parts.hub.drafts
    draft_id = (
        drafts.begin(member, asked.card_id)
        if asked.card_id
        else drafts.begin_new(member, asked.fields)
    )
    return DraftOut.of(drafts.get(draft_id))


@router.get("/{draft_id}", summary="Read a draft")
def read_draft(parts: WithParts, _member: Marketer, draft_id: Id) -> DraftOut:
    """A draft, ended or not."""
    return DraftOut.of(parts.hub.drafts.get(draft_id))


@router.put("/{draft_id}", summary="Save a draft's text")
def save(parts: WithParts, member: Marketer, draft_id: Id, asked: Saving) -> DraftOut:
    """Save a text; 409 when somebody else saved since the version that you read."""
    text = plain_lines(asked.text)
    return DraftOut.of(parts.hub.drafts.save(member, draft_id, asked.version, text))


@router.get("/{draft_id}/check", summary="Check a draft")
def check(parts: WithParts, _member: Marketer, draft_id: Id) -> CheckedOut:
    """What the checker says about a draft as it stands."""
    drafts = parts.hub.drafts
    return CheckedOut.of(drafts.check(drafts.get(draft_id)))


@router.post("/{draft_id}/steps/{step}", summary="Take a step with a draft")
def take(parts: WithParts, member: Marketer, draft_id: Id, step: Step, asked: Taking) -> DraftOut:
    """Submit, withdraw, send back, approve, reopen, schedule, unschedule, publish or discard it."""
    choice = Choice(step, asked.words, asked.publish_at)
    return DraftOut.of(parts.hub.draft_steps.take(member, draft_id, asked.version, choice))


@router.post("/{draft_id}/rebase", summary="Take the newest revision into account")
def rebase(parts: WithParts, member: Marketer, draft_id: Id, asked: Reading) -> DraftOut:
    """Say that a draft takes into account what was published since it began."""
    return DraftOut.of(parts.hub.drafts.rebase(member, draft_id, asked.version))


@router.post(
    "/{draft_id}/images",
    summary="Add an image to a draft",
    status_code=201,
    max_body_size=_ENCODED + 64 * 1024,
)
def add_image(parts: WithParts, member: Marketer, draft_id: Id, asked: Picture) -> Path:
    """Keep an image for a draft; its text shows it by the path that is answered."""
    try:
        data = base64.b64decode(asked.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise HubInputError(n_("The image is not in base64."), mend=n_("Encode it.")) from error
    return Path(path=parts.hub.draft_images.add(member, draft_id, asked.name, data))


@router.get("/{draft_id}/comments", summary="List a draft's comments")
def list_comments(parts: WithParts, _member: Marketer, draft_id: Id) -> list[CommentOut]:
    """The comments on a draft, the oldest first."""
    parts.hub.drafts.get(draft_id)
    return [CommentOut.of(one) for one in parts.hub.draft_comments.of(draft_id)]


@router.post("/{draft_id}/comments", summary="Comment on a draft", status_code=201)
def comment(parts: WithParts, member: Marketer, draft_id: Id, asked: Saying) -> Made:
    """Comment on a block of a draft, or on all of it."""
    made = parts.hub.draft_comments.add(member, draft_id, asked.block, asked.text)
    return Made(id=made)


@router.post(
    "/{draft_id}/comments/{comment_id}/resolve", summary="Resolve a comment", status_code=204
)
def resolve(parts: WithParts, member: Marketer, draft_id: Id, comment_id: Id) -> None:
    """Say that a comment is dealt with."""
    parts.hub.draft_comments.resolve(member, draft_id, comment_id)
