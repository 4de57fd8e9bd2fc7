"""What a view of the review is narrowed to, and the address that says so: a view can be sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from enablement.errors import HubInputError
from enablement.hub.review.weeks import WEEK, monday
from enablement.translation import n_

_MOST = 200
_REVISION = re.compile(r"[0-9]{1,9}")
_WEEKS = re.compile(r"[0-9]{1,3}")


class By(StrEnum):
    """What figures are grouped by."""

    CARD = "card"
    REVISION = "revision"
    BLOCK = "block"
    KIND = "kind"
    LANGUAGE = "language"
    PRODUCT = "product"
    INDUSTRY = "industry"
    PERSONA = "persona"
    COMPETITOR = "competitor"
    STAGE = "stage"
    TEAM = "team"
    REGION = "region"
    WEEK = "week"


FACETS = {
    By.PRODUCT: "products",
    By.INDUSTRY: "industries",
    By.PERSONA: "personas",
    By.COMPETITOR: "competitors",
}
"""The facets of cards that logs are grouped by, as `card_facets` names them.

The stage is the log's own, what the meeting was about, and not one of those a card is meant for.
"""


@dataclass(frozen=True)
class Period:
    """Whole weeks, each by its Monday, both ends included; `None` is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Filters:
    """Empty texts narrow nothing.

    `who` is a team or a region, such as `team:midmarket`, and never both: where the two meet there
    are few reps, and subtracting would leave fewer. `weeks` counts back from the current week,
    `since` and `until` are days of the first and the last week.
    """

    card: str = ""
    revision: str = ""
    block: str = ""
    kind: str = ""
    language: str = ""
    product: str = ""
    industry: str = ""
    persona: str = ""
    competitor: str = ""
    stage: str = ""
    who: str = ""
    weeks: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Filters":
        """The filters of an address; `HubInputError` for one that means nothing."""
        names = [field.name for field in fields(cls)]
        texts = {
            name: parameters[name].replace("\0", "").strip()[:_MOST]
            for name in names
            if name in parameters
        }
        found = cls(**texts)
        found.check()
        return found

    def check(self) -> None:
        """Raise `HubInputError` when a part of the filters means nothing."""
        if self.revision and not _REVISION.fullmatch(self.revision):
            raise HubInputError(
                n_("“{text}” is not the number of a revision."),
                mend=n_("Write a number such as 3."),
                text=self.revision,
            )
        if self.who and not (self.team or self.region):
            raise HubInputError(
                n_("“{text}” is neither a team nor a region."),
                mend=n_("Write “team:” or “region:” and its name."),
                text=self.who,
            )
        if self.weeks and not (_WEEKS.fullmatch(self.weeks) and int(self.weeks)):
            raise HubInputError(
                n_("“{text}” is not a number of weeks."),
                mend=n_("Write a number from 1 to 999."),
                text=self.weeks,
            )
        since, until = _day(self.since), _day(self.until)
        if since and until and since > until:
            raise HubInputError(
                n_("The period ends before it begins."), mend=n_("Exchange its two days.")
            )

    @property
    def team(self) -> str:
        """The team chosen, if it is one."""
        return self.who.removeprefix("team:") if self.who.startswith("team:") else ""

    @property
    def region(self) -> str:
        """The region chosen, if it is one."""
        return self.who.removeprefix("region:") if self.who.startswith("region:") else ""

    def period(self, today: date) -> Period:
        """The weeks that the figures are of."""
        this = monday(today)
        since, until = _day(self.since), _day(self.until)
        if since or until:
            return Period(monday(since) if since else None, monday(until) if until else None)
        if self.weeks:
            return Period(this - (int(self.weeks) - 1) * WEEK, None)
        return Period()

    @property
    def chosen(self) -> dict[str, str]:
        """What the view is narrowed to, as the parameters of its address."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name)
        }

    def without_who(self) -> "Filters":
        """The view that this one is a part of."""
        return replace(self, who="")

    def of_all_cards(self) -> "Filters":
        """The same view of every card."""
        return replace(self, card="", revision="", block="")

    @property
    def facets(self) -> dict[str, str]:
        """The facets that a card must have."""
        values = {facet: getattr(self, by.value) for by, facet in FACETS.items()}
        return {facet: value for facet, value in values.items() if value}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    # A week before the first one, or after the last, has no Monday in the calendar.
    if not date(1970, 1, 1) <= found <= date(9000, 1, 1):
        raise HubInputError(
            n_("“{text}” is not a day."), mend=n_("Write it such as 2026-11-23."), text=text
        )
    return found
