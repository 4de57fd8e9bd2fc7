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
    words, held = view.surfaces(np.asarray([True, True, True]))
    assert words == sorted(words)
    counted = dict(zip(words, held.tolist(), strict=True))
    assert (counted["price"], counted["prices"], counted["else"]) == (2, 1, 1)
    words, held = view.surfaces(np.asarray([False, True, True]))
    counted = dict(zip(words, held.tolist(), strict=True))
    assert (counted["price"], counted["prices"], counted["else"]) == (1, 0, 1)


def test_records_facets_and_what_is_shown(view: SegmentView) -> None:
    assert view.records["title"].tolist() == [b"price of pulse", b"cost", b"something else"]
    assert view.facet_terms() == [b"kind=objection", b"language=en", b"tags=roi"]
    assert view.shown(2).card_id == "three"
    assert view.shown(2) is view.shown(2)
    assert "right" in view.tokens(1).terms
    assert np.array_equal(view.tokens(1).ids, view.tokens(1).ids)
