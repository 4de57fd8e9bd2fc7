"""A hit as the command line prints it."""

import json

from enablement.cards.model import CardKind
from enablement.search.reasons import Reason
from enablement.search.results import Hit
from enablement.search.snippets import Snippet

HIT = Hit(
    rank=1, card_id="a", revision=3, title="Título", kind=CardKind.STORY, language="es",
    summary="s", score=0.123456, verified=True, snippet=Snippet("the price", ((4, 9),)),
    reasons=(Reason("title", ("price",)), Reason("corrected", ("price", "pirce"))),
)  # fmt: skip


def test_it_has_the_keys_that_were_promised() -> None:
    assert json.loads(json.dumps(HIT.as_json())) == {
        "rank": 1,
        "card_id": "a",
        "revision": 3,
        "title": "Título",
        "kind": "story",
        "language": "es",
        "score": 0.1235,
        "why": "title: price; spelling: price for pirce",
        "snippet": "the price",
        "marks": [[4, 9]],
    }
