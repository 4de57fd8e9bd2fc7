"""Asking for what was not found, seeing what waits, and taking it back."""

from typing import Any


def test_a_request_goes_to_marketing(enrolled: Any) -> None:
    printed = enrolled("request", "door", "alarms", "--note", "for a hospital").out
    assert "Asked: “door alarms”" in printed
    (row,) = enrolled("outbox", "--json").rows
    assert (row["kind"], row["text"], row["note"]) == ("request", "door alarms", "for a hospital")
    assert row["event_id"] in printed
    listed = enrolled("outbox").out
    assert "request" in listed
    assert "door alarms" in listed
    assert "1 waits to be sent." in listed
    assert enrolled("sync").code == 0
    (gap,) = enrolled("hub", "requests", "--json").rows
    assert (gap["text"], gap["requests"], gap["notes"]) == ("door alarms", 1, ["for a hospital"])
    late = enrolled("outbox", "--drop", row["event_id"])
    assert (late.code, "Nothing that waits has the id" in late.err) == (1, True)


def test_each_kind_is_named_and_one_is_taken_back(enrolled: Any) -> None:
    enrolled("log", "price", "--outcome", "worked")
    enrolled("request", "door alarms")
    enrolled("search", "zzzz")
    rows = enrolled("outbox", "--json").rows
    assert [row["kind"] for row in rows] == ["usage", "request", "search"]
    listed = enrolled("outbox", "--drop", rows[1]["event_id"]).out
    assert "empty search" in listed
    assert "door alarms" not in listed
    assert "2 wait to be sent." in listed


def test_an_empty_request_is_a_sentence(enrolled: Any) -> None:
    failed = enrolled("request", "  ")
    assert (failed.code, "The request is empty." in failed.err) == (1, True)
