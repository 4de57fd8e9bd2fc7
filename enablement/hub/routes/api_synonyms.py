"""The synonyms for programs: the rules in force, what others would do, and putting them in force."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from enablement.hub.routes.access import Marketer
from enablement.hub.routes.api_types import Line
from enablement.hub.routes.parts import WithParts
from enablement.hub.synonym_file import MAX_RULES, MAX_WORDS
from enablement.hub.synonym_preview import FoundCard, Preview
from enablement.hub.synonym_rules import policy_version, read_rule, sorted_policy
from enablement.sync.policies import SynonymPolicy, SynonymRule

router = APIRouter(prefix="/api/v1", tags=["synonyms"])
_PATIENCE = 10.0
"""How many seconds a program waits for what a preview needs, before it is told to come again."""

_Words = Annotated[list[Line], Field(max_length=MAX_WORDS)]


class RuleModel(BaseModel):
    """Words of one language that find others: each other, or what `finds` holds when it is there."""

    language: Line
    words: _Words
    finds: _Words = []

    def rule(self) -> SynonymRule:
        """The rule; `RuleError` when it is none."""
        words, finds = "\n".join(self.words), "\n".join(self.finds)
        return read_rule(self.language, words, finds, one_way=bool(self.finds))

    @classmethod
    def of(cls, rule: SynonymRule) -> "RuleModel":
        """A rule as programs get it."""
        return cls(language=rule.language, words=list(rule.words), finds=list(rule.finds))


class SynonymsOut(BaseModel):
    """All rules; `version` goes back with a change, so that nobody else's is lost."""

    version: str
    rules: list[RuleModel]


class SynonymsIn(BaseModel):
    """The rules that shall be in force, all of them; an empty `version` asks for no check."""

    version: Line = ""
    rules: Annotated[list[RuleModel], Field(max_length=MAX_RULES)]

    def policy(self) -> SynonymPolicy:
        """The rules as one table."""
        return sorted_policy({one.rule() for one in self.rules})


class SynonymsChanged(BaseModel):
    """What a change did; the generation is that after it."""

    added: list[RuleModel]
    removed: list[RuleModel]
    unchanged: int
    generation: int


class DifferenceOut(BaseModel):
    """What one text would find otherwise, each card by its id."""

    text: str
    asked: bool
    gained: list[str]
    lost: list[str]
    displaced: list[str]


class PreviewOut(BaseModel):
    """What reps' searches would find otherwise; `texts` is how many were tried."""

    texts: int
    differences: list[DifferenceOut]

    @classmethod
    def of(cls, preview: Preview) -> "PreviewOut":
        """A preview as programs get it."""
        return cls(
            texts=preview.texts,
            differences=[
                DifferenceOut(
                    text=one.text,
                    asked=one.asked,
                    gained=_ids(one.gained),
                    lost=_ids(one.lost),
                    displaced=_ids(one.displaced),
                )
                for one in preview.differences
            ],
        )


def _ids(found: tuple[FoundCard, ...]) -> list[str]:
    return [card.card_id for card in found]


@router.get("/synonyms", response_model=SynonymsOut, summary="The synonyms in force")
def get_synonyms(parts: WithParts, _member: Marketer) -> SynonymsOut:
    """All rules, sorted by language and words."""
    policy = parts.hub.synonyms.get()
    rules = [RuleModel.of(rule) for rule in policy.rules]
    return SynonymsOut(version=policy_version(policy), rules=rules)


@router.post("/synonyms/preview", response_model=PreviewOut, summary="What other synonyms would do")
def preview_synonyms(parts: WithParts, _member: Marketer, asked: SynonymsIn) -> PreviewOut:
    """Run what several reps searched for in vain or asked for, with the rules in force and with these.

    The words of the rules that differ are run too, with `asked` false. Nothing is changed.
    """
    before = parts.hub.synonyms.get()
    return PreviewOut.of(parts.hub.synonym_preview.compare(before, asked.policy(), _PATIENCE))


@router.put("/synonyms", response_model=SynonymsChanged, summary="Put synonyms in force")
def put_synonyms(parts: WithParts, member: Marketer, asked: SynonymsIn) -> SynonymsChanged:
    """Put these rules in the place of all others; laptops get them with their next sync.

    409 when `version` is no longer that of the rules in force.
    """
    report = parts.hub.synonyms.replace(asked.policy(), member=member, version=asked.version)
    return SynonymsChanged(
        added=[RuleModel.of(rule) for rule in report.added],
        removed=[RuleModel.of(rule) for rule in report.removed],
        unchanged=report.unchanged,
        generation=report.generation,
    )
