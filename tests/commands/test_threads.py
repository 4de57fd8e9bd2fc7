"""Asking, contradicting and hearing back, from the command line."""

from typing import Any

import pytest


def test_a_question_goes_to_marketing_and_its_answer_comes_back(enrolled: Any) -> None:
    printed = enrolled("ask", "price", "Since", "when?", "--block", "say_this").out
    assert "Marketing sees your name and this text" in printed
    (row,) = enrolled("outbox", "--json").rows
    assert (row["kind"], row["card_id"], row["text"]) == ("question", "price", "Since when?")
    assert row["event_id"] in printed
    assert "waits for the next sync" in enrolled("threads").out
    (waiting,) = enrolled("threads", "--json").rows
    assert (waiting["thread_id"], waiting["fate"]) == (row["event_id"], "waiting")
    assert "News in 1 thread" in enrolled("sync").out
    (received,) = enrolled("threads", "--json").rows
    assert (received["fate"], received["block"]) == ("received", "say_this")
    answered = enrolled("hub", "answer", row["event_id"], "Since May.", "--as", "Rosa").out
    assert "Said to Ana: answered." in answered
    (report,) = enrolled("sync", "--json").rows
    assert report["threads"] == [row["event_id"]]
    listed = enrolled("threads").out
    assert "question, price, revision 1, answered" in listed
    assert "    Ana: Since when?\n    Rosa: Since May.\n1 thread." in listed
    late = enrolled("outbox", "--drop", row["event_id"])
    assert (late.code, "Nothing that waits has the id" in late.err) == (1, True)


def test_a_thread_goes_on_with_a_reply(enrolled: Any) -> None:
    enrolled("ask", "price", "Since when?")
    (row,) = enrolled("outbox", "--json").rows
    early = enrolled("reply", row["event_id"], "In May?")
    assert (early.code, "has not been sent yet" in early.err) == (1, True)
    enrolled("sync")
    enrolled("hub", "answer", row["event_id"], "Since May.", "--as", "Rosa")
    enrolled("sync")
    listed = enrolled("threads").out
    assert f"answered  {row['event_id']}" in listed, "the id is there to be copied"
    assert "Marketing sees your name" in enrolled("reply", row["event_id"], "Of", "2026?").out
    (waiting, _thread) = enrolled("threads", "--json").rows
    assert (waiting["kind"], waiting["text"]) == ("reply", "Of 2026?")
    assert waiting["thread_id"] == row["event_id"]
    assert "1 thread." in enrolled("threads").out
    enrolled("sync")
    assert "Ana: Of 2026?" in enrolled("threads").out
    shown = enrolled("hub", "threads").out
    assert "Of 2026?" in shown


def test_a_contradiction_tells_the_buyers_words(enrolled: Any) -> None:
    enrolled("contradict", "price", "They pay twelve.", "--words", "We pay twelve")
    enrolled("ask", "later", "Why?")
    listed = enrolled("outbox").out
    assert "contradiction  price" in listed
    assert "They pay twelve. · We pay twelve" in listed
    (_asked, told) = enrolled("threads", "--json").rows
    assert (told["kind"], told["words"]) == ("contradiction", "We pay twelve")
    assert "2 threads." in enrolled("threads").out
    enrolled("outbox", "--drop", told["thread_id"])
    assert len(enrolled("threads", "--json").rows) == 1


def test_a_request_is_in_the_list_with_its_fate(enrolled: Any) -> None:
    enrolled("request", "door alarms")
    enrolled("sync")
    (row,) = enrolled("threads", "--json").rows
    enrolled("hub", "answer", row["thread_id"], "Not ours.", "--declined")
    enrolled("sync")
    assert "request, declined" in enrolled("threads").out
    enrolled("hub", "answer", row["thread_id"], "See this one.", "--changed", "later:1")
    enrolled("sync")
    assert "changed in later, revision 1" in enrolled("threads").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "nothing", "Why?"), "There is no card “nothing”"),
        (("ask", "price", "Why?", "--block", "proof"), "has no block “proof”"),
        (("ask", "price", " "), "There is nothing to say."),
        (("reply", "nothing", "Why?"), "There is no thread “nothing”"),
        (("reply", "nothing", " "), "Write it after the thread's id."),
        (("contradict", "price", "x" * 4001), "4001 characters; 4000 fit"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(enrolled: Any, words: Any, sentence: str) -> None:
    failed = enrolled(*words)
    assert (failed.code, sentence in failed.err) == (1, True)
    assert enrolled("outbox", "--json").rows == []
