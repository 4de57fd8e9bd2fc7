"""The protocol's addresses, as `sync.protocol` describes them; every refusal is JSON."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from enablement.hub.bodies import body_up_to
from enablement.hub.devices import Device
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.parts import Parts, WithParts, caller
from enablement.sync.protocol import (
    HELD_HEADER,
    MAX_BATCH_BYTES,
    EnrolRequest,
    HubGreeting,
    ObjectsRequest,
)
from enablement.sync.wipe_order import Wiped, WipeReceipt

_MOST_CODE = 200
_MOST_BODY = 64 * 1024
_HELD = re.compile(r"\d{1,9}")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_BYTES = "application/octet-stream"

ROOT = "/v1/root"
router = APIRouter(prefix="/v1")
SmallBody = Annotated[bytes, Depends(body_up_to(_MOST_BODY))]
BatchBody = Annotated[bytes, Depends(body_up_to(MAX_BATCH_BYTES))]


def _token(request: Request) -> str:
    """The token that a laptop shows; `RefusedError` when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise RefusedError(401, "device-unknown", "The request carries no laptop's token.")
    return token.strip()


def _message(message: BaseModel) -> Response:
    return Response(message.model_dump_json(), media_type="application/json")


def _device(parts: Parts, request: Request) -> Device:
    """The laptop that asks, by its token; `RefusedError` when it may not."""
    return parts.hub.devices.recognise(_token(request))


def _missing() -> RefusedError:
    return RefusedError(404, "missing", "There is none, or it is not for this laptop.")


def _malformed(error: ValidationError) -> RefusedError:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return RefusedError(422, "malformed", f"{place}: {first['msg']}"[:500])


@router.get("/hub")
def greeting(parts: WithParts) -> Response:
    """Say who answers here, before anything is entrusted to it."""
    return _message(HubGreeting(hub_id=parts.hub.hub_id, name=parts.hub.name))


@router.post("/enroll")
def enroll(parts: WithParts, request: Request, body: SmallBody) -> Response:
    """Trade a one-time code for a device."""
    parts.enrol_tries.check(caller(request))
    try:
        asked = EnrolRequest.model_validate_json(body)
    except ValidationError as error:
        raise _malformed(error) from error
    try:
        code, name, former = asked.code[:_MOST_CODE], asked.device_name, asked.former
        return _message(parts.hub.enrolments.enroll(code, name, former))
    except RefusedError:
        parts.enrol_tries.failed(caller(request))
        raise


async def root(request: Request) -> Response:
    """The hub's signed word on what this laptop should hold.

    All of them ask all day, so `create_app` serves it ahead of the router and without dependencies,
    whose resolving would take as long as the answer.
    """
    parts: Parts = request.app.state.parts
    held = request.headers.get(HELD_HEADER, "")
    number = int(held) if _HELD.fullmatch(held) else None
    return _message(await run_in_threadpool(parts.hub.polls.answer, _token(request), number))


@router.get("/shards/{digest}")
def shard(parts: WithParts, request: Request, digest: str) -> Response:
    """The bytes of one of this laptop's shards."""
    data = parts.hub.delivery.shard(_device(parts, request), digest)
    if data is None:
        raise _missing()
    return Response(data, media_type="application/json")


@router.post("/objects")
def objects(parts: WithParts, request: Request, body: SmallBody) -> Response:
    """Many objects in one streamed answer: a header line, then the bytes, for each."""
    device = _device(parts, request)
    try:
        asked = ObjectsRequest.model_validate_json(body)
    except ValidationError as error:
        raise _malformed(error) from error
    stream = parts.hub.delivery.stream(device, asked.hashes)
    return StreamingResponse(stream, media_type=_BYTES)


@router.get("/objects/{digest}")
def one_object(parts: WithParts, request: Request, digest: str) -> Response:
    """One object, or the part of it that `Range` names, so that a torn download goes on."""
    data = parts.hub.delivery.object(_device(parts, request), digest)
    if data is None:
        raise _missing()
    headers = {"Accept-Ranges": "bytes", "ETag": f'"{digest}"'}
    part = _asked_range(request.headers.get("range", ""), len(data))
    if part is None:
        return Response(data, media_type=_BYTES, headers=headers)
    first, last = part
    if first > last:
        headers["Content-Range"] = f"bytes */{len(data)}"
        return Response(status_code=416, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], 206, media_type=_BYTES, headers=headers)


def _asked_range(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte of a single range; first beyond last when it cannot be met.

    `None` for no range, or for several, which a server may answer with the whole (RFC 9110, 14.2).
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    start, end = found.groups()
    if not start:
        length = min(int(end), size)
        return (size - length, size - 1) if length else (1, 0)
    first, last = int(start), min(int(end), size - 1) if end else size - 1
    if end and int(end) < first:
        return None
    return (first, last) if first < size else (1, 0)


@router.post("/events")
def events(parts: WithParts, request: Request, body: BatchBody) -> Response:
    """Take a batch of events in; the answer is given after the commit.

    From a laptop that is to erase its library, too.
    """
    device = parts.hub.devices.recognise_sender(_token(request))
    receipt = parts.hub.intake.take(device, body)
    parts.hub.metrics.count_events(receipt.results)
    return _message(receipt)


@router.get("/wipe")
def wipe_order(parts: WithParts, request: Request) -> Response:
    """The hub's signed word that this laptop shall erase its library, if it shall."""
    order = parts.hub.delivery.wipe_order(parts.hub.devices.recognise_sender(_token(request)))
    if order is None:
        raise _missing()
    return _message(order)


@router.post("/wiped")
def wiped(parts: WithParts, body: SmallBody) -> Response:
    """Hear from a laptop that it has erased its library; it has no token any more."""
    try:
        told = Wiped.model_validate_json(body)
    except ValidationError as error:
        raise _malformed(error) from error
    parts.hub.laptops.confirm_wiped(told.former)
    return _message(WipeReceipt(hub_id=parts.hub.hub_id))
