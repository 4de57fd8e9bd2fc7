"""What the checker says of cards, one by one and together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.checker import check_folder
from enablement.cards.findings import Finding, Severity

Write = Callable[[dict[str, str | bytes]], Path]
GOOD = """---
id: price
kind: objection
title: It costs more
summary: What to say when the price is too high.
says: [too expensive]
---
## Say this

It pays back in nine months.
"""


def card(**changes: str) -> str:
    keys = {
        "id": "a",
        "kind": "story",
        "title": "A",
        "summary": "One line.",
        "body": "## Situation\n\nText.\n",
    }
    keys |= changes
    body = keys.pop("body")
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"---\n{body}"


def findings(folder: Path) -> list[Finding]:
    return check_folder(folder).findings


def test_a_good_card_has_no_findings(write_files: Write) -> None:
    report = check_folder(write_files({"price.md": GOOD}))
    assert report.findings == []
    assert [found.id for found in report.cards] == ["price"]


@pytest.mark.parametrize(
    ("changes", "code", "severity", "line"),
    [
        ({"id": "Not a slug"}, "bad-id", "error", 2),
        ({"title": "long " * 40}, "long-title", "warning", 4),
        ({"summary": ""}, "no-summary", "warning", 5),
        ({"summary": "x" * 161}, "long-summary", "error", 5),
        ({"language": "Klingonish tongue"}, "bad-language", "error", 6),
        ({"kind": "objection", "body": "## Say this\n\nx\n"}, "no-buyers-words", "warning", 1),
        ({"valid_from": "2026-02-01", "expires": "2026-02-01"}, "never-valid", "error", 7),
        ({"body": "\n\n"}, "no-body", "error", 7),
        ({"body": "Text.\n"}, "no-main-section", "note", 7),
        ({"body": "## Situation\n\n## Result\n\nx\n"}, "empty-section", "warning", 7),
        ({"body": "\n## Situation\n\nx\n\n## Other\n\nx\n"}, "unknown-section", "note", 12),
        (
            {"body": "## Situation\n\nx\n\n## Say this\n\n" + "word " * 120},
            "too-long-to-say",
            "warning",
            11,
        ),
        ({"body": "## Situation\n\n<script>x</script>\n"}, "unsafe-html", "warning", 9),
        ({"body": "## Situation\n\n<b onclick='x'>y</b>\n"}, "unsafe-html", "warning", 9),
        ({"body": "## Situation\n\n[x](javascript:y)\n"}, "unsafe-html", "warning", 9),
        ({"body": "## Situation\n\nAt {{ site.url }}.\n"}, "template-mark", "warning", 9),
        ({"body": "## Situation\n\n### Notes (internal)\n\nx\n"}, "internal-heading", "warning", 9),
    ],
)
def test_each_rule_names_its_line(
    write_files: Write, changes: dict[str, str], code: str, severity: str, line: int
) -> None:
    found = [
        found for found in findings(write_files({"a.md": card(**changes)})) if found.code == code
    ]
    assert [(each.severity, each.line) for each in found] == [(severity, line)]
    assert found[0].sentence


@pytest.mark.parametrize(
    "body",
    ["Version one = 1 and once = 2.", "Write `{{ name }}` there.", "```\n<script>\n{{ x }}\n```"],
)
def test_marks_in_code_and_in_words_are_meant(write_files: Write, body: str) -> None:
    assert findings(write_files({"a.md": card(body=f"## Situation\n\n{body}\n")})) == []


def test_an_id_is_taken_once(write_files: Write) -> None:
    (found,) = findings(write_files({"a.md": card(), "b.md": card()}))
    assert (found.file.name, found.code, found.severity) == ("b.md", "id-twice", "error")
    assert "a.md" in found.sentence


@pytest.mark.parametrize(
    ("original", "translation", "severity"),
    [
        ({}, {"translation_of": "none"}, "warning"),
        ({}, {"translation_of": "a"}, "error"),
        (
            {"translation_of": "c", "language": "fr"},
            {"translation_of": "a", "language": "es"},
            "error",
        ),
    ],
)
def test_a_translation_needs_its_original(
    write_files: Write, original: dict[str, str], translation: dict[str, str], severity: str
) -> None:
    files: dict[str, str | bytes] = {
        "a.md": card(**original),
        "b.md": card(id="b", **translation),
        "c.md": card(id="c"),
    }
    found = [
        each
        for each in findings(write_files(files))
        if each.code == "bad-translation" and each.file.name == "b.md"
    ]
    assert [each.severity for each in found] == [severity]


def test_a_good_translation(write_files: Write) -> None:
    files: dict[str, str | bytes] = {
        "a.md": card(),
        "b.md": card(id="b", language="es", translation_of="a"),
    }
    assert findings(write_files(files)) == []


def test_findings_stand_in_the_order_of_files_and_lines(write_files: Write) -> None:
    report = check_folder(write_files({"b.md": card(id="B b", summary=""), "a.md": "no card"}))
    assert [(found.file.name, found.line) for found in report.findings] == [
        ("a.md", 1),
        ("b.md", 2),
        ("b.md", 5),
    ]
    assert report.count(Severity.ERROR) == 2
