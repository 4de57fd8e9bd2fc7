"""Publishing a repository's folder of cards for programs, and giving the cards back as their files."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from enablement.cards.packing import lay_out, pack, unpack
from enablement.errors import ContentError
from enablement.hub.languages import language_of
from enablement.hub.publishing import Asked
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.access import Approver, Marketer
from enablement.hub.routes.api_types import Asked as AskedName
from enablement.hub.routes.parts import WithParts
from enablement.translation import n_, speaking

MOST_PACKED = 128 * 1024 * 1024
"""How many bytes a packed folder may have."""

_IN_MEMORY = 4 * 1024 * 1024
_AT_ONCE = 256 * 1024
_ZIP = "application/zip"

router = APIRouter(prefix="/api/v1", tags=["publications"])


class ChangeOut(BaseModel):
    """A card that is not as before, and in short the words that differ."""

    card_id: str
    what: str
    revision: int
    title: str
    differs: list[str]


class ReasonOut(BaseModel):
    """Why a card might go."""

    code: str
    sentence: str


class CandidateOut(BaseModel):
    """A card that might go."""

    card_id: str
    title: str
    reasons: list[ReasonOut]


class OverBudgetOut(BaseModel):
    """An audience that the publication brings over its budget, and what to retire first."""

    audience_id: str
    audience: str
    active: int
    most_active: int | None
    new: int
    most_new_a_week: int | None
    sentences: list[str]
    retire_first: list[CandidateOut]


class KeptDateOut(BaseModel):
    """A card that stays verified until a later day than its file in the folder says."""

    card_id: str
    verify_by: date
    in_folder: date | None


class PublicationOut(BaseModel):
    """What a publication did, or would do, as ids.

    Each card is in one of `added`, `changed`, `unchanged` and `retired`; `moved` came from another
    source before, `rewritten` say the same in another file. `kept_dates` were confirmed on the pages
    since, and are not set back.
    """

    added: list[str]
    changed: list[str]
    retired: list[str]
    unchanged: list[str]
    moved: list[str]
    rewritten: list[str]
    changes: list[ChangeOut]
    budgets: list[OverBudgetOut]
    kept_dates: list[KeptDateOut]
    generation: int
    warnings: int
    dry_run: bool


async def packed_body(request: Request, _member: Approver) -> AsyncIterator[IO[bytes]]:
    """The body, kept on disk when it is large; read only once it is known who sends it."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_PACKED:
                raise RefusedError(413, "too-large", n_("There is too much in the ZIP file."))
            await run_in_threadpool(file.write, chunk)
        file.seek(0)
        yield file


@router.post(
    "/publications",
    response_model=PublicationOut,
    summary="Publish a folder of cards",
    max_body_size=MOST_PACKED,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def publish(
    parts: WithParts,
    request: Request,
    member: Approver,
    body: Annotated[IO[bytes], Depends(packed_body)],
    source: AskedName,
    dry_run: bool = False,
    retire_most: bool = False,
    overwrite: bool = False,
) -> PublicationOut:
    """The body is the folder as a ZIP file: cards and the images they show, each by its path in it.

    All or nothing: cards that the same source brought before and that are not in it are retired.
    `dry_run` says what would change and changes nothing, `overwrite` undoes what was done on the
    pages since, `retire_most` is the word that laptops may lose most of their cards.
    """
    folder = Path(tempfile.mkdtemp(prefix="enablement-"))
    asked = Asked(source or None, source or "cards", dry_run, retire_most, overwrite)
    try:
        with speaking(language_of(request)):
            lay_out(dict(unpack(body)), folder)
            report = parts.hub.publisher.publish(folder, asked, member)
            return PublicationOut.model_validate(report.as_json())
    except ContentError as error:
        with speaking(language_of(request)):
            raise RefusedError(422, "bad-content", str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@router.get(
    "/publications/files",
    summary="The published cards as their files",
    response_class=StreamingResponse,
    responses={200: {"content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
)
def export(parts: WithParts, _member: Marketer, source: AskedName = "") -> StreamingResponse:
    """A ZIP file of the cards of a source, or of all: byte for byte as they were published.

    Cards that began on the pages are among them. Other files of a repository are not cards, and are
    not kept by the hub.
    """
    exporter = parts.hub.exporter
    found = exporter.export(source or None)
    return StreamingResponse(_poured(exporter.files(found)), media_type=_ZIP)


def _poured(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        pack(files, file)
        file.seek(0)
        while chunk := file.read(_AT_ONCE):
            yield chunk
