"""Pages with several answers, and pages that are far too long."""

from pathlib import PurePosixPath

import pytest

from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.questions import LARGE, split_draft
from enablement.cards.importers.report import FileReport


def split(body: str, title: str = "Page", path: str = "page.md") -> list[Draft]:
    draft = Draft(FileReport(path), PurePosixPath(path), {"layout": "x"}, body, title=title)
    return split_draft(draft)


def titles(body: str, title: str = "Page", path: str = "page.md") -> list[str]:
    return [draft.title for draft in split(body, title, path)]


SIX = (
    "Use these.\n\n## It is too expensive\n\nNine months.\n\n## “We already have Acme”\n\nAsk how long.\n\n"
    "## 3. Not now\n\nAsk when.\n\n## Objection: security\n\nShow it.\n\n## Is it fast?\n\nYes.\n\n## We have no time\n\nTwo weeks.\n"
)


def test_six_objections_in_one_file() -> None:
    drafts = split(SIX, "Objections")
    assert [draft.title for draft in drafts] == [
        "It is too expensive", "We already have Acme", "Not now", "security", "Is it fast?", "We have no time",
    ]  # fmt: skip
    first = drafts[0]
    assert (first.kind, first.says, first.body) == (
        "objection",
        ("It is too expensive",),
        "Nine months.\n",
    )
    assert first.facets["tags"] == ("Objections",)
    assert first.values == {"layout": "x", "page_introduction": "Use these."}
    assert [draft.part for draft in drafts] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "body",
    [
        "**Q: Is it fast?**\n\nYes.\n\n**Q: Is it safe?**\n\nAlso.\n",
        "Q: Is it fast?\nA: Yes.\n\nQ: Is it safe?\nA: Also.\n",
        "1. **Is it fast?**\n\n   Yes.\n\n2. **Is it safe?** Also.\n",
        "### Is it fast?\nYes.\n\n### Is it safe?\nAlso.\n",
        "## Speed\n\n### Is it fast?\nYes.\n\n## Safety\n\n### Is it safe?\nAlso.\n",
        "| Question | Answer |\n|---|---|\n| Is it fast? | Yes. |\n| Is it safe? | Also. |\n",
    ],
)
def test_questions_however_marked(body: str) -> None:
    drafts = split(body, "Customer questions")
    assert [draft.title for draft in drafts] == ["Is it fast?", "Is it safe?"]
    assert [draft.body.strip().removeprefix("A: ") for draft in drafts] == ["Yes.", "Also."]


def test_a_table_of_objections_with_several_columns() -> None:
    table = "| Objection | Say | Proof |\n|:--|---|---|\n| Too expensive | Nine months | a \\| b |\n| No time | Two weeks | |\n"
    drafts = split(table, "Handling")
    assert [draft.title for draft in drafts] == ["Too expensive", "No time"]
    assert drafts[0].body == "**Say:** Nine months\n\n**Proof:** a \\| b\n"


def test_sections_with_a_labelled_response() -> None:
    body = "".join(f"## {name}\n\n**Response:** Say so.\n\n" for name in ("Price", "Time", "Trust"))
    assert titles(body) == ["Price", "Time", "Trust"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("## Install\n\nx\n\n## Configure\n\ny\n\n## Use\n\nz\n", "Guide"),
        (
            "## What is changing?\n\nx\n\n## Who is affected?\n\ny\n\n## What does it mean for me?\n\nz\n",
            "News",
        ),
        ("## Say this\n\nx\n\n## Proof\n\ny\n\n## Ask next\n\nWhy?\n", "Objection: price"),
        ("## Background\n\nx\n\n## How to respond\n\ny\n", "Objections to price"),
        ("## Why?\n\n## How?\n\n## When?\n", "FAQ"),
    ],
)
def test_ordinary_pages_stay_whole(body: str, title: str) -> None:
    assert titles(body, title) == [title]


def test_what_stands_beside_the_questions_becomes_a_card() -> None:
    body = SIX + "\n## Who to ask\n\n" + "Ask the team. " * 40
    drafts = split(body, "Objections")
    assert drafts[0].title == "Objections"
    assert "Use these." in drafts[0].body
    assert "Ask the team." in drafts[0].body
    assert len(drafts) == 7


def test_the_same_question_twice_is_told_apart() -> None:
    body = "## Is it fast?\n\na\n\n## Is it fast?\n\nb\n"
    assert titles(body, "FAQ") == ["Is it fast? (1)", "Is it fast? (2)"]


def test_a_page_that_is_far_too_long_is_split_at_its_headings() -> None:
    part = "words and more. " * 800
    body = (
        f"Before.\n\n## One\n\n{part}\n\n## Two\n\n"
        + "".join(f"### Part {n}\n\n{part}\n\n" for n in range(12))
        + "## Three\n"
    )
    drafts = split(body)
    assert [draft.title for draft in drafts[:3]] == ["Page", "Page: One", "Page: Two: Part 0"]
    assert drafts[-1].title == "Page: Three"
    assert max(len(draft.body) for draft in drafts) < LARGE
    assert sum(draft.body.count("words") for draft in drafts) == body.count("words")


def test_a_long_page_without_headings_stays_whole() -> None:
    (draft,) = split("words and more. " * 10_000)
    assert "no headings" in draft.file.notes[0]
