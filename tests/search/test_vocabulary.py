"""The library's own words: how they go on, and which one was meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.vocabulary import Vocabulary, edit_distances

WORDS = Vocabulary(
    {"price": 9, "pricing": 3, "prices": 5, "prize": 2, "budget": 4, "presupuesto": 2, "s3": 1,
     "implementation": 2, "the": 20, "价": 3}
)  # fmt: skip


def reference(one: str, other: str) -> int:
    """The same distance, in the plainest way."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def matrix(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    padded = np.asarray(words, dtype="<U8")
    return padded.view(np.uint32).reshape(len(words), 8), np.asarray([len(word) for word in words])


LETTERS = st.text("abcñ", min_size=1, max_size=8)


@given(LETTERS, st.lists(LETTERS, min_size=1, max_size=6), st.integers(1, 2))
def test_distances_agree_with_the_plain_way_where_they_count(
    word: str, others: list[str], edits: int
) -> None:
    chars, lengths = matrix(others)
    found = edit_distances(word, chars, lengths, edits).tolist()
    for other, distance in zip(others, found, strict=True):
        true = reference(word, other)
        assert distance == true if true <= edits else distance > edits


@given(LETTERS, st.lists(LETTERS, min_size=1, max_size=6))
def test_an_unfinished_word_is_compared_with_beginnings(word: str, others: list[str]) -> None:
    chars, lengths = matrix(others)
    found = edit_distances(word, chars, lengths, 2, unfinished=True).tolist()
    for other, distance in zip(others, found, strict=True):
        true = min(reference(word, other[:end]) for end in range(len(other) + 1))
        assert distance == true if true <= 2 else distance > 2


def test_frequencies() -> None:
    assert WORDS.frequency("price") == 9
    assert WORDS.frequency("pric") == 0
    assert WORDS.frequency("zzz") == 0
    assert len(WORDS) == 10


def test_completions_come_by_frequency_and_leave_the_word_itself_out() -> None:
    assert WORDS.completions("pric", 5) == ["price", "prices", "pricing"]
    assert WORDS.completions("price", 5) == ["prices"]
    assert WORDS.completions("pri", 2) == ["price", "prices"]
    assert WORDS.completions("zz", 5) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pricng", "pricing"),
        ("budgte", "budget"),
        ("buget", "budget"),
        ("bbudget", "budget"),
        ("presupesto", "presupuesto"),
        ("implemetnatoin", "implementation"),
        ("teh", "the"),
    ],
)
def test_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert WORDS.corrections(typed, 3)[0].word == meant


@pytest.mark.parametrize("typed", ["xx", "s33", "qqqqqqq", "p" * 40, "", "pr1ce", "价格太"])
def test_words_that_are_left_alone(typed: str) -> None:
    assert WORDS.corrections(typed, 3) == []


def test_a_wrong_first_letter_costs_more() -> None:
    words = Vocabulary({"cost": 1, "post": 90})
    assert [item.word for item in words.corrections("cosst", 2)] == ["cost"]
    assert [item.word for item in words.corrections("bost", 2)] == ["post", "cost"]
    assert words.corrections("cpst", 2)[0].word == "cost"


def test_the_beginning_of_a_word_is_corrected_while_it_is_typed() -> None:
    assert WORDS.corrections("implmen", 3) == []
    assert WORDS.corrections("implmen", 3, unfinished=True)[0].word == "implementation"


def test_an_empty_vocabulary_knows_nothing() -> None:
    empty = Vocabulary({})
    assert empty.corrections("price", 3) == []
    assert empty.completions("p", 3) == []
    assert empty.frequency("price") == 0


def test_a_wrong_first_letter_is_the_only_error_that_is_looked_past() -> None:
    vocabulary = Vocabulary({"feelings": 3, "warehouse": 2})
    assert [item.word for item in vocabulary.corrections("earehouse", 3)] == ["warehouse"]
    assert [item.word for item in vocabulary.corrections("awrehouse", 3)] == ["warehouse"]
    assert vocabulary.corrections("earhouse", 3) == []
    assert vocabulary.corrections("zepelin", 3, unfinished=True) == []
