"""The people of the hub on admins' pages: the list, each person, and what is done for and to them."""

from datetime import timedelta
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.errors import HubInputError
from enablement.hub.access.invitations import Invitation, InvitationKind, address_of
from enablement.hub.access.members import Member
from enablement.hub.access.people import PeopleFilter
from enablement.hub.access.person_words import PersonWords, role_of
from enablement.hub.access.roles import Role
from enablement.hub.languages import language_of
from enablement.hub.refusals import RefusedError
from enablement.hub.routes.access import Admin, AdminForm, text_of
from enablement.hub.routes.cards import SEE_OTHER, said
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import _, n_, speaking

_SHOWN_FOR = timedelta(minutes=15)
_DONE = {
    "changed": n_("Saved. Their laptops hear of it at their next sync."),
    "ended": n_("Ended: sessions, tokens, open invitations and laptops."),
    "back": n_("They are back. A laptop needs a new invitation."),
    "withdrawn": n_("The invitation is not good any more."),
    "revoked": n_("The laptop’s access has ended."),
    "wipe": n_("At its next contact the laptop sends what was logged, then erases its library."),
    "kept": n_("The laptop keeps its library."),
}
_FIELDS = ("name", "email", "role", "team", "region", "languages")

router = APIRouter()


def _asked(request: Request, name: str, most: int = 200) -> str:
    return request.query_params.get(name, "")[:most]


def _words(form: FormData) -> PersonWords:
    """What a form says of a person; `HubInputError` for a role that is none."""
    languages = text_of(form, "languages").replace(",", " ").split()
    return PersonWords(
        name=text_of(form, "name"),
        email=text_of(form, "email"),
        role=role_of(text_of(form, "role") or Role.REP),
        team=text_of(form, "team"),
        region=text_of(form, "region"),
        languages=tuple(languages),
    )


def _typed(form: FormData) -> dict[str, str]:
    """What was typed into a form about a person, to be shown again."""
    return {name: text_of(form, name) for name in _FIELDS}


@router.get("/people")
def people_list(parts: WithParts, request: Request, member: Admin) -> Response:
    """Everybody by name, with role, place, state, when they were last seen, and their laptops."""
    asked = PeopleFilter(
        words=_asked(request, "words"),
        role=_asked(request, "role"),
        state=_asked(request, "state"),
        team=_asked(request, "team"),
    )
    people = parts.hub.people
    return parts.pages.render(
        request,
        "people/list.html",
        session=member,
        hub_name=parts.hub.name,
        said=said(request, _DONE),
        asked=asked,
        page=people.page(asked, _asked(request, "after", 500)),
        choices=people.choices(),
        roles=list(Role),
    )


@router.get("/people/invite")
def invite_form(parts: WithParts, request: Request, member: Admin) -> Response:
    """The form that invites somebody."""
    typed = {name: _asked(request, name) for name in _FIELDS}
    return _invite_page(parts, request, member, typed | {"role": typed["role"] or Role.REP.value})


def _invite_page(
    parts: Parts,
    request: Request,
    member: Member,
    typed: dict[str, str],
    problem: HubInputError | None = None,
) -> Response:
    return parts.pages.render(
        request,
        "people/invite.html",
        status=422 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        typed=typed,
        problem=problem,
        roles=list(Role),
        choices=parts.hub.people.choices(),
        provider=parts.provider.name if parts.provider else "",
    )


@router.post("/people/invite")
def invite(parts: WithParts, request: Request, member: Admin, form: AdminForm) -> Response:
    """Invite somebody, and show the code once on their page."""
    try:
        invitation = parts.hub.invitations.invite(member, _words(form))
    except HubInputError as problem:
        return _invite_page(parts, request, member, _typed(form), problem)
    return _show_code(parts, member, invitation)


def _show_code(parts: Parts, member: Member, invitation: Invitation) -> Response:
    """Lead to the person's page, which shows the code to this admin for a while.

    It travels sealed: the address bar and the history hold no code.
    """
    words = {
        "code": invitation.code,
        "kind": invitation.kind.value,
        "until": invitation.expires.date().isoformat(),
    }
    now = parts.hub.now()
    made = parts.hub.sealer.seal(_purpose(member, invitation.person_id), words, now, _SHOWN_FOR)
    return RedirectResponse(
        f"/people/{invitation.person_id}?{urlencode({'made': made})}", SEE_OTHER
    )


