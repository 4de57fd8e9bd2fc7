"""The words for what cards are filed under, since a Spanish card bears the same slugs as an English one."""

from enablement.translation import _, n_

_USUAL = {
    "grocery": n_("grocery"), "food-service": n_("food service"),
    "food-production": n_("food production"), "hospitals": n_("hospitals"), "pharma": n_("pharma"),
    "logistics": n_("logistics"), "operations": n_("operations"), "executive": n_("executive"),
    "finance": n_("finance"), "site-manager": n_("site manager"), "quality": n_("quality"),
    "procurement": n_("procurement"), "it": n_("IT"), "prospecting": n_("prospecting"),
    "discovery": n_("discovery"), "evaluation": n_("evaluation"), "negotiation": n_("negotiation"),
    "renewal": n_("renewal"), "paper-logs": n_("paper logs"), "in-house": n_("in-house"),
    "reference": n_("reference"), "price": n_("price"), "alarms": n_("alarms"),
    "spoilage": n_("spoilage"), "trust": n_("trust"), "roi": n_("ROI"),
    "competition": n_("competition"), "rollout": n_("rollout"), "audit": n_("audit"),
    "adoption": n_("adoption"), "contract": n_("contract"), "compliance": n_("compliance"),
    "pilot": n_("pilot"), "status-quo": n_("status quo"), "stall": n_("stall"),
    "timing": n_("timing"), "security": n_("security"), "reliability": n_("reliability"),
    "budget": n_("budget"), "privacy": n_("privacy"), "integration": n_("integration"),
    "insurance": n_("insurance"), "ai": n_("AI"), "discount": n_("discount"),
}  # fmt: skip
_NAMES = ("products", "competitors")


def plain_value(value: str) -> str:
    """A facet's value as words: `food-service` is “food service”."""
    return value.replace("-", " ").replace("_", " ")


def value_words(facet: str, value: str) -> str:
    """What a value is called on the screen: a usual one in the rep's language, a name with its capital."""
    if value in _USUAL:
        return _(_USUAL[value])
    words = plain_value(value)
    return words[:1].upper() + words[1:] if facet in _NAMES else words
