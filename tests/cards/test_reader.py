"""Reading card files as people write them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.findings import CardFile, Severity
from enablement.cards.model import Audience
from enablement.cards.reader import read_card_file
from enablement.errors import ContentError

Read = Callable[[str], CardFile]
FULL = """---
id: price
kind: Objection
title: "It costs more"
language: ES_mx
summary: >
  one
  line
says: too expensive
products: [Pump, Pump, "  Valve "]
audience: {teams: [field]}
owner: a@example.com
valid_from: 2026-01-01
verify_by: 2026-12-31 10:00:00
expires: "2027-01-31"
shareable: true
campaign: {name: spring, sizes: [1, 2.5, .nan]}
---
## Di esto

Cuesta menos.
"""


def codes(file: CardFile) -> set[str]:
    return {found.code for found in file.findings}


def test_a_whole_card(read_text: Read) -> None:
    file = read_text(FULL)
    assert not file.has_errors
    card = file.card
    assert card is not None
    assert (card.id, card.kind, card.language, card.summary) == (
        "price",
        "objection",
        "es-mx",
        "one line",
    )
    assert card.says == ("too expensive",)
    assert card.products == ("Pump", "Valve")
    assert card.audience == Audience(teams=("field",))
    assert [str(day) for day in (card.valid_from, card.verify_by, card.expires)] == [
        "2026-01-01", "2026-12-31", "2027-01-31",
    ]  # fmt: skip
    assert card.extra == {"campaign": {"name": "spring", "sizes": [1, 2.5, "nan"]}}
    assert card.shareable
    assert codes(file) == {"list-of-one", "unknown-key"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("kind: poem", "unknown-kind"),
        ("title: {a: b}", "not-text"),
        ("says: {a: b}", "not-a-list"),
        ("tags: [[a], b]", "list-in-a-list"),
        ("expires: To be verified", "bad-date"),
        ("audience: everyone", "bad-audience"),
        ("audience: {team: x}", "bad-audience"),
        ("shareable: maybe", "not-yes-or-no"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_on_its_line(
    read_text: Read, line: str, code: str
) -> None:
    keys = {"id": "a", "kind": "story", "title": "A"}
    keys.pop(line.split(":", maxsplit=1)[0], None)
    head = "\n".join(f"{key}: {value}" for key, value in keys.items())
    file = read_text(f"---\n{head}\n{line}\n---\nBody.\n")
    (found,) = [found for found in file.findings if found.code == code]
    assert found.severity is Severity.ERROR
    assert found.line == len(keys) + 2


@pytest.mark.parametrize(
    ("key", "code"), [("id", "missing-id"), ("kind", "missing-kind"), ("title", "missing-title")]
)
def test_what_a_card_must_have(read_text: Read, key: str, code: str) -> None:
    text = "---\nid: a\nkind: story\ntitle: A\n---\nBody.\n"
    file = read_text("\n".join(line for line in text.split("\n") if not line.startswith(f"{key}:")))
    assert file.card is None
    assert code in codes(file)


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("---\nid: a\nkind: story\ntitle: Año\n---\nx\n".encode("cp1252"))
    (found,) = [
        found for found in read_card_file(path, tmp_path).findings if found.code == "encoding"
    ]
    assert found.line == 4


def test_nul_bytes_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\nid: a\r\nkind: story\rtitle: A\n---\nx\0y\r\n")
    file = read_card_file(path, tmp_path)
    assert file.card is not None
    assert file.card.body == "xy\n"
    assert [(found.code, found.line) for found in file.findings] == [("nul-byte", 6)]


def test_halves_of_characters_cannot_be_stored(read_text: Read) -> None:
    file = read_text(
        '---\nid: a\nkind: story\ntitle: "\\ud83d\\ude00 \\ud800x"\nnote: "\\udc00"\n---\nx\n'
    )
    assert file.card is not None
    assert file.card.title == "😀 \ufffdx"
    assert file.card.to_bytes()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_card_file(tmp_path / "none.md", tmp_path)


def test_findings_speak_to_people(read_text: Read) -> None:
    (found,) = [
        found
        for found in read_text("---\nid: a\ntitle: A\n---\nx\n").findings
        if found.code == "missing-kind"
    ]
    printed = found.as_json()
    assert printed["line"] == 1
    assert printed["severity"] == "error"
    assert printed["sentence"].endswith(".")
    assert "kind: objection" in printed["mend"]
