"""Reading keys and values however broken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.importers.mending import (
    is_key_line,
    read_json,
    read_toml,
    read_yaml,
    read_yaml_documents,
)
from enablement.cards.importers.report import FileReport


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("title: Price: too high", {"title": "Price: too high"}),
        ("lead: *very* good", {"lead": "*very* good"}),
        ("lead: **Very** good\ntitle: A", {"lead": "**Very** good", "title": "A"}),
        ('quote: "He said "yes""\nn: 1', {"quote": 'He said "yes"', "n": 1}),
        ("quote: 'it's here'", {"quote": "it's here"}),
        ("a:\n\t- x\n\t- y", {"a": ["x", "y"]}),
        ("tags:\n- a\n- *b*\n  c", {"tags": ["a", "*b* c"]}),
        ("tags: [a, *b]", {"tags": ["a", "*b"]}),
        ("text: |\n  one\n  two\nbad: @x", {"text": "one\ntwo", "bad": "@x"}),
        ("text: >\n one *two\nbad: `x", {"text": "one *two", "bad": "`x"}),
        ("a: 1\na: 2", {"a": 1, "a_2": 2}),
        ("bad: *\na: 1\na: 2", {"bad": "*", "a": 1, "a_2": 2}),
        ("bad: {\n# comment\nok: yes", {"bad": "{", "ok": True}),
        ("one: 1\n---\ntwo: 2", {"one": 1, "two": 2}),
        ("stray words\ntitle: *x", {"title": "*x", "text": "stray words"}),
        ("long: *a\nwrapped on here\nnext: 1", {"long": "*a wrapped on here", "next": 1}),
        ("", {}),
    ],
)
def test_every_value_is_found(source: str, values: dict[str, Any]) -> None:
    assert read_yaml(source, FileReport("a.md")) == values


def test_mending_is_said_with_its_line() -> None:
    file = FileReport("a.md")
    read_yaml("a: 1\nb: *x", file)
    assert "line 2" in file.notes[0]


def test_text_keys_stay_as_written() -> None:
    values = read_yaml("title: 1.10\ntags: [no, 0123]\nTitle_X: 1.5", FileReport("a.md"))
    assert values == {"title": "1.10", "tags": ["no", "0123"], "Title_X": 1.5}


def test_documents_of_a_story_file() -> None:
    assert read_yaml_documents("a: 1\n---\n- b: 2\n---\n", FileReport("a.yml")) == [
        {"a": 1},
        [{"b": 2}],
    ]
    broken = read_yaml_documents("a: *x\n---\nb: 2", FileReport("a.yml"))
    assert broken == [{"a": "*x"}, {"b": 2}]


def test_toml_and_broken_toml() -> None:
    assert read_toml('a = "x"\n[t]\nb = 1', FileReport("a.md")) == {"a": "x", "t": {"b": 1}}
    assert read_toml('title = It\'s "here"\nn = 2', FileReport("a.md")) == {
        "title": 'It\'s "here"',
        "n": 2,
    }


def test_json_must_end_its_line() -> None:
    assert read_json('{"a": 1}\ntext') == ({"a": 1}, 8)
    assert read_json('{"a": 1} text') is None
    assert read_json("{nothing}") is None


@pytest.mark.parametrize(
    ("line", "is_key"),
    [("title: x", True), ("title:", True), ("'a b': x", True), ("- x: y", False), ("https://x", False),
     ("# a: b", False), ("this is a longer sentence: so", False), (" a: b", False)],
)  # fmt: skip
def test_what_looks_like_a_key(line: str, *, is_key: bool) -> None:
    assert is_key_line(line) is is_key


@given(st.text(alphabet="ab:*&[]{}\"'|>-#\n\t @`!%,?", max_size=60))
def test_no_yaml_fails_or_loses_letters(source: str) -> None:
    values = read_yaml(f"key: x\n{source}", FileReport("a.md"))
    assert isinstance(values, dict)
