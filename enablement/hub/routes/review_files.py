"""What the review hands out beside its pages: plots, and figures and log as files."""

from collections.abc import Iterator
from enum import StrEnum

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from enablement.errors import HubMissingError
from enablement.hub.languages import language_of
from enablement.hub.review.export_csv import csv_pieces
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.labels import row_names
from enablement.hub.review.plots import NARROW, WIDE, Paper
from enablement.hub.review.tables import (
    COMPARISON_COLUMNS,
    FIGURE_COLUMNS,
    LOG_COLUMNS,
    REVISION_COLUMNS,
    Columns,
    Value,
    comparison_rows,
    figure_rows,
    log_rows,
    revision_rows,
)
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import _, n_, speaking

PLOTTED_ROWS = 15

router = APIRouter()


class FileKind(StrEnum):
    """The kinds of file that a table comes as."""

    CSV = "csv"
    PARQUET = "parquet"


_MEDIA_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.PARQUET: "application/vnd.apache.parquet",
}


def by_of(text: str) -> By:
    """What an address groups by; by cards when it says nothing."""
    return By(text) if text in set(By) else By.CARD


@router.get("/review/plot.svg")
def plot(parts: WithParts, request: Request, _member: Marketer) -> Response:
    """A plot of the view: `plot` is trend, shares or differences."""
    asked = request.query_params
    kind = asked.get("plot", "trend")
    paper = NARROW if asked.get("width") == "narrow" else WIDE
    if kind not in ("trend", "shares", "differences"):
        raise HubMissingError(n_("There is no such plot."), mend=n_("Look at the review’s pages."))
    with speaking(language_of(request)):
        filters = Filters.read(asked)
        drawn = _draw(parts, filters, kind, by_of(asked.get("by", "")), paper)
    return Response(drawn, media_type="image/svg+xml")


def _draw(parts: Parts, filters: Filters, kind: str, by: By, paper: Paper) -> bytes:
    review, plots = parts.hub.review, parts.plots
    if kind == "trend":
        return plots.trend(review.figures(filters, By.WEEK).rows, paper)
    if kind == "differences":
        compared = review.comparisons(filters)[:PLOTTED_ROWS]
        cards = review.named({one.card_id for one in compared})
        titles = [
            cards[one.card_id].title if one.card_id in cards else one.card_id for one in compared
        ]
        return plots.differences(compared, titles, paper)
    found = review.figures(filters, by).rows
    rows = found.where(found.enough)[:PLOTTED_ROWS]
    if filters.card and by is By.REVISION:
        rows.sort(key=lambda row: -int(row.key[1]))
    names = row_names(by, rows, review.row_titles(by, rows))
    if by is By.REVISION:
        numbers = [_("revision {n}").format(n=row.key[1]) for row in rows]
        several = [f"{number}, {name}" for number, name in zip(numbers, names, strict=True)]
        names = numbers if filters.card else several
    return plots.shares(rows, names, paper)


@router.get("/review/figures.{kind}")
def figures_file(parts: WithParts, request: Request, _member: Marketer, kind: FileKind) -> Response:
    """The figures of a view as a file, by whatever they are grouped by."""
    review, asked = parts.hub.review, request.query_params
    filters, by = Filters.read(asked), by_of(asked.get("by", ""))
    with speaking(language_of(request)):
        rows = review.figures(filters, by).rows
        names = row_names(by, rows, review.row_titles(by, rows))
    if by is By.REVISION:
        return _file("by-revision", kind, REVISION_COLUMNS, revision_rows(names, rows))
    return _file(f"by-{by}", kind, FIGURE_COLUMNS, figure_rows(names, rows))


@router.get("/review/revisions.{kind}")
def comparisons_file(
    parts: WithParts, request: Request, _member: Marketer, kind: FileKind
) -> Response:
    """Each card's current revision beside the one before, as a file."""
    compared = parts.hub.review.comparisons(Filters.read(request.query_params))
    cards = parts.hub.review.named({one.card_id for one in compared})
    return _file("before-and-after", kind, COMPARISON_COLUMNS, comparison_rows(compared, cards))


@router.get("/review/log.{kind}")
def log_file(parts: WithParts, request: Request, _member: Marketer, kind: FileKind) -> Response:
    """The raw log of a view as a file."""
    filters = Filters.read(request.query_params)
    parts.hub.review.check(filters)
    return _file("log", kind, LOG_COLUMNS, log_rows(parts.hub.review.whole_log(filters)))


def _file(
    name: str, kind: FileKind, columns: Columns, rows: Iterator[tuple[Value, ...]]
) -> Response:
    if kind is FileKind.CSV:
        pieces = csv_pieces([column for column, _type in columns], rows)
    else:
        # Imported here: it takes a moment, and few ask for it.
        from enablement.hub.review.export_parquet import parquet_pieces

        pieces = parquet_pieces(columns, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return StreamingResponse(pieces, media_type=_MEDIA_TYPES[kind], headers=headers)
