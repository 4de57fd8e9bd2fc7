"""What reps did not find, as marketing reads it."""

from typing import Any


def test_gaps_are_counted_and_nobody_is_named(enrolled: Any) -> None:
    assert "0 gaps." in enrolled("hub", "requests").out
    enrolled("search", "zzzz")
    enrolled("search", "ZZZZ")
    enrolled("request", "zzzz", "--note", "again")
    enrolled("sync")
    printed = enrolled("hub", "requests").out
    assert "zzzz  (1 request, 2 empty searches, en)" in printed
    assert "    again" in printed
    assert "1 gap." in printed
    assert "Ana" not in printed
