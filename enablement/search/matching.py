"""Where the words of a query stand in one card: what snippets and reasons are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from enablement.search.groups import Group, How, Way
from enablement.search.shown import ShownCard, ShownText
from enablement.search.snapshot import Snapshot
from enablement.search.word_finder import WordFinder


class Place(NamedTuple):
    """A word of a text, at [start, end), that matched a group of the query by one of its ways.

    A synonym of several typed words has a place for each of their groups.
    """

    start: int
    end: int
    group: int
    way: int


@dataclass(frozen=True)
class MatchedText:
    """A text of a card and the words in it that matched, in order; joined words overlap others."""

    shown: ShownText
    places: tuple[Place, ...]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The [start, end) of what matched; words that overlap or touch are one."""
        merged: list[tuple[int, int]] = []
        for place in self.places:
            if merged and place.start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(place.end, merged[-1][1])
            else:
                merged.append((place.start, place.end))
        return tuple(merged)

    @cached_property
    def groups(self) -> frozenset[int]:
        """The groups that matched here."""
        return frozenset(place.group for place in self.places)


@dataclass(frozen=True)
class MatchedCard:
    """A card with the texts that matched, and the weight of each group in its language."""

    card: ShownCard
    texts: tuple[MatchedText, ...]
    groups: Sequence[Group]
    idf: Sequence[float]

    def way(self, place: Place) -> Way:
        """The way by which a word of the card answers to the typed one."""
        return self.groups[place.group].ways[place.way]

    def how(self, place: Place) -> How:
        """How a word of the card answers to the typed one."""
        return self.way(place).how

    def weight(self, groups: frozenset[int]) -> float:
        """How much of the query these groups are."""
        return sum([self.idf[group] for group in groups])


def match_card(
    snapshot: Snapshot, finder: WordFinder, doc: int, idf: Sequence[float]
) -> MatchedCard:
    """Find the words of a query in a card; `idf` is of the card's language."""
    card = snapshot.shown(doc)
    tokens = snapshot.tokens(doc)
    group_at, way_at = finder.words_of(doc)
    found = np.flatnonzero(group_at >= 0)
    rows: dict[int, list[Place]] = {}
    columns = (tokens.text, tokens.starts, tokens.ends, group_at, way_at)
    for text, *place in zip(*(column[found].tolist() for column in columns), strict=True):
        row = rows.setdefault(text, [])
        here = Place(*place)
        row.append(here)
        for group, way in finder.shared.get((here.group, here.way), ()):
            row.append(Place(here.start, here.end, group, way))
    texts = tuple(
        MatchedText(card.texts[text], tuple(sorted(places)))
        for text, places in sorted(rows.items())
    )
    return MatchedCard(card, texts, finder.groups, idf)
