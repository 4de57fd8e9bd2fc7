"""What the desk remembers between starts: any JSON value by name, replaced, and forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.library.library import Library


@pytest.mark.parametrize(
    "value", [0, False, "", [], {}, 1.5, "“Ánimo” ñ\u2028\0", {"a": [1, {"b": None}]}, [None, True]]
)
def test_a_value_is_the_same_after_a_restart(
    library: Library, reopen: Callable[[], Library], value: Any
) -> None:
    library.desk_state.put("name", value)
    assert reopen().desk_state.get("name", "default") == value


def test_without_a_value_there_is_the_default(library: Library) -> None:
    assert library.desk_state.get("name") is None
    assert library.desk_state.get("name", []) == []


def test_a_value_replaces_the_one_before_and_none_forgets_it(library: Library) -> None:
    library.desk_state.put("name", [1])
    library.desk_state.put("other", 1)
    library.desk_state.put("name", {"b": 2})
    assert library.desk_state.get("name") == {"b": 2}
    library.desk_state.put("name", None)
    library.desk_state.put("name", None)
    assert (library.desk_state.get("name", "gone"), library.desk_state.get("other")) == ("gone", 1)


def test_the_value_lies_nowhere_in_plain(library: Library) -> None:
    library.desk_state.put("name", "a very secret account")
    library.close()
    for file in library.folder.iterdir():
        assert b"a very secret account" not in file.read_bytes()
