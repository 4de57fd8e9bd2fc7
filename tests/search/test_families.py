"""Which cards belong together, and which of them is listed."""

from collections.abc import Callable

import numpy as np
import pytest

from enablement.library.cards import HeldCard
from enablement.search.families import Families
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot


@pytest.fixture(scope="module")
def snapshot(make_card: Callable[..., HeldCard], searcher_of: Callable[..., Searcher]) -> Snapshot:
    return searcher_of(
        [
            make_card("a", language="en"),
            make_card("b", language="es", translation_of="a"),
            make_card("c", language="en"),
            make_card("d", language="fr", translation_of="a"),
            make_card("e", language="es", translation_of="gone"),
        ]
    ).snapshot


def test_members(snapshot: Snapshot) -> None:
    families = Families(snapshot)
    assert families.count == 3
    together = families.members(int(families.of[0]))
    assert [snapshot.shown(doc).card_id for doc in together.tolist()] == ["a", "b", "d"]
    assert families.of[2] != families.of[4]


def test_the_first_of_each_family_in_the_order_given(snapshot: Snapshot) -> None:
    families = Families(snapshot)
    places = families.first_of_each(np.asarray([3, 2, 1, 4, 0]))
    assert places.tolist() == [0, 1, 3]
    assert families.first_of_each(np.asarray([], dtype=np.int64)).tolist() == []


def test_languages_not_asked_for_follow_by_their_cards(snapshot: Snapshot) -> None:
    families = Families(snapshot)
    assert snapshot.languages == ("en", "es", "fr")
    assert families.language_ranks(("fr-CA",)).tolist() == [1, 2, 0]
    assert families.language_ranks(("de", "es")).tolist() == [2, 1, 3]
    assert families.language_ranks(()).tolist() == [0, 0, 0]


def test_the_best_language_among_the_cards_allowed(snapshot: Snapshot) -> None:
    families = Families(snapshot)
    ranks = families.language_ranks(("es", "en"))
    allowed = np.ones(snapshot.total, dtype=np.bool_)
    assert families.best_ranks(ranks, allowed)[families.of].tolist() == [0, 0, 1, 0, 0]
    allowed[1] = False
    assert families.best_ranks(ranks, allowed)[families.of].tolist() == [1, 1, 1, 1, 0]


def test_no_cards(searcher_of: Callable[..., Searcher]) -> None:
    families = Families(searcher_of([]).snapshot)
    assert families.count == 0
    assert families.best_ranks(families.language_ranks(("en",)), np.zeros(0, dtype=bool)).size == 0
