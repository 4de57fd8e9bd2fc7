"""What reps did not find, as marketing reads it."""

from typing import Any


def test_gaps_are_counted_and_nobody_is_named(enrolled: Any) -> None:
    assert "0 gaps." in enrolled("hub", "requests").out
    enrolled("search", "zzzz")
    enrolled("search", "ZZZZ")
    enrolled("request", "zzzz", "--note", "again")
    enrolled("sync")
    printed = enrolled("hub", "requests").out
    assert "zzzz  (1 rep, 1 request, 2 empty searches, en)" in printed
    assert "    again" in printed
    assert "1 gap." in printed
    assert "Ana" not in printed


def test_they_are_those_of_the_page_and_one_reps_search_is_not_shown(enrolled: Any) -> None:
    for text in ("qqqq alarms", "alarm qqqq"):
        enrolled("request", text)
    enrolled("search", "Mr Smith xxxx")
    enrolled("sync")
    printed = enrolled("hub", "requests").out
    assert "(1 rep, 2 requests, en)" in printed
    assert "also: " in printed
    assert "1 gap." in printed
    assert "Smith" not in printed
    assert "1 search that one rep alone made is not shown" in printed
    (told,) = enrolled("hub", "requests", "--json").rows
    assert told["texts"] == ["qqqq alarms", "alarm qqqq"]
    assert (told["state"], told["reps"], told["requests"]) == ("open", 1, 2)
