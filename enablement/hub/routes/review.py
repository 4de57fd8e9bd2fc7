"""The review: what the messages do, as pages whose address says what they are narrowed to."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.languages import language_of
from enablement.hub.pages import with_changes
from enablement.hub.review.filters import By, Filters
from enablement.hub.review.labels import BY_NAMES, row_names, value_name
from enablement.hub.review.tallies import ENOUGH_LOGS
from enablement.hub.routes.access import Marketer
from enablement.hub.routes.parts import Parts, WithParts
from enablement.hub.routes.review_files import by_of
from enablement.translation import _, n_, ngettext, speaking

ROWS_A_PAGE = 25
_NEWEST_WORDS, _SAYINGS = 30, 40
_IDLE_CARDS = 100
_TABS = (
    ("/review", n_("Overview")),
    ("/review/figures", n_("Figures")),
    ("/review/revisions", n_("Before and after")),
    ("/review/words", n_("Words")),
    ("/review/unused", n_("Idle")),
    ("/review/log", n_("Log")),
)
_FACETS = (
    By.KIND, By.LANGUAGE, By.PRODUCT, By.INDUSTRY, By.PERSONA, By.COMPETITOR, By.STAGE, By.BLOCK,
)  # fmt: skip
_WEEKS = (1, 2, 4, 13, 26, 52)
_FILTERS = frozenset(field.name for field in fields(Filters))
_OTHER_NAMES = {
    "who": n_("Team or region"),
    "weeks": n_("Period"),
    "since": n_("From"),
    "until": n_("To"),
}

router = APIRouter()


@router.get("/")
def home() -> Response:
    """Marketing begins with what the field says."""
    return RedirectResponse("/review", 303)


class View:
    """One page of the review for one request: its filters, and what every such page shows."""

    def __init__(self, parts: Parts, request: Request, member: Member) -> None:
        self._parts, self._request, self._member = parts, request, member
        self.asked = request.query_params
        self.typed = {name: value for name, value in self.asked.items() if name in _FILTERS}

    def tidy(self) -> Response | None:
        """The same view at a shorter address, when a form sent fields that say nothing."""
        if "" not in self.asked.values():
            return None
        return RedirectResponse(with_changes(self._request.url.path, self.asked, {}), 303)

    def render(self, template: str, filters: Filters, **values: Any) -> Response:
        """Fill one of the review's templates."""
        return self._render(template, filters, 200, problem=None, **values)

    def refuse(self, error: HubInputError) -> Response:
        """The form again as it was filled in, with what is wrong."""
        return self._render("review/refused.html", Filters(), 422, problem=error)

    def _render(self, template: str, filters: Filters, status: int, **values: Any) -> Response:
        review, path = self._parts.hub.review, self._request.url.path
        choices, named = review.choices()

        def to(where: str, **changes: Any) -> str:
            return with_changes(where, filters.chosen, changes)

        with speaking(language_of(self._request)):
            chips = _chips(filters, path, self.asked)
            options = {
                by: [(value, value_name(by, value)) for value in choices[by]] for by in _FACETS
            }
            tabs = [(to(where), _(name), where == path) for where, name in _TABS]
            periods = [
                (str(n), ngettext("The current week", "The last {n} weeks", n).format(n=n))
                for n in _WEEKS
            ]
        return self._parts.pages.render(
            self._request,
            template,
            status=status,
            session=self._member,
            hub_name=self._parts.hub.name,
            tab_items=tabs,
            filters=filters,
            asked=self.asked,
            typed=self.typed,
            chips=chips,
            periods=periods,
            facets=_FACETS,
            filter_names=frozenset(one.value for one in _FACETS),
            choices=choices,
            value_options=options,
            named_groups=named,
            to=to,
            by_names=BY_NAMES,
            By=By,
            enough=ENOUGH_LOGS,
            stand=review.stand(),
            **values,
        )


