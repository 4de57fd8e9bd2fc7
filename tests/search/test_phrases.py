"""How much of a buyer's phrase stands in a sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.search.analysis import split_words
from enablement.search.groups import NO_SYNONYMS
from enablement.search.phrases import CardPhrases
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.synonyms import Synonym, SynonymTable

MakeCard = Callable[..., Any]
MakeSearcher = Callable[..., Searcher]

PHRASE = "we are burned by a long contract"


@pytest.fixture(scope="module")
def snapshot(make_card: MakeCard, searcher_of: MakeSearcher) -> Snapshot:
    others = [make_card(f"other-{number}", f"Other {number}") for number in range(20)]
    cards = [
        make_card("x", "Locked in", says=(PHRASE, "es it nice to have"), summary="notice period"),
        make_card("y", "Otra cosa", language="es", says=("es muy caro",)),
        *others,
    ]
    return searcher_of(cards).snapshot


def score(
    snapshot: Snapshot, text: str, card: str = "x", synonyms: SynonymTable = NO_SYNONYMS
) -> float:
    """What a sentence scores with a card; 0 when it is taken to be in another language."""
    phrases = CardPhrases(snapshot)
    (doc,) = snapshot.find(card)
    said = phrases.spoken(split_words(text), synonyms).get(int(snapshot.language[doc]))
    return phrases.score(said, doc, 0.0) if said else 0.0


def test_a_phrase_word_for_word_is_worth_one(snapshot: Snapshot) -> None:
    assert score(snapshot, PHRASE) == pytest.approx(1.0)
    assert score(snapshot, f"Ana said: {PHRASE.upper()}!") == pytest.approx(1.0)


def test_other_forms_of_the_words_count(snapshot: Snapshot) -> None:
    assert score(snapshot, "they burn you with long contracts") > 0.7


def test_more_of_a_phrase_is_worth_more(snapshot: Snapshot) -> None:
    parts = ["a contract", "a long contract", "burned by a long contract", PHRASE]
    scores = [score(snapshot, part) for part in parts]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
    assert score(snapshot, "notice period") == 0.0  # the summary is not what buyers say


def test_words_far_apart_are_worth_less(snapshot: Snapshot) -> None:
    near = score(snapshot, "burned long contract")
    far = score(snapshot, "burned dinner yesterday while reading long stories about one contract")
    assert 0.0 < far < near


def test_a_stop_word_counts_only_where_the_phrase_has_it(snapshot: Snapshot) -> None:
    assert score(snapshot, "that is nice to see") > score(snapshot, "nice guy, he used to dance")
    assert score(snapshot, "we are of it to by a") == 0.0


def test_a_sentence_is_compared_with_cards_in_its_own_language(snapshot: Snapshot) -> None:
    assert score(snapshot, "nos parece muy caro", "y") > 0.5
    assert score(snapshot, "must ask her about the car lease", "y") == 0.0


def test_what_marketing_calls_the_same_counts(snapshot: Snapshot) -> None:
    synonyms = SynonymTable([Synonym("en", "deal", ("contract",))])
    text = "burned by a long deal"
    assert score(snapshot, text, synonyms=synonyms) > score(snapshot, text) + 0.1
