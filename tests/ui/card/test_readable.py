"""Plain text that reads well where it is pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.ui.card.readable import readable_text, without_pictures


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One **bold** word.\nSame line.\n\nNext.", "One bold word. Same line.\n\nNext."),
        ("- one\n- *two*\n", "• one\n• two"),
        ("Before:\n\n- a\n    - b\n- c\n\nAfter.", "Before:\n\n• a\n   • b\n• c\n\nAfter."),
        ("3. x\n4. y", "3. x\n4. y"),
        ("- \n- b", "•\n• b"),
        ("- a\n\n- b", "• a\n• b"),
        ("[us](https://x.test/a) or <https://x.test>", "us (https://x.test/a) or https://x.test"),
        ("[Ana](mailto:ana@x.test)", "Ana (ana@x.test)"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
        ("line  \nbreak", "line\nbreak"),
        ("![words](p.png)\n\nText", "Text"),
        ("### Small\n\nText", "Small\n\nText"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_it_reads_as_it_was_meant(markdown: str, text: str) -> None:
    assert readable_text(markdown) == text


def test_code_keeps_its_lines_and_spaces() -> None:
    assert readable_text("```\na   b\n    c\n```\n\nText") == "a   b\n    c\n\nText"


def test_pictures_go_with_their_words() -> None:
    assert without_pictures("a ![chart of b](../c.png) d") == "a  d"


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1, max_size=8))
def test_no_word_is_lost_and_no_mark_is_left(words: list[str]) -> None:
    text = readable_text("\n\n".join(f"**{word}**" for word in words))
    assert "".join(text.split()) == "".join("".join(words).split())


@given(st.text(max_size=200))
def test_anything_can_be_read(text: str) -> None:
    assert readable_text(text) == readable_text(text).strip("\n")
