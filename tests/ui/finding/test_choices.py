"""Which filters stand in the row."""

from enablement.ui.finding.choices import by_facet, chosen_first, worth_offering
from enablement.ui.values import Choice


def choice(facet: str, value: str, count: int, *, chosen: bool = False) -> Choice:
    return Choice(facet, value, value, count, chosen)


CHOICES = (
    choice("kind", "objection", 6),
    choice("kind", "story", 4),
    choice("products", "pulse", 10),
    choice("products", "trail", 3),
    choice("products", "ledger", 2),
    choice("stages", "renewal", 5, chosen=True),
    choice("stages", "discovery", 4),
)


def test_kinds_come_first_then_each_facet_in_turn() -> None:
    offered = [one.value for one in worth_offering(CHOICES, 10)]
    assert offered == ["objection", "story", "trail", "discovery", "ledger"]


def test_what_is_chosen_is_told_apart() -> None:
    assert [one.value for one in chosen_first(CHOICES)] == ["renewal"]
    assert list(by_facet(CHOICES)) == ["kind", "products", "stages"]
