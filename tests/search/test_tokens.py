"""The table of words says where each stands, and how far apart they are."""

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.analysis import Analyser, split_words
from enablement.search.schema import PARTS, Part
from enablement.search.shown import ShownText
from enablement.search.tokens import BREAK, CardWords, TokenTable


def texts_of(*texts: str, part: Part = Part.BODY) -> list[ShownText]:
    return [ShownText(part, "intro", "", text) for text in texts]


def test_words_know_their_text_their_place_and_their_stem() -> None:
    words = CardWords(texts_of("Prices rise", "a price"), Analyser("en"))
    table = TokenTable.from_bytes(words.to_bytes())
    assert [table.terms[number] for number in table.ids] == ["price", "rise", "a", "price"]
    assert table.text.tolist() == [0, 0, 1, 1]
    assert table.starts.tolist() == [0, 7, 0, 2]
    assert table.ends.tolist() == [6, 11, 1, 7]
    assert table.numbers == {"price": 0, "rise": 1, "a": 2}
    assert words.surfaces == {"prices", "price", "rise", "a"}


def test_positions_skip_stop_words_and_jump_at_lines_and_texts() -> None:
    words = CardWords(texts_of("cost of the system\nnext line", "other"), Analyser("en"))
    table = TokenTable.from_bytes(words.to_bytes())
    steps = np.diff(table.positions, prepend=0).tolist()
    assert steps == [BREAK, 0, 0, 1, BREAK, 1, BREAK]
    assert words.lengths[Part.BODY] == 5


def test_joined_words_come_last() -> None:
    words = CardWords(texts_of("an e-mail today"), Analyser("en"))
    table = TokenTable.from_bytes(words.to_bytes())
    assert table.single == 4
    assert [table.terms[number] for number in table.ids[4:]] == ["email"]
    assert (int(table.starts[4]), int(table.ends[4])) == (3, 9)
    assert "email" in words.surfaces


def test_counts_are_by_part() -> None:
    texts = [*texts_of("price", part=Part.TITLE), *texts_of("price price cost")]
    words = CardWords(texts, Analyser("en"))
    counts = dict(zip(words.terms, words.counts().tolist(), strict=True))
    expected = [0] * PARTS
    expected[Part.TITLE], expected[Part.BODY] = 1, 2
    assert counts["price"] == expected


@given(st.lists(st.text(max_size=60), max_size=4), st.sampled_from(["en", "es", "xx"]))
def test_any_texts_come_back(
    analyser_of: Callable[[str], Analyser], texts: list[str], language: str
) -> None:
    analyser = analyser_of(language)
    words = CardWords(texts_of(*texts), analyser)
    table = TokenTable.from_bytes(words.to_bytes())
    expected = [
        (number, word.start, word.end, analyser.term(word.folded))
        for number, text in enumerate(texts)
        for word in split_words(text).single
    ]
    found = zip(
        table.text.tolist(), table.starts.tolist(), table.ends.tolist(),
        [table.terms[number] for number in table.ids], strict=True,
    )  # fmt: skip
    assert list(found)[: table.single] == expected
    assert words.counts().sum() == len(table.ids)
