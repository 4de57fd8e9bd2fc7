"""Writing a draft on marketing's pages: the editor, its saves and previews, and its images."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from enablement.cards.files import MAX_IMAGE_BYTES
from enablement.errors import HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.card_revisions import Revision
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.drafts import StaleDraftError
from enablement.hub.drafting.fields import BODY, NAMES, fields_of_card
from enablement.hub.drafting.findings import FILE
from enablement.hub.drafting.form import Form, plain_lines
from enablement.hub.drafting.merging import Merge, merge_texts
from enablement.hub.drafting.preview import preview
from enablement.hub.drafting.translations import Translation
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.languages import language_of
from enablement.hub.routes.access import Marketer, posted, text_of
from enablement.hub.routes.cards import SEE_OTHER, said
from enablement.hub.routes.parts import Parts, WithParts
from enablement.translation import LANGUAGES, n_, speaking

_DONE = {
    "saved": n_("The draft is saved."),
    "image": n_("The draft is saved, with the picture at the end of its text."),
    "begun": n_("The card has a draft now. Write, then send it to review."),
}
_MOST_BYTES = 1024 * 1024
_MOST_BODY = 8 * 1024 * 1024
"""A picture of the size that is allowed, and the form around it."""

router = APIRouter()
LongForm = Annotated[FormData, Depends(posted(Role.MARKETER, _MOST_BYTES))]


@router.get("/drafts/new")
def show_new(parts: WithParts, request: Request, member: Marketer) -> Response:
    """The few questions before a new card; an address may bring answers along."""
    typed = {name: request.query_params.get(name, "")[:2000].replace("\0", "") for name in NAMES}
    return _new_page(parts, request, member, typed)


def _new_page(
    parts: Parts,
    request: Request,
    member: Member,
    typed: Mapping[str, str],
    problem: HubInputError | None = None,
) -> Response:
    return parts.pages.render(
        request,
        "cards/new.html",
        status=422 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        typed=typed,
        spoken=language_of(request),
        original=parts.hub.translations.original(typed.get("translation_of", "")),
        problem=problem,
        languages_known=LANGUAGES,
    )


@router.post("/drafts")
def begin_new(parts: WithParts, request: Request, member: Marketer, form: LongForm) -> Response:
    """Begin a new card, or the translation of one."""
    typed = {name: text_of(form, name, 2000) for name in NAMES}
    original = parts.hub.translations.original(typed["translation_of"])
    known = {name: value for name, value in typed.items() if value}
    if original is not None:
        shared = fields_of_card(original.card)
        own = ("id", "title", "summary", "says", "language", "translation_of", BODY)
        known = {name: shared[name] for name in shared if name not in own} | known
    try:
        draft_id = parts.hub.drafts.begin_new(member, known)
    except HubInputError as problem:
        return _new_page(parts, request, member, typed, problem)
    return RedirectResponse(f"/drafts/{draft_id}/edit?done=begun", SEE_OTHER)


@router.get("/drafts/{draft_id}/edit")
def editor(parts: WithParts, request: Request, member: Marketer, draft_id: str) -> Response:
    """The editor of a draft that is being written; any other is shown as it stands."""
    draft = parts.hub.drafts.get(draft_id)
    if draft.state is not DraftState.DRAFT:
        return RedirectResponse(f"/drafts/{draft_id}", SEE_OTHER)
    return _editor(parts, request, member, draft, draft.text)


def _editor(
    parts: Parts,
    request: Request,
    member: Member,
    draft: Draft,
    text: str,
    problem: HubInputError | None = None,
    merge: Merge | None = None,
) -> Response:
    """The editor with a text that may not be saved yet, and why it is not."""
    form = Form.of(text)
    status = 409 if merge else 422 if problem else 200
    return parts.pages.render(
        request,
        "cards/edit.html",
        status=status,
        session=member,
        hub_name=parts.hub.name,
        said=said(request, _DONE),
        problem=problem,
        draft=draft,
        form=form,
        names=NAMES,
        text=plain_lines(text),
        was=plain_lines(draft.text),
        merge=merge,
        in_place=False,
        behind=_behind(parts, draft),
        **_seen(parts, draft, text),
    )


def _behind(parts: Parts, draft: Draft) -> tuple[Revision, Translation] | None:
    """The original of a translation that is written anew, and what changed, when it did since."""
    beside = parts.hub.translations.beside(draft.card_id) if draft.base_revision else None
    return beside if beside and beside[1].behind else None


def _fields(text: str) -> Mapping[str, str]:
    """The fields of a text, or all of it as its body when it has no form."""
    form = Form.of(text)
    return form.fields if form else {BODY: plain_lines(text)}


def _seen(parts: Parts, draft: Draft, text: str) -> dict[str, Any]:
    """What stands beside a text: how reps will see it, what the checker says, its original."""
    fields, hub = _fields(text), parts.hub
    original = hub.translations.original(fields.get("translation_of", ""))
    return {
        "seen": preview(fields, hub.drafts.images(draft.draft_id), parts.hub.today()),
        "findings": hub.drafts.check(draft, text).by_field(),
        "original": original,
        "original_seen": original
        and preview(fields_of_card(original.card), original.card.attachments, parts.hub.today()),
    }


def _was(form: FormData, draft: Draft) -> str:
    """The text that a form was filled from; what is saved now for a form that does not say."""
    sent = form.get("was")
    plain = plain_lines(sent) if isinstance(sent, str) else ""
    return plain if plain and plain != plain_lines(draft.text) else draft.text


def _typed(form: FormData, was: str) -> str:
    """The text that a posted form makes of the one it was filled from."""
    whole = form.get("file")
    if isinstance(whole, str):
        return plain_lines(whole)
    typed = {name: value for name in NAMES if isinstance(value := form.get(name), str)}
    if "title" in typed:  # a box that is not ticked is not sent
        typed.setdefault("shareable", "")
    held = Form.of(was)
    return held.filled(typed) if held else was


def _version(form: FormData) -> int:
    number = text_of(form, "version", 9)
    return int(number) if number.isdecimal() else 0


@router.post("/drafts/{draft_id}", max_body_size=_MOST_BODY)
def save(
    parts: WithParts, request: Request, member: Marketer, form: LongForm, draft_id: str
) -> Response:
    """Save what was typed, take in a picture, and go on where the button said."""
    draft = parts.hub.drafts.get(draft_id)
    was = _was(form, draft)
    text = _typed(form, was)
    try:
        saved = parts.hub.drafts.save(member, draft_id, _version(form), text)
        done = "saved"
        if isinstance(sent := form.get("image"), UploadFile) and sent.filename:
            _take_image(parts, member, saved, sent)
            done = "image"
    except StaleDraftError as problem:
        merge = merge_texts(was, problem.now.text, text)
        return _editor(parts, request, member, problem.now, merge.text, problem, merge)
    except HubInputError as problem:
        opened = replace(parts.hub.drafts.get(draft_id), version=_version(form), text=was)
        return _editor(parts, request, member, opened, text, problem)
    if text_of(form, "then") == "review":
        return RedirectResponse(f"/drafts/{draft_id}", SEE_OTHER)
    return RedirectResponse(f"/drafts/{draft_id}/edit?done={done}", SEE_OTHER)


def _take_image(parts: Parts, member: Member, draft: Draft, sent: UploadFile) -> None:
    """Keep a picture, and show it at the end of the text."""
    path = _keep_image(parts, member, draft.draft_id, sent)
    held = Form.of(draft.text)
    if held is not None:
        body = f"{held.fields[BODY].rstrip()}\n\n{_markdown(sent, path)}\n"
        text = held.filled({BODY: body})
        parts.hub.drafts.save(member, draft.draft_id, draft.version, text)


def _keep_image(parts: Parts, member: Member, draft_id: str, sent: UploadFile) -> str:
    data = sent.file.read(MAX_IMAGE_BYTES + 1)
    return parts.hub.draft_images.add(member, draft_id, sent.filename or "", data)


def _markdown(sent: UploadFile, path: str) -> str:
    words = (sent.filename or "").rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
    return f"![{words.translate(str.maketrans('', '', '[]()<>'))}]({path})"


@router.post("/drafts/{draft_id}/autosave")
def autosave(
    parts: WithParts, request: Request, member: Marketer, form: LongForm, draft_id: str
) -> Response:
    """Save what is typed while it is typed; the editor's script asks for it."""
    draft = parts.hub.drafts.get(draft_id)
    was = _was(form, draft)
    text = _typed(form, was)
    with speaking(language_of(request)):
        try:
            saved = parts.hub.drafts.save(member, draft_id, _version(form), text)
        except StaleDraftError as problem:
            merge = merge_texts(was, problem.now.text, text)
            return JSONResponse(_conflict(parts, request, problem, merge), 409)
        except HubInputError as problem:
            return JSONResponse({"problem": str(problem)}, 422)
    at = saved.updated_at.strftime("%H:%M")
    return JSONResponse({"version": saved.version, "was": plain_lines(saved.text), "at": at})


