"""What reps asked, as marketing reads and answers it from the command line."""

from typing import Any

import pytest


def test_threads_are_listed_those_that_wait_first(enrolled: Any) -> None:
    assert "0 threads wait for a word." in enrolled("hub", "threads").out
    enrolled("ask", "price", "Since when?")
    enrolled("sync")
    enrolled("ask", "later", "Why not now?")
    enrolled("sync")
    first, second = enrolled("hub", "threads", "--json").rows
    assert (first["card_id"], first["rep"], first["open"]) == ("price", "Ana", True)
    enrolled("hub", "answer", first["thread_id"], "Since May.")
    rows = enrolled("hub", "threads", "--json").rows
    assert [row["thread_id"] for row in rows] == [second["thread_id"], first["thread_id"]]
    listed = enrolled("hub", "threads").out
    assert "question, waits\n    Not this year (later), revision 1 · Ana\n" in listed
    assert "question, answered" in listed
    assert "Marketing: Since May." in listed
    assert "1 thread waits for a word." in listed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing", "Yes."), "There is no thread “nothing”"),
        (("nothing", "Yes.", "--changed", "price"), "“price” names no revision"),
        (("nothing", "Yes.", "--changed", ":1"), "“:1” names no revision"),
        (("nothing", "Yes.", "--changed", "price:1", "--declined"), "not both"),
        (("nothing", " "), "There is nothing to say."),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(enrolled: Any, words: Any, sentence: str) -> None:
    failed = enrolled("hub", "answer", *words)
    assert (failed.code, sentence in failed.err) == (1, True)


def test_an_answer_as_json(enrolled: Any) -> None:
    enrolled("ask", "price", "Since when?")
    enrolled("sync")
    (row,) = enrolled("hub", "threads", "--json").rows
    (told,) = enrolled(
        "hub", "answer", row["thread_id"], "Mended.", "--changed", "price:1", "--json"
    ).rows
    assert (told["fate"], told["changed_card"], told["changed_to"]) == ("changed", "price", 1)
    missing = enrolled("hub", "answer", row["thread_id"], "Mended.", "--changed", "price:7")
    assert (missing.code, "has no published revision 7" in missing.err) == (1, True)
