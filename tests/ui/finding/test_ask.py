"""What is asked for, and how each thing a rep does changes it."""

from itertools import pairwise

from enablement.search.query import LONG_TEXT
from enablement.ui.finding.ask import FIRST, MOST_FURTHER, PASTED_WORDS, Ask, is_pasted


def test_a_mail_is_told_from_words() -> None:
    assert is_pasted("We have no budget.\nAnd no time.")
    assert is_pasted("word " * PASTED_WORDS)
    assert not is_pasted("\n too expensive \n")
    assert not is_pasted("word " * (PASTED_WORDS - 1))
    assert PASTED_WORDS == LONG_TEXT, "the search takes the same texts apart"


def test_words_are_one_line_and_a_mail_keeps_its_lines() -> None:
    assert Ask("  too   expensive ").words == "too expensive"
    assert Ask(" no budget\n\nno time ").words == "no budget\n\nno time"


def test_typing_on_keeps_the_filters_and_forgets_the_rest() -> None:
    asked = Ask("prcie").toggled("kind", "story").exactly().further()
    assert asked == Ask("prcie", (("kind", "story"),), verbatim=True, limit=FIRST * 5)
    assert asked.typed("price") == Ask("price", (("kind", "story"),))


def test_a_value_is_chosen_and_taken_back() -> None:
    asked = Ask().toggled("products", "pulse").toggled("products", "trail")
    assert asked.chosen == (("products", "pulse"), ("products", "trail"))
    assert asked.toggled("products", "pulse").chosen == (("products", "trail"),)
    assert asked.unfiltered().chosen == ()


def test_of_kind_and_language_one_value_replaces_the_other() -> None:
    asked = Ask().toggled("kind", "story").toggled("kind", "objection")
    assert asked.chosen == (("kind", "objection"),)


def test_a_long_list_grows_by_a_bounded_number_of_cards() -> None:
    asked, limits = Ask(), [FIRST]
    for _time in range(5):
        asked = asked.further()
        limits.append(asked.limit)
    grown = [after - before for before, after in pairwise(limits)]
    assert grown[0] == FIRST * 4
    assert max(grown) == MOST_FURTHER