def _conflict(
    parts: Parts, request: Request, problem: StaleDraftError, merge: Merge
) -> dict[str, Any]:
    """What differs, in place; and what the editor holds once it takes in what others saved."""
    now, form = problem.now, Form.of(merge.text)
    return {
        "page": parts.pages.fill(
            request, "cards/conflict.html", merge=merge, problem=problem, names=NAMES, in_place=True
        ),
        "clashes": len(merge.clashes),
        "fields": form.fields if form else {"file": merge.text},
        "version": now.version,
        "was": plain_lines(now.text),
    }


@router.post("/drafts/{draft_id}/preview")
def show_preview(
    parts: WithParts, request: Request, _member: Marketer, form: LongForm, draft_id: str
) -> Response:
    """How reps will see what is typed, and what the checker says about it; nothing is saved."""
    draft = parts.hub.drafts.get(draft_id)
    text = _typed(form, _was(form, draft))
    seen = _seen(parts, draft, text)
    page = parts.pages.fill(request, "cards/preview.html", draft=draft, **seen)
    findings = {
        name: parts.pages.fill(request, "cards/findings.html", found=seen["findings"].get(name, []))
        for name in (*NAMES, FILE)
    }
    return JSONResponse({"preview": page, "findings": findings})


@router.post("/drafts/{draft_id}/images", max_body_size=_MOST_BODY)
def drop_image(
    parts: WithParts, request: Request, member: Marketer, form: LongForm, draft_id: str
) -> Response:
    """Keep a picture that was dropped; the Markdown that shows it."""
    sent = form.get("image")
    with speaking(language_of(request)):
        if not isinstance(sent, UploadFile):
            return JSONResponse({"problem": ""}, 422)
        try:
            path = _keep_image(parts, member, draft_id, sent)
        except HubInputError as problem:
            return JSONResponse({"problem": str(problem)}, 422)
    return JSONResponse({"markdown": _markdown(sent, path)})
