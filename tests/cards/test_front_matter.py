"""Taking front matter and body apart, with line numbers that are right."""

from collections.abc import Callable

import pytest

from enablement.cards.findings import CardFile
from enablement.cards.front_matter import tidy_body

Read = Callable[[str], CardFile]
KEYS = "---\nid: a\nkind: story\ntitle: A\n"


def codes(file: CardFile) -> list[tuple[str, int]]:
    return [(found.code, found.line) for found in file.findings if found.severity == "error"]


def test_the_body_begins_at_its_first_written_line(read_text: Read) -> None:
    file = read_text(f"{KEYS}---\n\n  \n\nHello.\n\n")
    assert file.body_line == 9
    assert file.card is not None
    assert file.card.body == "Hello.\n"


def test_a_body_keeps_its_first_indent(read_text: Read) -> None:
    file = read_text(f"{KEYS}---\n \n    code\n")
    assert file.card is not None
    assert file.card.body == "    code\n"
    assert file.body_line == 7


def test_each_key_knows_its_line(read_text: Read) -> None:
    assert read_text(f"{KEYS}---\n").lines == {"id": 2, "kind": 3, "title": 4}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no-front-matter", 1),
        ("# Title\n", "no-front-matter", 1),
        ("---\nid: a\n", "no-front-matter", 1),
        ("---\n- a\n---\n", "front-matter-not-keys", 2),
        ("---\nid: a\ntitle: a: b\n---\n", "broken-yaml", 3),
        ("---\nid: a\ntitle: *bold*\n---\n", "broken-yaml", 3),
        ("---\nid: a\ntitle: a\x07\n---\n", "broken-yaml", 3),
        ("---\nid: a\ntitle: " + "[" * 5000 + "\n---\n", "broken-yaml", 1),
        ("---\nn: " + "9" * 5000 + "\n---\n", "broken-yaml", 1),
        ("---\nid: !!python/object:os.system x\n---\n", "broken-yaml", 2),
        ("---\nlong: " + "x" * 70_000 + "\n---\n", "front-matter-too-large", 1),
        (f"{KEYS}x:\n  y: 1\n  y: 2\n---\nBody.\n", "key-twice", 7),
        (f"{KEYS}title: B\n---\nBody.\n", "key-twice", 5),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    read_text: Read, text: str, code: str, line: int
) -> None:
    assert (code, line) in codes(read_text(text))


def test_a_key_twice_names_the_first_place(read_text: Read) -> None:
    (found,) = [
        found
        for found in read_text(f"{KEYS}title: B\n---\nBody.\n").findings
        if found.code == "key-twice"
    ]
    assert "line 4" in found.sentence


def test_text_keys_stay_as_they_were_written(read_text: Read) -> None:
    file = read_text(
        "---\nid: 12\nkind: story\ntitle: 1.10\nlanguage: no\ntags: [on, 0123, 12:30]\n---\nBody.\n"
    )
    assert file.card is not None
    assert (file.card.id, file.card.title, file.card.language) == ("12", "1.10", "no")
    assert file.card.tags == ("on", "0123", "12:30")


def test_three_dots_close_the_front_matter(read_text: Read) -> None:
    file = read_text(f"{KEYS}...\nBody.\n")
    assert file.card is not None
    assert file.card.body == "Body.\n"


def test_references_are_refused_before_they_grow(read_text: Read) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\n"
    assert codes(read_text(f"---\n{bomb}---\n")) == [("broken-yaml", 3)]


def test_a_tidy_body_ends_in_one_line_end() -> None:
    assert tidy_body("\n \n a\n\n b\n\n\n") == " a\n\n b\n"
    assert tidy_body(" \n\n") == ""