def _purpose(member: Member, person_id: str) -> str:
    return f"code for {person_id} shown to {member.person_id}"


@router.get("/people/{person_id}")
def person(parts: WithParts, request: Request, member: Admin, person_id: str) -> Response:
    """A person: what is said of them, their laptops and invitations, and how to end them."""
    return _person_page(parts, request, member, person_id)


def _person_page(
    parts: Parts,
    request: Request,
    member: Member,
    person_id: str,
    typed: dict[str, str] | None = None,
    problem: HubInputError | None = None,
) -> Response:
    hub = parts.hub
    found = hub.people.get(person_id)
    words = found.words
    held = {
        "name": words.name, "email": words.email, "role": words.role.value, "team": words.team,
        "region": words.region, "languages": ", ".join(words.languages),
    }  # fmt: skip
    return parts.pages.render(
        request,
        "people/person.html",
        status=422 if problem else 200,
        session=member,
        hub_name=hub.name,
        said=said(request, _DONE),
        person=found,
        typed=typed or held,
        problem=problem,
        made=_made(parts, request, member, person_id, words),
        invitations=hub.invitations.open_of(person_id),
        roles=list(Role),
        choices=hub.people.choices(),
    )


def _made(
    parts: Parts, request: Request, member: Member, person_id: str, words: PersonWords
) -> dict[str, str] | None:
    """The code that was just made, with the link and an e-mail to send it by."""
    sealed = _asked(request, "made", 1000)
    found = parts.hub.sealer.open(_purpose(member, person_id), sealed, parts.hub.now())
    if found is None:
        return None
    base = str(request.base_url).rstrip("/")
    kind = InvitationKind(found["kind"])
    account = kind is InvitationKind.ACCOUNT
    link = address_of(kind, found["code"], base)
    with speaking(language_of(request)):
        subject = _("Your invitation to {hub}").format(hub=parts.hub.name or "Enablement")
        how = (
            _("Open this link to begin: {link}")
            if account
            else _("Paste this into Enablement on your laptop: {link}")
        )
        once = _("It is good once, until {day}.").format(day=found["until"])
    body = f"{how.format(link=link)}\n\n{once}\n"
    mail = f"mailto:{quote(words.email, safe='@')}?" + urlencode(
        {"subject": subject, "body": body}, quote_via=quote
    )
    return {**found, "link": link, "address": base, "mail": mail if words.email else ""}


@router.post("/people/{person_id}")
def change(
    parts: WithParts, request: Request, member: Admin, form: AdminForm, person_id: str
) -> Response:
    """Say something else of a person."""
    try:
        parts.hub.people.change(member, person_id, _words(form))
    except HubInputError as problem:
        return _person_page(parts, request, member, person_id, _typed(form), problem)
    return _back(person_id, "changed")


@router.post("/people/{person_id}/invite")
def invite_again(parts: WithParts, member: Admin, form: AdminForm, person_id: str) -> Response:
    """Make another code for a person: for a laptop or an account."""
    asked = text_of(form, "kind")
    if asked not in list(InvitationKind):
        raise RefusedError(422, "not-so", n_("The hub cannot make sense of this request."))
    made = parts.hub.invitations.invite_again(member, person_id, InvitationKind(asked))
    return _show_code(parts, member, made)


@router.post("/people/{person_id}/withdraw")
def withdraw(parts: WithParts, member: Admin, form: AdminForm, person_id: str) -> Response:
    """End an invitation that nobody has used."""
    parts.hub.invitations.withdraw(member, text_of(form, "invitation"))
    return _back(person_id, "withdrawn")


@router.post("/people/{person_id}/end")
def end(
    parts: WithParts, request: Request, member: Admin, form: AdminForm, person_id: str
) -> Response:
    """End a person, and have their laptops erased if that is asked for."""
    try:
        parts.hub.people.end(member, person_id, wipe=text_of(form, "wipe") == "on")
    except HubInputError as problem:
        return _person_page(parts, request, member, person_id, problem=problem)
    return _back(person_id, "ended")


@router.post("/people/{person_id}/back")
def bring_back(parts: WithParts, member: Admin, _form: AdminForm, person_id: str) -> Response:
    """Undo an end."""
    parts.hub.people.bring_back(member, person_id)
    return _back(person_id, "back")


def _back(person_id: str, done: str) -> Response:
    return RedirectResponse(f"/people/{quote(person_id, safe='')}?done={done}", SEE_OTHER)
