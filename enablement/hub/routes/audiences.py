"""The audiences on marketing's pages: how full each is, what to retire first, and their budgets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.drafting.fields import join_values, split_values
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Approver, ApproverForm, Marketer, text_of
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import _, n_

SEE_OTHER = 303
_MOST_TYPED = 4000
_DONE = {
    "added": n_("The audience was named."),
    "changed": n_("The audience was changed."),
    "removed": n_("The audience is gone. Its cards stay as they are."),
}

router = APIRouter()


@dataclass(frozen=True)
class Typed:
    """What stands in the form: names that are chosen, others that were typed, and the budget."""

    name: str = ""
    teams: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most_active: str = ""
    most_new_a_week: str = ""

    @classmethod
    def of(cls, audience: Audience) -> "Typed":
        """An audience as the form shows it."""
        return cls(
            audience.name,
            audience.teams,
            audience.regions,
            audience.languages,
            "" if audience.most_active is None else str(audience.most_active),
            "" if audience.most_new_a_week is None else str(audience.most_new_a_week),
        )

    @classmethod
    def read(cls, form: FormData) -> "Typed":
        """What was sent."""
        return cls(
            name=text_of(form, "name"),
            teams=_names(form, "teams"),
            regions=_names(form, "regions"),
            languages=_names(form, "languages"),
            most_active=text_of(form, "most_active", 20),
            most_new_a_week=text_of(form, "most_new_a_week", 20),
        )

    def audience(self, audience_id: str = "") -> Audience:
        """The audience that it describes; `HubInputError` for a budget that is no number."""
        return Audience(
            audience_id,
            self.name,
            self.teams,
            self.regions,
            self.languages,
            _budget(self.most_active),
            _budget(self.most_new_a_week),
        )

    def others(self, name: str, known: Iterable[str]) -> str:
        """The names that are not among the known ones, as they are typed."""
        there = {one.casefold() for one in known}
        typed: tuple[str, ...] = getattr(self, name)
        return join_values(one for one in typed if one.casefold() not in there)


def _names(form: FormData, name: str) -> tuple[str, ...]:
    chosen = [one for one in form.getlist(name) if isinstance(one, str)]
    more = split_values(text_of(form, f"more_{name}", _MOST_TYPED))
    clean = (one.replace("\0", "").strip()[:200] for one in chosen)
    return tuple(dict.fromkeys([*(one for one in clean if one), *more]))


def _budget(text: str) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise HubInputError(
        n_("“{text}” is not a number of cards."), mend=n_("Leave it empty for none."), text=text
    )


def _said(request: Request) -> str:
    return _(_DONE.get(request.query_params.get("done", ""), ""), language_of(request))


@router.get("/audiences")
def audiences(parts: WithParts, request: Request, member: Marketer) -> Response:
    """Every audience with how full it is."""
    return parts.pages.render(
        request,
        "audiences/list.html",
        session=member,
        hub_name=parts.hub.name,
        said=_said(request),
        loads=parts.hub.audiences.loads(),
        approver=member.role.may(Role.APPROVER),
    )


def _form_page(
    parts: Parts,
    request: Request,
    member: Member,
    typed: Typed,
    audience: Audience | None = None,
    problem: HubInputError | None = None,
) -> Response:
    known = parts.hub.audiences.known()
    chosen: list[dict[str, Any]] = [
        {
            "name": name,
            "label": label,
            "help": words,
            "known": getattr(known, name),
            "chosen": {one.casefold() for one in getattr(typed, name)},
            "others": typed.others(name, getattr(known, name)),
        }
        for name, label, words in (
            ("teams", n_("Teams"), n_("None means every team.")),
            ("regions", n_("Regions"), n_("None means every region.")),
            ("languages", n_("Languages"), n_("None means every language.")),
        )
    ]
    status = 200 if problem is None else 409 if isinstance(problem, HubConflictError) else 422
    return parts.pages.render(
        request,
        "audiences/edit.html",
        status=status,
        session=member,
        hub_name=parts.hub.name,
        audience=audience,
        typed=typed,
        lists=chosen,
        problem=problem,
    )


@router.get("/audiences/new")
def new(parts: WithParts, request: Request, member: Approver) -> Response:
    """An empty form."""
    return _form_page(parts, request, member, Typed())


@router.post("/audiences")
def add(parts: WithParts, request: Request, member: Approver, form: ApproverForm) -> Response:
    """Name an audience."""
    typed = Typed.read(form)
    try:
        audience_id = parts.hub.audiences.add(member, typed.audience())
    except HubInputError as problem:
        return _form_page(parts, request, member, typed, problem=problem)
    return RedirectResponse(f"/audiences/{audience_id}?done=added", SEE_OTHER)


@router.get("/audiences/{audience_id}")
def audience(parts: WithParts, request: Request, member: Marketer, audience_id: str) -> Response:
    """One audience: how full, which cards, and what to retire first."""
    return parts.pages.render(
        request,
        "audiences/audience.html",
        session=member,
        hub_name=parts.hub.name,
        said=_said(request),
        view=parts.hub.audiences.view(audience_id),
        approver=member.role.may(Role.APPROVER),
    )


@router.get("/audiences/{audience_id}/edit")
def edit(parts: WithParts, request: Request, member: Approver, audience_id: str) -> Response:
    """The form of an audience."""
    found = parts.hub.audiences.get(audience_id)
    return _form_page(parts, request, member, Typed.of(found), found)


@router.post("/audiences/{audience_id}")
def change(
    parts: WithParts, request: Request, member: Approver, form: ApproverForm, audience_id: str
) -> Response:
    """Change an audience."""
    typed = Typed.read(form)
    found = parts.hub.audiences.get(audience_id)
    try:
        parts.hub.audiences.change(member, typed.audience(audience_id))
    except HubInputError as problem:
        return _form_page(parts, request, member, typed, found, problem)
    return RedirectResponse(f"/audiences/{audience_id}?done=changed", SEE_OTHER)


@router.post("/audiences/{audience_id}/remove")
def remove(parts: WithParts, member: Approver, _form: ApproverForm, audience_id: str) -> Response:
    """Take an audience away."""
    parts.hub.audiences.remove(member, audience_id)
    return RedirectResponse("/audiences?done=removed", SEE_OTHER)
