"""The text that was searched instead of a misspelt one, as the cards write its words."""

from collections.abc import Sequence

from enablement.search.analysis import Word
from enablement.search.groups import Group, How
from enablement.search.matching import MatchedCard
from enablement.search.query import ParsedQuery


def corrected_text(
    parsed: ParsedQuery, groups: Sequence[Group], cards: Sequence[MatchedCard]
) -> str:
    """The text with its misspelt words as the best card that holds them writes them; or empty."""
    replaced: dict[Word, list[str]] = {}
    for number, group in enumerate(groups):
        if group.corrected:
            replaced.setdefault(group.typed, []).append(_as_written(number, group, cards))
    text, done = "", 0
    for word, found in sorted(replaced.items(), key=lambda item: item[0].start):
        text += parsed.text[done : word.start] + " ".join(found)
        done = word.end
    return text + parsed.text[done:] if replaced else ""


def _as_written(number: int, group: Group, cards: Sequence[MatchedCard]) -> str:
    for card in cards:
        for text in card.texts:
            for place in text.places:
                if place.group == number and card.how(place) is How.CORRECTED:
                    return text.shown.text[place.start : place.end].lower()
    return group.ways[0].folded
