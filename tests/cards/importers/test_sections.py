"""Text in front matter becomes sections of the body."""

from typing import Any

import pytest

from enablement.cards.importers.report import FileReport
from enablement.cards.importers.sections import is_shown, take_sections, to_markdown, word_count


def take(values: dict[str, Any], body: str = "", language: str = "en") -> str:
    return take_sections(values, body, language, FileReport("a.md"))


def test_known_keys_become_the_blocks_of_the_format() -> None:
    values = {
        "challenge": "Forty branches.", "solution": "One tool.", "result": "31 %\n\nless", "answer": "Nine months.",
        "quote": "It works.", "layout": "story",
    }  # fmt: skip
    assert take(values) == (
        "## Situation\n\nForty branches.\n\n## What changed\n\nOne tool.\n\n## Result\n\n31 %\n\nless\n\n"
        "## Say this\n\nNine months.\n\n## Quote\n\nIt works.\n"
    )
    assert values == {"layout": "story"}


def test_headings_are_in_the_language_of_the_card() -> None:
    assert (
        take({"answer": "Nueve meses.", "quote": "Va bien."}, language="es")
        == "## Di esto\n\nNueve meses.\n\n## Cita\n\nVa bien.\n"
    )


def test_two_keys_for_one_block_have_two_headings() -> None:
    assert (
        take({"problem": "One.", "background": "Two."})
        == "## Situation\n\nOne.\n\n## Background\n\nTwo.\n"
    )


def test_a_body_that_has_the_section_keeps_it() -> None:
    assert (
        take({"result": "More."}, "## Result\n\nLess.\n")
        == "## Result\n\nLess.\n\n## Result\n\nMore.\n"
    )


def test_text_without_a_heading_stands_under_the_body() -> None:
    assert (
        take({"content": "Further words.", "answer": "Yes."}, "Body.\n")
        == "Body.\n\nFurther words.\n\n## Say this\n\nYes.\n"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"layout": "post"},
        {"subtitle": "A line of more than eight words that is a summary"},
        {"content": True},
        {"intro": "short"},
        {"redirect_from": ["/a/b", "/c/d"]},
        {"note": "Only a few words here"},
    ],
)
def test_settings_and_summaries_stay_keys(values: dict[str, Any]) -> None:
    kept = dict(values)
    assert take(values) == ""
    assert values == kept


def test_a_long_text_under_an_unknown_key_is_shown() -> None:
    assert take({"our_view": "word " * 10}) == "## Our view\n\n" + "word " * 10 + "\n"
    assert take({"our_view": "word " * 10}, "Body.\n") == "Body.\n"
    assert "Our view" in take({"our_view": "word " * 70}, "Body.\n")


def test_a_list_of_things_with_texts_is_shown() -> None:
    things = [
        {"name": "Build", "image": "a.png", "description": "You press one button only."},
        {"name": "Run"},
    ]
    assert take({"how_it_works": things}, "Body.\n") == (
        "Body.\n\n## How it works\n\n**Build**\n\nYou press one button only.\n\n**Run**\n"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text\n", "text"),
        (["a", "b"], "- a\n- b"),
        (["one alone"], "one alone"),
        (["**Goal:** Be fast.", "word " * 13], "## Goal\n\nBe fast.\n\n" + "word " * 13),
        (["**Bold** start of it", "x " * 13], "**Bold** start of it\n\n" + "x " * 13),
        (
            [{"from": "Ann", "content": "It works.\nYes.", "image": "a.png"}],
            "> It works.\n> Yes.\n>\n> — Ann",
        ),
        ({"title": "T", "paragraphs": ["a b", "c"]}, "## T\n\n- a b\n- c"),
        ({"size": 3, "id": 4, "text": "x"}, "**Size:** 3\n\nx"),
        (12, "12"),
        (None, ""),
    ],
)
def test_values_as_markdown(value: object, text: str) -> None:
    assert to_markdown(value) == text


def test_headings_inside_a_text_stand_below_its_section() -> None:
    assert (
        take({"answer": "# A\n\nx\n\n```\n# code\n```"})
        == "## Say this\n\n### A\n\nx\n\n```\n# code\n```\n"
    )


def test_what_a_person_reads() -> None:
    assert is_shown("industry", "Banking")
    assert not is_shown("image", "Banking")
    assert not is_shown("where", "./a.png")
    assert not is_shown("on", True)
    assert word_count({"a": ["one two", "./path.md"], "b": 3}) == 2
