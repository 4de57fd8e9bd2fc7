"""The pages of words, and the line above the list."""

from enablement.ui.messages import count_line, nothing_found, welcome
from enablement.ui.values import Found


def test_the_line_above_the_list() -> None:
    assert count_line(Found("", (), 44)) == "All 44 cards"
    assert count_line(Found("price", (), 1)) == "1 card found"
    assert count_line(Found("price", (), 0)) == "No card found"
    corrected = count_line(Found("expnsive", (), 3, corrected="expensive"))
    assert corrected == "3 for “expensive”, as “expnsive” was not found"


def test_an_empty_library_says_that_its_cards_come() -> None:
    assert "on their way" in welcome(Found("", (), 0)).title
    assert welcome(Found("", (), 3, examples=("no budget",))).examples == ("no budget",)


def test_nothing_found_says_what_was_searched() -> None:
    message = nothing_found(Found("zeppelin", (), 0), 44)
    assert "zeppelin" in message.title
    assert "44 cards" in message.lead
    assert message.tips
