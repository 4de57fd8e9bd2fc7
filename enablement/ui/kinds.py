"""The words and icons for the few kinds of thing that the desktop shows, said the same everywhere."""

from enablement.cards.model import CardKind
from enablement.sync.protocol import Outcome
from enablement.translation import _

KIND_ICONS = {CardKind.OBJECTION: "objection", CardKind.STORY: "story"}
OUTCOME_ICONS = {Outcome.WORKED: "worked", Outcome.NEUTRAL: "neutral", Outcome.FELL_FLAT: "flat"}
OUTCOME_COLOURS = {Outcome.WORKED: "worked", Outcome.NEUTRAL: "neutral", Outcome.FELL_FLAT: "flat"}


def kind_name(kind: CardKind) -> str:
    """What a kind of card is called."""
    return {CardKind.OBJECTION: _("Objection"), CardKind.STORY: _("Story")}[kind]


def outcome_name(outcome: Outcome) -> str:
    """What an outcome is called on its button."""
    return {
        Outcome.WORKED: _("Worked"),
        Outcome.NEUTRAL: _("Neutral"),
        Outcome.FELL_FLAT: _("Fell flat"),
    }[outcome]


def outcome_in_sentence(outcome: Outcome) -> str:
    """What an outcome is called inside a sentence."""
    return {
        Outcome.WORKED: _("worked"),
        Outcome.NEUTRAL: _("neutral"),
        Outcome.FELL_FLAT: _("fell flat"),
    }[outcome]
