"""The words and icons for the few kinds of thing that the desktop shows, said the same everywhere."""

from enablement.cards.model import CardKind
from enablement.sync.protocol import Outcome
from enablement.translation import _, n_
from enablement.ui.value_words import value_words

KIND_ICONS = {CardKind.OBJECTION: "objection", CardKind.STORY: "story"}
OUTCOME_ICONS = {Outcome.WORKED: "worked", Outcome.NEUTRAL: "neutral", Outcome.FELL_FLAT: "flat"}
OUTCOME_COLOURS = {Outcome.WORKED: "worked", Outcome.NEUTRAL: "neutral", Outcome.FELL_FLAT: "flat"}

_FACETS = {
    "kind": n_("Kind"),
    "products": n_("Product"),
    "industries": n_("Industry"),
    "personas": n_("Persona"),
    "stages": n_("Stage"),
    "competitors": n_("Competitor"),
    "tags": n_("Tag"),
    "language": n_("Language"),
}
_LANGUAGES = {
    "en": n_("English"),
    "es": n_("Spanish"),
    "fr": n_("French"),
    "de": n_("German"),
    "pt": n_("Portuguese"),
    "it": n_("Italian"),
}


def kind_name(kind: CardKind) -> str:
    """What a kind of card is called."""
    return {CardKind.OBJECTION: _("Objection"), CardKind.STORY: _("Story")}[kind]


def language_name(code: str) -> str:
    """What a language is called; its code when we have no word for it."""
    return _(_LANGUAGES[code]) if code in _LANGUAGES else code.upper()


def facet_name(facet: str) -> str:
    """What a facet is called."""
    return _(_FACETS[facet]) if facet in _FACETS else facet


def value_name(facet: str, label: str) -> str:
    """What a value of a facet is called."""
    if facet == "kind" and label in set(CardKind):
        return kind_name(CardKind(label))
    return language_name(label) if facet == "language" else value_words(facet, label)


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
