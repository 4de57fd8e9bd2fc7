"""Splitting a body into its sayable parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.blocks import Block, block_key, fold, slugify, split_blocks


def keys(body: str) -> list[str]:
    return [block.key for block in split_blocks(body)]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Say this", "say_this"),
        ("DI ESTO", "say_this"),
        ("Pregunta después:", "ask_next"),
        ("pregunta despues", "ask_next"),
        ("**Avoid**", "avoid"),
        ("Würze & Öl", "wurze-ol"),
        ("日本", "untitled"),
    ],
)
def test_a_heading_has_a_key_in_each_language(heading: str, key: str) -> None:
    assert block_key(heading) == key


def test_text_before_the_first_heading_is_the_introduction() -> None:
    first, second = split_blocks("Hello.\n\n## Proof\n\nIt works.\n")
    assert (first.key, first.heading, first.markdown, first.line) == ("intro", "", "Hello.", 1)
    assert (second.key, second.markdown, second.line) == ("proof", "It works.", 3)


def test_the_same_heading_twice_has_two_keys() -> None:
    assert keys("## Proof\na\n## Proof\nb\n## proof-2\nc") == ["proof", "proof-2", "proof-2-2"]


def test_only_second_level_headings_split() -> None:
    (block,) = split_blocks("## A\n\n### B\n\n# C\n")
    assert block.markdown == "### B\n\n# C"


def test_an_underlined_heading_splits_too() -> None:
    assert keys("Proof\n-----\n\nIt works.\n\nAvoid\n---\nNot this.") == ["proof", "avoid"]


def test_headings_in_code_do_not_split() -> None:
    assert keys("## A\n\n```\n## no\n```\n") == ["a"]


@pytest.mark.parametrize(
    "heading",
    [
        "Avoid",
        "Evita",
        "AVOID:",
        "**Avoid**",
        "Notes (internal)",
        "Notas (Interno).",
        "X _(interna)_",
    ],
)
def test_internal_blocks_stay_on_the_laptop(heading: str) -> None:
    (block,) = split_blocks(f"## {heading}\nsecret")
    assert block.internal


def test_a_second_avoid_is_internal_as_well() -> None:
    assert [block.internal for block in split_blocks("## Avoid\na\n\n## Avoid\nb")] == [True, True]


@pytest.mark.parametrize("heading", ["Avoidance", "Internal", "What (internal) teams say"])
def test_other_blocks_may_be_shared(heading: str) -> None:
    (block,) = split_blocks(f"## {heading}\ntext")
    assert not block.internal


def test_speaking_time_is_150_words_a_minute() -> None:
    assert Block("say_this", "Say this", "word " * 100, 1).spoken_seconds == 40


def test_known_blocks_are_those_of_the_format() -> None:
    assert [block.known for block in split_blocks("## Result\nx\n## Other\ny")] == [True, False]


@given(st.text())
def test_slugs_are_slugs_of_themselves(text: str) -> None:
    slug = slugify(text)
    assert slug == slugify(slug)
    assert slug.isascii()
    assert fold(slug) == slug


@given(st.lists(st.sampled_from(["## A", "text", "", "```", "B", "---", "### c", "~~~"])))
def test_no_line_of_text_is_dropped(lines: list[str]) -> None:
    body = "\n".join(lines)
    kept = "\n".join(f"{block.heading}\n{block.markdown}" for block in split_blocks(body))
    assert kept.count("text") == body.count("text")
    assert kept.count("c") == body.count("c")