def _chips(filters: Filters, path: str, asked: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What the view is narrowed to: what it is called, its value, and the address without it."""
    found = []
    for name, value in filters.chosen.items():
        known = name in set(By)
        what = BY_NAMES[By(name)] if known else _OTHER_NAMES[name]
        words = value_name(By(name), value) if known else value.partition(":")[2] or value
        if name == "weeks":
            words = ngettext("the current week", "the last {n} weeks", int(value)).format(n=value)
        where = "/review" if path == "/review/card" and name == "card" else path
        kept = {key: text for key, text in asked.items() if key not in ("page", "after", "lang")}
        found.append((_(what), words, with_changes(where, kept, {name: ""})))
    return found


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@router.get("/review")
def overview(parts: WithParts, request: Request, member: Marketer) -> Response:
    """What works, what stopped working, what nobody uses, and what buyers said."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    try:
        filters = Filters.read(view.asked)
        found = parts.hub.review.overview(filters)
    except HubInputError as error:
        return view.refuse(error)
    return view.render(
        "review/overview.html",
        filters,
        found=found,
        idle=parts.hub.review.idle(5),
        words=parts.hub.review.words(filters, 5, 5),
    )


@router.get("/review/figures")
def figures(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The figures by whatever is asked for, with their plot."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    by, order = by_of(view.asked.get("by", "")), view.asked.get("sort", "")
    try:
        filters = Filters.read(view.asked)
        found = parts.hub.review.figures(filters, by)
    except HubInputError as error:
        return view.refuse(error)
    rows = found.surest(order) if order in ("worked", "flat") else found.rows
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(_number(view.asked.get("page", "")), pages)
    shown = rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    with speaking(language_of(request)):
        names = row_names(by, shown, parts.hub.review.row_titles(by, shown))
    of_cards = by in (By.CARD, By.REVISION)
    cards = parts.hub.review.named({row.key[0] for row in shown} if of_cards else set())
    return view.render(
        "review/figures.html",
        filters,
        by=by,
        order=order,
        found=found,
        shown=list(zip(names, shown, strict=True)),
        cards=cards,
        page=page,
        pages=pages,
    )


@router.get("/review/card")
def card(parts: WithParts, request: Request, member: Marketer) -> Response:
    """One card: its revisions side by side, its blocks, and what buyers said to it."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    try:
        filters = Filters.read(view.asked)
        if not filters.card:
            return RedirectResponse("/review/figures", 303)
        revisions, blocks, compared, now = parts.hub.review.card(filters)
    except HubInputError as error:
        return view.refuse(error)
    with speaking(language_of(request)):
        names = row_names(By.BLOCK, blocks.rows, {})
    return view.render(
        "review/card.html",
        filters,
        revisions=revisions,
        blocks=list(zip(names, blocks.rows, strict=True)),
        blocks_hidden=blocks.hidden,
        compared=compared,
        now=now,
        words=parts.hub.review.words(filters, 10, 10),
    )


@router.get("/review/revisions")
def revisions(parts: WithParts, request: Request, member: Marketer) -> Response:
    """Every card's current revision beside the one before it."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    try:
        filters = Filters.read(view.asked)
        compared = parts.hub.review.comparisons(filters)
    except HubInputError as error:
        return view.refuse(error)
    pages = max(1, -(-len(compared) // ROWS_A_PAGE))
    page = min(_number(view.asked.get("page", "")), pages)
    shown = compared[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return view.render(
        "review/revisions.html",
        filters,
        compared=compared,
        shown=shown,
        cards=parts.hub.review.named({one.card_id for one in shown}),
        page=page,
        pages=pages,
    )


@router.get("/review/words")
def words(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The buyer's words: what several reps heard, and the newest."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    try:
        filters = Filters.read(view.asked)
        found = parts.hub.review.words(filters, _NEWEST_WORDS, _SAYINGS)
    except HubInputError as error:
        return view.refuse(error)
    return view.render("review/words.html", filters, words=found)


@router.get("/review/unused")
def unused(parts: WithParts, request: Request, member: Marketer) -> Response:
    """Cards that lie idle, and old revisions that live on."""
    view = View(parts, request, member)
    found = parts.hub.review.idle(_IDLE_CARDS)
    old = parts.hub.review.superseded(_IDLE_CARDS)
    return view.render("review/unused.html", Filters(), idle=found, superseded=old)


@router.get("/review/log")
def log(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The raw log of a view, newest first."""
    view = View(parts, request, member)
    if (tidy := view.tidy()) is not None:
        return tidy
    try:
        filters = Filters.read(view.asked)
        found = parts.hub.review.log(filters, view.asked.get("after", "")[:64])
    except HubInputError as error:
        return view.refuse(error)
    return view.render("review/log.html", filters, log=found, after=view.asked.get("after", ""))
