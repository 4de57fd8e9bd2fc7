"""Which filters stand in the row under the search box, and how the menu of all of them is grouped."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from enablement.ui.values import Choice


def by_facet(choices: Iterable[Choice]) -> dict[str, list[Choice]]:
    """The choices of each facet, in their order."""
    groups: dict[str, list[Choice]] = {}
    for choice in choices:
        groups.setdefault(choice.facet, []).append(choice)
    return groups


def chosen_first(choices: Sequence[Choice]) -> list[Choice]:
    """What is chosen, by facet."""
    return [choice for choice in choices if choice.chosen]


def worth_offering(choices: Sequence[Choice], total: int) -> list[Choice]:
    """What would shorten the list, the kinds first, then the most frequent of each facet in turn.

    A value that every card of the list has is left to the menu: choosing it would change nothing.
    """
    useful = {
        facet: [one for one in group if not one.chosen and 0 < one.count < total]
        for facet, group in by_facet(choices).items()
    }
    kinds = useful.pop("kind", [])
    turns = zip_longest(*useful.values())
    return [*kinds, *(one for turn in turns for one in turn if one is not None)]
