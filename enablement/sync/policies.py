"""What the hub tells laptops beside the cards: synonyms, the field's evidence, and what was recalled.

Each travels as one object that an entry of its kind names, and is replaced whole.
"""

import json
from datetime import datetime
from typing import TypeVar

from pydantic import Field

from enablement.sync.protocol import Message, Rep

SYNONYMS = "synonyms"
"""The id of the `policy` entry that holds the synonyms."""

ANSWER_TIMES = "answer-times"
"""The id of the `policy` entry that says how soon marketing answers."""

LEAST_ANSWERS = 5
"""Of fewer answers nobody is told how soon they come."""

USAGE = "usage"
"""The id of the `evidence` entry that holds what each card's current revision did."""

RECALLS = "recalls"
"""The id of the `policy` entry that holds the cards that were recalled, and why."""

REP = "rep"
"""The id of the `policy` entry of a laptop's own shard that says who its rep is now."""

_Shared = TypeVar("_Shared", bound="SharedMessage")


class SharedMessage(Message):
    """A message that is an object of its own: its canonical bytes are what its hash is taken of."""

    def to_bytes(self) -> bytes:
        """The canonical form: sorted keys, no spaces, fields at their default left out."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls: type[_Shared], data: bytes) -> _Shared:
        """Read an object; `pydantic.ValidationError` for one that this version cannot read."""
        return cls.model_validate_json(data)


class RepNow(SharedMessage, Rep):
    """Whose laptop it is, as marketing says it now: what the enrolment said may have changed since."""


class SynonymRule(Message):
    """Words of one language that find others.

    Without `finds` the rule is two-way: each of `words` finds the others. With it, each of `words`
    finds those too, and not the other way about.
    """

    language: str
    words: tuple[str, ...]
    finds: tuple[str, ...] = ()


class SynonymPolicy(SharedMessage):
    """All synonyms that marketing keeps, sorted by language and words."""

    rules: tuple[SynonymRule, ...] = ()


class AnswerTimes(SharedMessage):
    """How soon marketing answers: half of the threads had their first answer within `hours`.

    Of `answered` ones in the last `days`; all are 0 when there are too few to say so.
    """

    answered: int = 0
    hours: int = 0
    days: int = 0

    @property
    def known(self) -> bool:
        """Whether there are answers enough to say so."""
        return self.answered >= LEAST_ANSWERS and self.hours > 0


class CardEvidence(Message):
    """What one revision of a card did, summed up over at least 5 logs of at least 3 reps."""

    revision: int
    worked: int = 0
    neutral: int = 0
    fell_flat: int = 0

    @property
    def n(self) -> int:
        """How many logs there are."""
        return self.worked + self.neutral + self.fell_flat


class Evidence(SharedMessage):
    """The evidence of each card's current revision, by the card's id; small groups are left out."""

    cards: dict[str, CardEvidence] = Field(default_factory=dict)


class Recall(Message):
    """A card that marketing took back in a hurry: which revision it was, when, and why."""

    title: str
    reason: str
    revision: int
    at: datetime


class Recalls(SharedMessage):
    """The cards that were recalled from a laptop's audience and are not published again, by their id."""

    cards: dict[str, Recall] = Field(default_factory=dict)
