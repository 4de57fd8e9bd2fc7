"""Titles that make sense to a person."""

from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.importers.titles import (
    cut_at_word,
    date_in_name,
    plain_title,
    title_from_name,
    without_numbering,
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Plain", "Plain"),
        ("It costs **too** _much_", "It costs too much"),
        ("[A link](https://x.example/a_(b)) and `code`", "A link and code"),
        ("![Alt](x.png) after", "Alt after"),
        ("{{ site.x }} Title {% if a %}", "Title"),
        ("<b>Bold</b> &amp; more", "Bold & more"),
        (":rocket: Launch at 10:30:00", "Launch at 10:30:00"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("Escaped \\*stars\\*", "Escaped *stars*"),
        ("# Marked", "Marked"),
        ("two\n lines", "two lines"),
        ("1. Keeps its number", "1. Keeps its number"),
    ],
)
def test_marks_are_taken_off(text: str, title: str) -> None:
    assert plain_title(text) == title


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Objection 3: It is too expensive", "It is too expensive"),
        ("Objeción: Es caro", "Es caro"),
        ("Q: Is it fast?", "Is it fast?"),
        ("4) Not now", "Not now"),
        ("2. “We have no time”", "We have no time"),
        ('"No budget"', "No budget"),
        ("24 hours a day", "24 hours a day"),
        ("Questions we hear", "Questions we hear"),
        ("“A” and “B”", "“A” and “B”"),
        ("Q:", "Q:"),
    ],
)
def test_numbering_and_quotes_are_taken_off(title: str, plain: str) -> None:
    assert without_numbering(title) == plain


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("2017-03-14-release-notes.md", "Release notes"),
        ("a/TLS-10_and_11.md", "TLS 10 and 11"),
        ("pricing/index.md", "Pricing"),
        ("README.md", "README"),
        ("2017-03-14.md", "2017 03 14"),
        ("año-nuevo.md", "Año nuevo"),
        ("---.md", "?"),
    ],
)
def test_a_title_from_a_file_name(path: str, title: str) -> None:
    assert title_from_name(PurePosixPath(path)) == title


def test_a_date_in_a_file_name() -> None:
    assert date_in_name("2023-8-1-x.md") == date(2023, 8, 1)
    assert date_in_name("2023-13-40-x.md") is None
    assert date_in_name("x.md") is None


@given(st.text(max_size=300))
def test_a_title_is_never_too_long(text: str) -> None:
    assert len(plain_title(text)) <= 120
    assert "\n" not in plain_title(text)


def test_cut_at_a_word() -> None:
    assert cut_at_word("one two three", 9) == "one two…"
    assert cut_at_word("onetwothree", 6) == "onetw…"
    assert cut_at_word("one", 3) == "one"
