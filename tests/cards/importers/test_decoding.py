"""From bytes to clean text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.importers.decoding import decode
from enablement.cards.importers.report import FileReport

SPANISH = "El año de España: “más” y más café, señor."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_in_other_encodings(encoding: str) -> None:
    file = FileReport("a.md")
    assert decode(SPANISH.encode(encoding), file) == SPANISH
    assert bool(file.notes) == (not encoding.startswith("utf-8"))


def test_another_alphabet_is_guessed() -> None:
    text = "Цена слишком высокая, сказал покупатель. Мы ответили, что она окупится за год. " * 5
    assert decode(text.encode("cp1251"), FileReport("a.md")) == text


def test_utf8_with_a_stray_byte_keeps_both() -> None:
    data = "año café señor ".encode() + "más".encode("cp1252")
    assert decode(data, FileReport("a.md")) == "año café señor más"


def test_text_decoded_twice_is_mended() -> None:
    file = FileReport("a.md")
    assert decode("año café más".encode().decode("cp1252").encode(), file) == "año café más"
    assert "decoded twice" in file.notes[0]


def test_odd_characters() -> None:
    file = FileReport("a.md")
    text = "o\ufb03ce\r\n\ufb01nd\u200bs a\0b\rx\u2028y\x0bz\u00ad"
    assert decode(text.encode(), file) == "office\nfinds ab\nx\ny\nz"
    assert len(file.notes) == 2


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 500])
def test_data_is_no_text(data: bytes) -> None:
    assert decode(data, FileReport("a.md")) is None


@given(st.binary(max_size=400))
def test_no_bytes_fail(data: bytes) -> None:
    text = decode(data, FileReport("a.md"))
    assert text is None or "\0" not in text


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=80))
def test_words_in_utf8_stay(text: str) -> None:
    found = decode(text.encode(), FileReport("a.md"))
    assert found is not None
    assert sorted(c for c in found if c.isascii()) >= sorted(c for c in text if c.isascii())
