"""The headings of an imported body."""

import pytest

from enablement.cards.importers.outline import Part, first_title, settle_headings, split_at
from enablement.cards.importers.report import FileReport


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("text\n\n## Two\n\n# **One**\n", ("One", True)),
        ("text\n\n### Three\n", ("Three", False)),
        ("```\n# no\n```\n", ("", False)),
    ],
)
def test_the_first_title(body: str, title: tuple[str, bool]) -> None:
    assert first_title(body) == title


@pytest.mark.parametrize(
    ("body", "settled"),
    [
        ("# Title\n\nText\n\n## A\n", "Text\n\n## A\n"),
        ("# Title\n\n# A\n\n## B\n", "## A\n\n### B\n"),
        ("# Other\n\n## A\n", "## Other\n\n### A\n"),
        ("### A\n\n#### B\n", "## A\n\n### B\n"),
        ("Title\n=====\n\nPart\n----\n\nText\n", "## Part\n\nText\n"),
        ("Intro\n\n# Title\n\nText\n", "Intro\n\n## Title\n\nText\n"),
        ("## Title\n\nText\n\n## A\n", "## Title\n\nText\n\n## A\n"),
        ("# *Title*!\n\n```\n# code\n```\n", "```\n# code\n```\n"),
        ("\n\nText\n\n\n", "Text\n"),
        (f"# {'word ' * 40}\n\nText\n", f"## {'word ' * 40}".strip() + "\n\nText\n"),
    ],
)
def test_sections_are_second_level(body: str, settled: str) -> None:
    assert settle_headings(body, "Title", FileReport("a.md")) == settled


def test_parts_of_a_level_end_at_a_higher_one() -> None:
    before, parts = split_at("x\n\n### A\n\na\n\n#### B\n\nb\n\n## C\n\nc\n", 3)
    assert before == "x\n"
    assert parts == [Part(3, "A", "a\n\n#### B\n\nb\n"), Part(2, "C", "c\n")]
    assert split_at("x", 2) == ("x\n", [])
