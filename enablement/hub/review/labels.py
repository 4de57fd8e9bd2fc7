"""How groups are called on the review's pages and in its files, in the language in force."""

from collections.abc import Iterable, Mapping

from enablement.hub.pages import block_name
from enablement.hub.review.filters import By
from enablement.hub.review.tallies import Key, Tally
from enablement.translation import _, n_

BY_NAMES = {
    By.CARD: n_("Card"),
    By.REVISION: n_("Revision"),
    By.BLOCK: n_("Block"),
    By.KIND: n_("Kind"),
    By.LANGUAGE: n_("Language"),
    By.PRODUCT: n_("Product"),
    By.INDUSTRY: n_("Industry"),
    By.PERSONA: n_("Persona"),
    By.COMPETITOR: n_("Competitor"),
    By.STAGE: n_("Stage"),
    By.TEAM: n_("Team"),
    By.REGION: n_("Region"),
    By.WEEK: n_("Week"),
}
"""What each grouping is called."""

_KINDS = {"story": n_("Story"), "objection": n_("Objection")}
_LANGUAGES = {"en": n_("English"), "es": n_("Spanish")}
_NONE = {
    By.BLOCK: n_("The card as a whole"),
    By.STAGE: n_("No stage noted"),
    By.TEAM: n_("No team"),
    By.REGION: n_("No region"),
    By.KIND: n_("No kind"),
    By.LANGUAGE: n_("No language"),
}


def value_name(by: By, value: str) -> str:
    """A value as people read it."""
    if not value:
        return _(_NONE[by]) if by in _NONE else ""
    if by is By.BLOCK:
        return block_name(value)
    if by is By.KIND:
        return _(_KINDS.get(value, value))
    return _(_LANGUAGES[value]) if by is By.LANGUAGE and value in _LANGUAGES else value


def row_names(by: By, rows: Iterable[Tally], titles: Mapping[Key, str]) -> list[str]:
    """What each row of a table is called; cards by their titles, where the hub has them."""
    if by in (By.CARD, By.REVISION):
        return [titles.get(row.key, str(row.key[0])) for row in rows]
    return [value_name(by, str(row.key[0])) for row in rows]
