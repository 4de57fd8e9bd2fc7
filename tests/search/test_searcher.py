"""From what was typed to hits: order, correction, languages, and nothing that should not be there."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser
from enablement.search.policies import SearchPolicies
from enablement.search.query import SearchQuery
from enablement.search.results import SearchResults
from enablement.search.searcher import ELSEWHERE, Searcher
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
    assert results.total == 2  # a card and its translation are one
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
    assert ask(searcher, "", limit=1).total == 2
    assert ask(searcher, "", limit=0).hits == ()
    assert ask(searcher, "expensive", limit=-1).hits == ()


def test_nothing_found_is_an_answer(searcher: Searcher, ask: Ask) -> None:
    assert ask(searcher, "qqqqqq") == SearchResults(SearchQuery("qqqqqq"), (), 0)


def test_the_preferred_language_comes_first_and_others_are_groups(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("en", "Cloud"),
            make_card("es", "Otra cosa", language="es", body="Cloud, al final de un texto largo."),
            make_card("fr", "Cloud", language="fr"),
        ]
    )
    results = ask(searcher, "cloud", preferred_languages=("es-MX", "en"))
    assert [hit.card_id for hit in results.hits] == ["es"]
    assert [
        (group.language, group.total, [(hit.rank, hit.card_id) for hit in group.hits])
        for group in results.elsewhere
    ] == [("en", 1, [(2, "en")]), ("fr", 1, [(3, "fr")])]
    assert results.total == 3
    everywhere = ask(searcher, "cloud")
    assert everywhere.elsewhere == ()
    assert {hit.card_id for hit in everywhere.hits} == {"en", "es", "fr"}


def test_another_language_gives_only_its_best_while_the_preferred_one_has_hits(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    many = [make_card(f"en-{n}", f"Cloud {n}") for n in range(ELSEWHERE + 3)]
    searcher = searcher_of([*many, make_card("es", "Cloud", language="es")])
    (group,) = ask(searcher, "cloud", preferred_languages=("es",)).elsewhere
    assert (group.total, len(group.hits)) == (ELSEWHERE + 3, ELSEWHERE)
    (group,) = ask(searcher, "3", preferred_languages=("es",)).elsewhere
    assert [hit.card_id for hit in group.hits] == ["en-3"]
    (all_of_them,) = ask(searcher, "cloud -para", language="en").hits[:1]
    assert all_of_them.language == "en"


def test_without_words_the_titles_that_are_shown_are_in_order(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("z", "Zero", language="en"),
            make_card("a", "Ahora", language="es", translation_of="z"),
            make_card("m", "Middle"),
        ]
    )
    english = ask(searcher, "", preferred_languages=("en", "es"))
    assert [hit.title for hit in english.hits] == ["Middle", "Zero"]
    spanish = ask(searcher, "", preferred_languages=("es",))
    assert [hit.title for hit in spanish.listed] == ["Ahora", "Middle"]


def test_a_card_and_its_translations_are_one_hit_in_the_language_preferred(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("price", "Pulse price", body="Pulse"),
            make_card("other", "Pulse", body="Nothing"),
            make_card("precio", "Precio", language="es", translation_of="price", body="De Pulse"),
        ]
    )
    spanish = ask(searcher, "pulse price", preferred_languages=("es",))
    (hit,) = spanish.hits
    assert (hit.card_id, hit.language) == ("precio", "es")
    assert hit.translations == ("en",)
    assert [group.language for group in spanish.elsewhere] == ["en"]
    assert spanish.total == 2
    english = ask(searcher, "pulse price", preferred_languages=("en",))
    assert [hit.card_id for hit in english.hits] == ["price", "other"]
    assert english.hits[0].translations == ("es",)
    assert english.elsewhere == ()


def test_words_of_a_translation_find_the_card_and_say_so(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("price", "Too dear", says=("too expensive",)),
            make_card("precio", "Es caro", language="es", translation_of="price", summary="Sale."),
        ]
    )
    (hit,) = ask(searcher, "too expensive", preferred_languages=("es",)).hits
    assert hit.card_id == "precio"
    assert [reason.field for reason in hit.reasons] == ["translation"]
    assert "too expensive" in hit.why()
    assert hit.snippet.text == "Sale."


def test_a_chosen_language_leads(make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask) -> None:
    searcher = searcher_of(
        [
            make_card("price", "Cloud price"),
            make_card("precio", "Cloud", language="es", translation_of="price"),
        ]
    )
    results = ask(searcher, "cloud", preferred_languages=("es",), language="en")
    assert [hit.card_id for hit in results.hits] == ["price"]
    assert results.hits[0].translations == ()  # the filter leaves it out
    assert results.total == 1


def test_a_filter_holds_for_the_card_that_stands_for_its_family(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("price", "Cloud", products=("Pulse",)),
            make_card("precio", "Nube", language="es", translation_of="price"),
        ]
    )
    assert ask(searcher, "cloud", preferred_languages=("es",)).hits[0].card_id == "precio"
    results = ask(searcher, "cloud", products=("pulse",), preferred_languages=("es",))
    assert results.hits == ()
    assert [hit.card_id for hit in results.listed] == ["price"]


def test_finding_nothing_tells_what_is_nearest(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("dear", "Too expensive", products=("Pulse",)),
            make_card("cold", "Too cold in the warehouse"),
        ]
    )
    filtered = ask(searcher, "expensive", products=("Drift",))
    assert filtered.total == 0
    assert [hit.card_id for hit in filtered.nearest] == ["dear"]
    quoted = ask(searcher, '"expensive too" product:drift')
    assert [hit.card_id for hit in quoted.nearest] == ["dear"]
    far = ask(searcher, "wahreuosse")
    assert (far.total, far.suggestions) == (0, ("warehouse",))
    assert [hit.card_id for hit in far.nearest] == ["cold"]
    assert ask(searcher, "xyzzyplugh").nearest == ()


def test_a_pasted_text_is_taken_apart_in_its_order(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("dear", "It costs too much", says=("it is too expensive for us",)),
            make_card("caro", "Es caro", language="es", translation_of="dear"),
            make_card("cold", "Night shift", says=("nobody watches the freezer at night",)),
            make_card("old", "Old", says=("we had a data breach last year",), expires=TODAY),
        ]
    )
    text = (
        "Hi Ana,\n\nthank you for coming. Nobody watches our freezers at night. Honestly it is too "
        "expensive for us!\nWe had a data breach last year.\n\nBest regards\nTom"
    )
    results = ask(searcher, text, preferred_languages=("es",))
    assert [
        (passage.text, [hit.card_id for hit in passage.hits]) for passage in results.passages
    ] == [
        ("Nobody watches our freezers at night.", ["cold"]),
        ("Honestly it is too expensive for us!", ["caro"]),
    ]
    for passage in results.passages:
        assert text[passage.start : passage.end] == passage.text
    english = ask(searcher, text, preferred_languages=("en",), kind=CardKind.OBJECTION)
    assert [hit.card_id for hit in english.passages[1].hits] == ["dear"]
    assert ask(searcher, "it is too expensive for us").passages == ()


def test_evidence_and_freshness_decide_between_equals(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask
) -> None:
    searcher = searcher_of(
        [
            make_card("a", "Too expensive AAA", verify_by=TODAY - timedelta(days=1)),
            make_card("b", "Too expensive BBB"),
            make_card("c", "Too expensive CCC"),
        ]
    )
    assert [hit.card_id for hit in ask(searcher, "expensive").hits] == ["b", "c", "a"]
    proven = searcher.with_policies(SearchPolicies(standings={"c": 1.0, "b": -1.0}))
    assert [hit.card_id for hit in ask(proven, "expensive").hits] == ["c", "a", "b"]


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


def filter_by(name: str, value: str) -> dict[str, object]:
    """The field of a query that chooses one facet value."""
    if name == "kind":
        return {"kind": CardKind(value)}
    return {name: value if name == "language" else (value,)}


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
        for facet in results.facets:
            for value in facet.values:
                chosen = filter_by(facet.name, value.value)
                assert ask(searcher, text, as_you_type=as_you_type, **chosen).total == value.count


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
        assert len(results.hits) + sum(group.total for group in results.elsewhere) <= len(cards)
        assert len(results.hits) <= results.total <= len(cards)
        assert [hit.rank for hit in results.hits] == list(range(1, len(results.hits) + 1))
        scores = [hit.score for hit in results.hits]
        assert scores == sorted(scores, reverse=True)
        for hit in results.hits:
            assert hit.as_json()["why"] is not None


@pytest.mark.parametrize("languages", [(), ("es",), ("fr", "en")])
@pytest.mark.parametrize("text", ["cloud", "cluod", "cloud 3", "nothing", ""])
def test_its_cards_are_those_that_a_search_lists(
    make_card: MakeCard, searcher_of: MakeSearcher, ask: Ask, languages: tuple[str, ...], text: str
) -> None:
    many = [make_card(f"en-{n}", f"Cloud {n}") for n in range(ELSEWHERE + 3)]
    one = make_card("es", "Cloud", language="es", translation_of="en-3")
    searcher = searcher_of([*many, one])
    results = ask(searcher, text, preferred_languages=languages)
    listed = searcher.cards(results.query, TODAY)
    shown = [[searcher.snapshot.shown(doc).card_id for doc in docs] for docs in listed]
    elsewhere = [hit.card_id for group in results.elsewhere for hit in group.hits]
    assert shown == [[hit.card_id for hit in results.hits], elsewhere]
