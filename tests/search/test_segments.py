"""One segment, read through Whoosh's codec as arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from enablement.search.analysis import Analyser
from enablement.search.documents import id_term
from enablement.search.segments import SegmentView
from enablement.search.storage import MemoryStorage
from enablement.search.updates import read_segments, write_update


@pytest.fixture
def view(make_card: Callable[..., Any], analyser_of: Callable[[str], Analyser]) -> SegmentView:
    storage = MemoryStorage()
    cards = [
        make_card("one", "Price of Pulse", tags=("roi",), body="Prices rise"),
        make_card("two", "Cost", body="The price is right"),
        make_card("three", "Something else"),
    ]
    write_update(storage, (), cards, analyser_of)
    (segment,) = read_segments(storage)
    return SegmentView(storage, segment)


def test_documents_of_a_term(view: SegmentView) -> None:
    assert view.docs("surfaces", b"price").tolist() == [0, 1]
    assert view.docs("surfaces", b"nowhere").tolist() == []
    assert view.docs("card_id", id_term("three")).tolist() == [2]
    docs, codes = view.counts(b"en:price")
    assert docs.tolist() == [0, 1]
    assert codes[0] > 0
    assert view.counts(b"es:price")[0].size == 0


def test_every_surface_is_counted_among_the_living(view: SegmentView) -> None:
    assert view.surfaces == sorted(view.surfaces)
    for living, expected in (([True, True, True], (2, 1, 1)), ([False, True, True], (1, 0, 1))):
        held = view.frequencies(np.asarray(living)).tolist()
        counted = dict(zip(view.surfaces, held, strict=True))
        assert (counted["price"], counted["prices"], counted["else"]) == expected


def test_records_facets_and_what_is_shown(view: SegmentView) -> None:
    assert view.records["title"].tolist() == [b"price of pulse", b"cost", b"something else"]
    assert view.facet_terms() == [b"kind=objection", b"language=en", b"tags=roi"]
    assert view.shown(2).card_id == "three"
    assert view.shown(2) is view.shown(2)
    assert "right" in view.tokens(1).terms
    assert np.array_equal(view.tokens(1).ids, view.tokens(1).ids)
