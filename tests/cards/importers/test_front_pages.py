"""Front matter in the forms that are out there."""

from typing import Any

import pytest

from enablement.cards.importers.front_pages import split_page
from enablement.cards.importers.report import FileReport


@pytest.mark.parametrize(
    ("text", "values", "body"),
    [
        ("# Head\n", {}, "# Head\n"),
        ("\n\n---\na: 1\n---\nBody", {"a": 1}, "Body"),
        ("---\na: 1\n...\nBody", {"a": 1}, "Body"),
        ("----\na: 1\n----\nBody", {"a": 1}, "Body"),
        ("---\n---\nBody", {}, "Body"),
        ("---\n\nJust a rule above\n\n---\nmore", {}, "---\n\nJust a rule above\n\n---\nmore"),
        ("+++\na = 1\n+++\nBody", {"a": 1}, "Body"),
        ('{"a": 1}\nBody', {"a": 1}, "\nBody"),
        ("{not json}\nBody", {}, "{not json}\nBody"),
        ("---\na: 1\n---\n\n---\na: 1\nb: 2\n---\nBody", {"a": 1, "b": 2}, "Body"),
        ("---\na: 1\n---\n---\na: 2\n---\nBody", {"a": 1, "a_2": 2}, "Body"),
        ("---\na: 1\n---\n---\n\nA rule first\n", {"a": 1}, "---\n\nA rule first\n"),
        ("---\na: 1\nb:\n- x\n\n# Never closed\n", {"a": 1, "b": ["x"]}, "\n# Never closed\n"),
        ("---\na: 1\n\nText begins.\n", {"a": 1}, "\nText begins.\n"),
        ("---\n# comment\na: 1\n---\nBody", {"a": 1}, "Body"),
    ],
)
def test_keys_and_body_are_told_apart(text: str, values: dict[str, Any], body: str) -> None:
    assert split_page(text, FileReport("a.md")) == (values, body)


def test_what_was_odd_is_said() -> None:
    file = FileReport("a.md")
    split_page("---\na: 1\n\nText", file)
    split_page("+++\na = 1\n+++\n", file)
    split_page("---\na: 1\n---\n---\nb: 1\n---\n", file)
    assert len(file.notes) == 3
