"""Codes: enough bits, no letters that people mix up, forgiving when typed."""

import math

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.codes import ALPHABET, hash_secret, new_code, new_token, typed_code


def test_a_code_has_sixty_bits_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("01OI")
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4, 4, 4]
        assert math.log2(32) * len(code.replace("-", "")) >= 60


def test_how_it_is_typed_does_not_matter() -> None:
    code = "K7QF-2M9X-PL4T"
    for typed in (code, code.lower(), " k7qf 2m9x pl4t ", "k7qf2m9xpl4t", "K7QF–2M9X–PL4T."):
        assert typed_code(typed) == "K7QF2M9XPL4T"


@given(st.text())
def test_anything_typed_has_a_hash(text: str) -> None:
    assert len(hash_secret(typed_code(text))) == 64


def test_tokens_differ() -> None:
    assert len({new_token() for _ in range(100)}) == 100
