"""The audit log's page, and the log as files."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Literal

from fastapi import APIRouter
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from enablement.hub.languages import language_of
from enablement.hub.pages import with_changes
from enablement.hub.review.export_csv import csv_pieces
from enablement.hub.routes.access import Admin
from enablement.hub.routes.parts import WithParts
from enablement.hub.upkeep.audit_reading import AuditFilters, AuditLine
from enablement.hub.upkeep.audit_words import actor, deed
from enablement.translation import _, speaking

_MOST_TEXT = 200
_MOST_NUMBER = 2**31 - 1
_HEADS = ("number", "at", "who", "action", "subject", "details")
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}

router = APIRouter()


def read_filters(asked: QueryParams) -> AuditFilters:
    """The filters in an address; what is no day is none, so that any address shows something."""
    texts = {
        name: asked.get(name, "").strip()[:_MOST_TEXT] for name in ("who", "action", "subject")
    }
    return AuditFilters(**texts, since=_day(asked.get("since")), until=_day(asked.get("until")))


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.year < date.max.year else None


@router.get("/audit")
def show(parts: WithParts, request: Request, member: Admin) -> Response:
    """Who did what and when, the newest first."""
    asked = request.query_params
    filters = read_filters(asked)
    before = asked.get("before", "")
    number = min(int(before), _MOST_NUMBER) if before.isascii() and before.isdigit() else 0
    page = parts.hub.audit_log.page(filters, number)
    with speaking(language_of(request)):
        chips = _chips(dict(asked))
        deeds = {
            action: deed(action) for action in {*page.actions, *(one.action for one in page.lines)}
        }
    return parts.pages.render(
        request,
        "upkeep/audit.html",
        session=member,
        hub_name=parts.hub.name,
        page=page,
        filters=filters,
        deeds=deeds,
        actor=actor,
        action_choices=sorted(
            ((action, deeds[action]) for action in page.actions), key=lambda pair: pair[1]
        ),
        chips=chips,
        first=not number,
    )


def _chips(asked: dict[str, str]) -> list[tuple[str, str, str]]:
    """The filters in force, each with the address that is without it."""
    names = {
        "who": _("Who"), "action": _("Action"), "subject": _("Subject"), "since": _("From"),
        "until": _("Until"),
    }  # fmt: skip
    shown = {**asked, "action": deed(asked.get("action", ""))}
    return [
        (label, shown[name], with_changes("/audit", asked, {name: "", "before": ""}))
        for name, label in names.items()
        if asked.get(name)
    ]


@router.get("/audit/log.{form}")
def export(
    parts: WithParts, request: Request, _member: Admin, form: Literal["csv", "jsonl"]
) -> Response:
    """The lines that the filters leave, the oldest first."""
    lines = parts.hub.audit_log.lines(read_filters(request.query_params))
    body = csv_pieces(_HEADS, map(_cells, lines)) if form == "csv" else _json_lines(lines)
    name = f'attachment; filename="audit-{parts.hub.today()}.{form}"'
    return StreamingResponse(body, media_type=_TYPES[form], headers={"Content-Disposition": name})


def _cells(line: AuditLine) -> tuple[int | str, ...]:
    details = json.dumps(line.details, ensure_ascii=False)
    return line.number, line.at.isoformat(), line.who, line.action, line.subject, details


def _json_lines(lines: Iterator[AuditLine]) -> Iterator[str]:
    for line in lines:
        plain = {"number": line.number, "at": line.at.isoformat(), "who": line.who}
        told = {"action": line.action, "subject": line.subject, "details": line.details}
        yield json.dumps({**plain, **told}) + "\n"
