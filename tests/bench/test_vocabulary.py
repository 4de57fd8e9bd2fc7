"""The made-up words: the same for the same seed, and as unevenly used as real ones."""

from collections import Counter

import numpy as np
import pytest

from bench.vocabulary import COMMON, SALES, make_vocabulary


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_vocabulary_has_distinct_words_the_common_ones_first(language: str) -> None:
    made = make_vocabulary(language, np.random.default_rng(1), size=1_000)
    words = made.words.tolist()
    assert len(set(words)) == 1_000
    assert set(words[: made.common]) == set(COMMON[language].split())
    assert set(SALES[language].split()) <= set(words)
    assert made.ranks[words[7]] == 7


def test_the_same_seed_makes_the_same_words() -> None:
    one, two = (make_vocabulary("en", np.random.default_rng(5), size=500) for _ in range(2))
    assert one.words.tolist() == two.words.tolist()
    other = make_vocabulary("en", np.random.default_rng(6), size=500)
    assert one.words.tolist() != other.words.tolist()


def test_a_few_words_are_most_of_a_text_and_many_are_rare() -> None:
    random = np.random.default_rng(2)
    made = make_vocabulary("en", random, size=5_000)
    counted = Counter(made.draw(random, 50_000))
    ranked = [count for _, count in counted.most_common()]
    assert sum(ranked[:50]) > 50_000 / 3
    assert len(ranked) > 2_000
    assert sum(count == 1 for count in ranked) > 300


def test_rare_words_leave_out_those_that_say_nothing() -> None:
    random = np.random.default_rng(2)
    made = make_vocabulary("es", random, size=500)
    assert all(made.ranks[word] >= made.common for word in made.draw(random, 2_000, rare=True))
