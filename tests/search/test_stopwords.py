"""The stop lists are short, folded, and leave in what changes the sense of a question."""

import pytest

from enablement.search.analysis import fold_word
from enablement.search.stopwords import STOPWORDS


@pytest.mark.parametrize("language", STOPWORDS)
def test_they_are_folded_and_short(language: str) -> None:
    words = STOPWORDS[language]
    assert 50 < len(words) < 120
    assert {fold_word(word) for word in words} == words


@pytest.mark.parametrize(
    "word",
    [
        "what",
        "how",
        "why",
        "when",
        "where",
        "who",
        "which",
        "no",
        "not",
        "never",
        "without",
        "dont",
        "cant",
        "wont",
        "too",
        "more",
    ],
)
def test_english_keeps_questions_and_negation(word: str) -> None:
    assert word not in STOPWORDS["en"]


@pytest.mark.parametrize(
    "word",
    [
        "que",
        "como",
        "cuando",
        "donde",
        "quien",
        "cual",
        "cuanto",
        "por-que",
        "no",
        "ni",
        "nunca",
        "sin",
        "tampoco",
        "mas",
    ],
)
def test_spanish_keeps_questions_and_negation(word: str) -> None:
    assert word not in STOPWORDS["es"]
