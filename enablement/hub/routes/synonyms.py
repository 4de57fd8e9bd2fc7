"""The synonyms' pages: the rules, and what reps' searches would find before one is changed."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enablement.cards.blocks import fold
from enablement.errors import HubInputError, HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.preparing import NotReadyError
from enablement.hub.routes.access import Marketer, MarketerForm, text_of
from enablement.hub.routes.parts import Parts, WithParts
from enablement.hub.synonym_preview import Preview
from enablement.hub.synonym_rules import RuleError, read_rule, rule_key
from enablement.hub.synonyms import changed_rules
from enablement.sync.policies import SynonymPolicy, SynonymRule
from enablement.translation import _, n_

MOST_TYPED = 10_000
PATIENCE = 1.5
"""How many seconds a page waits for what a preview needs, before it says that it is being made."""

ONE_WAY, TWO_WAY = "one-way", "two-way"
SAID = {
    "added": n_("The rule is added. Laptops get it with their next sync."),
    "changed": n_("The rule is changed. Laptops get it with their next sync."),
    "removed": n_("The rule is removed. Laptops lose it with their next sync."),
}

router = APIRouter()
Key = Annotated[str, Query(max_length=64)]
Text = Annotated[str, Query(max_length=400)]


@dataclass(frozen=True)
class Typed:
    """A rule as it stands in the form."""

    language: str = "en"
    words: str = ""
    direction: str = TWO_WAY
    finds: str = ""

    @classmethod
    def of(cls, rule: SynonymRule) -> "Typed":
        """A rule to change."""
        direction = ONE_WAY if rule.finds else TWO_WAY
        return cls(rule.language, "\n".join(rule.words), direction, "\n".join(rule.finds))

    @classmethod
    def read(cls, form: FormData) -> "Typed":
        """What was typed."""
        return cls(
            text_of(form, "language"),
            text_of(form, "words", MOST_TYPED),
            ONE_WAY if text_of(form, "direction") == ONE_WAY else TWO_WAY,
            text_of(form, "finds", MOST_TYPED),
        )

    def rule(self) -> SynonymRule:
        """The rule; `RuleError` when it is none."""
        return read_rule(self.language, self.words, self.finds, one_way=self.direction == ONE_WAY)


@dataclass(frozen=True)
class Editor:
    """The form and what goes with it: the rule that it changes, and what the change would do.

    `preparing` when what that needs is not made yet.
    """

    typed: Typed
    old: str = ""
    preview: Preview | None = None
    seen: str = ""
    problem: HubInputError | None = None
    preparing: bool = False
    rule: SynonymRule | None = field(default=None)


@router.get("/synonyms")
def list_rules(
    parts: WithParts, request: Request, member: Marketer,
    words: Text = "", language: Key = "", done: Key = "",
) -> Response:  # fmt: skip
    """The rules in force, those that hold some words when any are asked for."""
    parts.hub.synonym_preview.begin()
    rules = parts.hub.synonyms.get().rules
    wanted = fold(words)
    shown = [
        rule for rule in rules
        if (not language or rule.language == language)
        and any(wanted in fold(word) for word in (*rule.words, *rule.finds))
    ]  # fmt: skip
    return parts.pages.render(
        request,
        "synonyms/list.html",
        session=member,
        hub_name=parts.hub.name,
        said=_(SAID[done]) if done in SAID else "",
        rules=[(rule_key(rule), rule) for rule in shown],
        total=len(rules),
        language_choices=[(code, code) for code in sorted({rule.language for rule in rules})],
        words=words,
        asked_language=language,
    )


@router.get("/synonyms/edit")
def edit_rule(
    parts: WithParts, request: Request, member: Marketer, rule: Key = "", words: Text = ""
) -> Response:
    """The form of a rule, or an empty one, perhaps with words to begin with."""
    parts.hub.synonym_preview.begin()
    if not rule:
        return _show(parts, request, member, Editor(Typed(words=words)))
    found = _find(parts.hub.synonyms.get(), rule)
    return _show(parts, request, member, Editor(Typed.of(found), rule, rule=found))


@router.post("/synonyms/edit")
def save_rule(parts: WithParts, request: Request, member: Marketer, form: MarketerForm) -> Response:
    """Show what the rule would do; save it when that was seen of just this rule."""
    typed, old = Typed.read(form), text_of(form, "old")
    try:
        rule = typed.rule()
        policy = parts.hub.synonyms.get()
        after = changed_rules(policy, old, rule)
        if text_of(form, "seen") == rule_key(rule) and text_of(form, "do") == "save":
            parts.hub.synonyms.change(member, old, rule)
            done = "changed" if old else "added"
            return RedirectResponse(f"/synonyms?done={done}", 303)
        preview = parts.hub.synonym_preview.compare(policy, after, PATIENCE)
    except HubInputError as error:
        return _show(parts, request, member, Editor(typed, old, problem=error))
    except NotReadyError:
        return _show(parts, request, member, Editor(typed, old, preparing=True))
    return _show(parts, request, member, Editor(typed, old, preview, rule_key(rule)))


@router.get("/synonyms/remove")
def ask_removal(parts: WithParts, request: Request, member: Marketer, rule: Key) -> Response:
    """Show what reps would find no more, before a rule is removed."""
    policy = parts.hub.synonyms.get()
    found = _find(policy, rule)
    without = changed_rules(policy, rule, None)
    preview = parts.hub.synonym_preview.compare(policy, without, PATIENCE)
    return parts.pages.render(
        request,
        "synonyms/remove.html",
        session=member,
        hub_name=parts.hub.name,
        rule=found,
        key=rule,
        preview=preview,
    )


@router.post("/synonyms/remove")
def remove_rule(parts: WithParts, member: Marketer, form: MarketerForm) -> Response:
    """Remove a rule."""
    parts.hub.synonyms.change(member, text_of(form, "rule") or "none", None)
    return RedirectResponse("/synonyms?done=removed", 303)


def _find(policy: SynonymPolicy, key: str) -> SynonymRule:
    for rule in policy.rules:
        if rule_key(rule) == key:
            return rule
    raise HubMissingError(
        n_("This rule is there no more: somebody else has changed or removed it."),
        mend=n_("Look at the list."),
    )


def _show(parts: Parts, request: Request, member: Member, editor: Editor) -> Response:
    problem = editor.problem
    return parts.pages.render(
        request,
        "synonyms/edit.html",
        status=422 if isinstance(problem, RuleError) else 409 if problem else 200,
        session=member,
        hub_name=parts.hub.name,
        editor=editor,
        typed=editor.typed,
        problem=problem,
        field=problem.field if isinstance(problem, RuleError) else "",
    )
