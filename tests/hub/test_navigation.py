"""The bar: each role sees its pages, and a page knows where it belongs."""

import pytest

from enablement.hub.access.roles import Role
from enablement.hub.navigation import PLACES, places_for


def test_more_of_a_role_is_more_of_the_bar() -> None:
    marketer, admin = places_for(Role.MARKETER), places_for(Role.ADMIN)
    assert [place for place in admin if place in marketer] == list(marketer)
    assert admin == PLACES
    assert "/people" not in [place.path for place in places_for(Role.APPROVER)]
    assert places_for(Role.REP) == ()


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/cards", "Cards"), ("/cards/price", "Cards"), ("/drafts/1/edit", "Cards"),
        ("/inbox/gaps", "Inbox"), ("/cardsharp", None), ("/", None), ("/account", None),
    ],
)  # fmt: skip
def test_a_page_belongs_to_one_place_at_most(path: str, label: str | None) -> None:
    assert [place.label for place in PLACES if place.holds(path)] == ([label] if label else [])
