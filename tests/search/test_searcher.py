"""From what was typed to hits: order, correction, languages, and nothing that should not be there."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser
from enablement.search.query import SearchQuery
from enablement.search.results import SearchResults
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import write_update

MakeCard = Callable[..., HeldCard]
MakeSearcher = Callable[..., Searcher]
Ask = Callable[..., SearchResults]
Found = Callable[..., list[str]]
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def searcher(make_card: MakeCard, searcher_of: MakeSearcher) -> Searcher:
    return searcher_of(
        [
            make_card("too-expensive", "It costs too much", says=("too expensive",), revision=4,
                      summary="Turn the price into days.", verify_by=TODAY),
            make_card("security", "Is it secure?", kind=CardKind.STORY,
                      verify_by=TODAY - timedelta(days=1)),
            make_card("demasiado-caro", "Es demasiado caro", language="es",
                      translation_of="too-expensive", says=("muy caro", "el precio")),
            make_card("old", "An expensive old card", expires=TODAY),
            make_card("soon", "An expensive new card", valid_from=TODAY + timedelta(days=1)),
        ]
    )  # fmt: skip


def test_a_hit_tells_all_of_its_card(searcher: Searcher, ask: Ask) -> None:
    results = ask(searcher, "expensive")
    (hit,) = results.hits
    assert results.total == 1
    assert results.query.text == "expensive"
    assert (hit.rank, hit.card_id, hit.revision, hit.kind) == (
        1, "too-expensive", 4, CardKind.OBJECTION,
    )  # fmt: skip
    assert (hit.title, hit.language, hit.summary) == (
        "It costs too much", "en", "Turn the price into days.",
    )  # fmt: skip
    assert hit.score > 0
    assert hit.verified
    assert not ask(searcher, "secure").hits[0].verified


def test_cards_that_are_not_valid_today_never_appear(searcher: Searcher, found: Found) -> None:
    assert found(searcher, "expensive") == ["too-expensive"]
    assert "old" not in found(searcher, "", limit=99)
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert "old" in found(searcher, "expensive", day=yesterday)
    assert "soon" in found(searcher, "expensive", day=tomorrow)


def test_an_empty_text_lists_everything_by_title(searcher: Searcher, ask: Ask) -> None:
    results = ask(searcher, "  ", limit=2)
    assert [hit.title for hit in results.hits] == ["Es demasiado caro", "Is it secure?"]
    assert results.total == 3
    assert results.hits[0].reasons == ()
    assert ask(searcher, "", kind=CardKind.STORY).total == 1


@pytest.mark.parametrize(
    ("typed", "card_id"),
    [("EXPENSIVE", "too-expensive"), ("demasiadó cáro", "demasiado-caro"), ("expensiv", "too-expensive"),
     ("toexpensive", "too-expensive"), ("secrue", "security"), ("it", "security")],
)  # fmt: skip
def test_hurried_typing_finds_the_card(
    searcher: Searcher, found: Found, typed: str, card_id: str
) -> None:
    assert found(searcher, typed)[0] == card_id


def test_what_was_searched_instead_is_told(searcher: Searcher, ask: Ask) -> None:
    assert ask(searcher, "It is  expnsive, no?").corrected == "It is  expensive, no?"
    assert ask(searcher, "muycaro").corrected == "muy caro"
    assert ask(searcher, "expensive").corrected == ""
    assert ask(searcher, "qqqqqq").corrected == ""
    assert ask(searcher, "expen", as_you_type=True).corrected == ""


def test_a_correction_is_written_as_the_card_writes_it(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of([make_card("a", "La Facturación", language="es")])
    assert ask(searcher, "facturasion").corrected == "facturación"


def test_every_keystroke_finds_the_card(searcher: Searcher, found: Found) -> None:
    for end in range(1, len("expensive") + 1):
        assert found(searcher, "expensive"[:end], as_you_type=True)[0] == "too-expensive"


def test_limit_and_total(searcher: Searcher, ask: Ask) -> None:
    assert len(ask(searcher, "", limit=1).hits) == 1
    assert ask(searcher, "", limit=1).total == 3
    assert ask(searcher, "", limit=0).hits == ()
    assert ask(searcher, "expensive", limit=-1).hits == ()


def test_nothing_found_is_an_answer(searcher: Searcher, ask: Ask) -> None:
    assert ask(searcher, "qqqqqq") == SearchResults(SearchQuery("qqqqqq"), (), 0)


def test_a_preferred_language_decides_among_near_equals(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [make_card("en", "Cloud for all"), make_card("es", "Cloud para todos", language="es")]
    )
    assert found(searcher, "cloud", preferred_languages=("es", "en")) == ["es", "en"]
    assert found(searcher, "cloud", preferred_languages=("en-GB", "es")) == ["en", "es"]


def test_a_preferred_language_does_not_bury_the_better_card(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("en", "Cloud"),
            make_card("es", "Otra cosa", language="es", body="Cloud, al final de un texto largo."),
        ]
    )
    assert found(searcher, "cloud", preferred_languages=("es",)) == ["en", "es"]


def test_of_a_card_and_its_translation_the_preferred_one_comes_first(
    make_card: MakeCard, searcher_of: MakeSearcher, found: Found
) -> None:
    searcher = searcher_of(
        [
            make_card("price", "Pulse price", body="Pulse"),
            make_card("other", "Pulse", body="Nothing"),
            make_card("precio", "Precio", language="es", translation_of="price", body="De Pulse"),
        ]
    )
    assert found(searcher, "pulse")[0] == "other"
    assert found(searcher, "pulse price")[0] == "price"
    spanish = found(searcher, "pulse", preferred_languages=("es",))
    assert spanish.index("precio") < spanish.index("price")
    english = found(searcher, "pulse", preferred_languages=("en",))
    assert english.index("price") < english.index("precio")


def test_an_index_without_cards_finds_nothing(searcher_of: MakeSearcher, ask: Ask) -> None:
    empty = searcher_of([])
    assert ask(empty, "price", as_you_type=True).hits == ()
    assert ask(empty, '"no" -x kind:story').total == 0
    assert ask(empty, "").total == 0


WORDS = [
    "price",
    "prices",
    "pricing",
    "Precio",
    "facturación",
    "no",
    "the",
    "e-mail",
    "24/7",
    "价格",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | st.text(max_size=30)
IDS = st.sampled_from([f"card-{number}" for number in range(6)])
QUERIES = st.lists(
    st.sampled_from([*WORDS, "pri", "prcie", '"no price"', "-the", "kind:story", "lang:es", "“"]),
    max_size=5,
).map(" ".join) | st.text(max_size=40)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[dict[str, tuple[str, str, str]], set[str]]]:
    """Changes to an index: new contents of some cards, and the ids of others that go."""
    contents = st.tuples(TEXTS, TEXTS, st.sampled_from(["en", "es", "zh"]))
    step = st.tuples(st.dictionaries(IDS, contents, max_size=3), st.sets(IDS, max_size=2))
    return draw(st.lists(step, min_size=1, max_size=6))


@given(steps(), st.lists(QUERIES, min_size=1, max_size=4), st.booleans())
@settings(max_examples=80)
def test_any_order_of_updates_answers_like_a_freshly_built_index(
    make_card: MakeCard,
    searcher_of: MakeSearcher,
    ask: Ask,
    analyser_of: Callable[[str], Analyser],
    changes: list[tuple[dict[str, tuple[str, str, str]], set[str]]],
    queries: list[str],
    as_you_type: bool,
) -> None:
    held: dict[str, HeldCard] = {}
    snapshot = Snapshot(MemoryStorage(), analyser_of)
    for revision, (changed, removed) in enumerate(changes, 1):
        cards = [
            make_card(card_id, title, revision, body=body, language=language)
            for card_id, (title, body, language) in changed.items()
        ]
        gone = [doc for card_id in {*changed, *removed} for doc in snapshot.find(card_id)]
        storage = MemoryStorage(snapshot.files)
        write_update(storage, gone, cards, analyser_of)
        snapshot = Snapshot(storage, analyser_of, snapshot)
        held = {card_id: card for card_id, card in held.items() if card_id not in removed}
        held |= {card.card.id: card for card in cards}
    searcher, fresh = Searcher(snapshot), searcher_of(held.values())
    assert snapshot.count == len(held)
    for text in [*queries, ""]:
        results = ask(searcher, text, as_you_type=as_you_type)
        ids = [hit.card_id for hit in results.hits]
        assert len(ids) == len(set(ids))
        assert {(hit.card_id, hit.revision) for hit in results.hits} <= {
            (card_id, card.revision) for card_id, card in held.items()
        }
        assert results == ask(fresh, text, as_you_type=as_you_type)
        if not text:
            assert set(ids) == set(held)


@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=80)), max_size=4),
    st.text(max_size=60),
)
@settings(max_examples=60)
def test_any_cards_and_any_query(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask,
    cards: list[tuple[str, str]], text: str,
) -> None:  # fmt: skip
    searcher = searcher_of(
        make_card(f"card-{number}", title, body=body, says=(title,), summary=body)
        for number, (title, body) in enumerate(cards)
    )
    for as_you_type in (False, True):
        results = ask(searcher, text, as_you_type=as_you_type, preferred_languages=("es",))
        assert len(results.hits) <= results.total <= len(cards)
        assert [hit.rank for hit in results.hits] == list(range(1, len(results.hits) + 1))
        scores = [hit.score for hit in results.hits]
        assert scores == sorted(scores, reverse=True)
        for hit in results.hits:
            assert hit.as_json()["why"] is not None
