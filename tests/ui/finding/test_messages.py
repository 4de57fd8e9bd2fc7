"""The pages of words, and the line above the list."""

from enablement.ui.finding.ask import Ask
from enablement.ui.finding.messages import count_line, nothing_found, pasted_words, welcome
from enablement.ui.values import Found

MAIL = "We have no budget.\nWhere is our data kept?"
KEY = "Ctrl+Shift+L"


def test_the_line_above_the_list() -> None:
    assert count_line(Found(Ask(), total=44)) == "All 44 cards"
    assert count_line(Found(Ask(chosen=(("kind", "story"),)), total=4)) == "4 cards"
    assert count_line(Found(Ask("price"), total=1)) == "1 card found"
    assert count_line(Found(Ask("price"))) == "No card found"
    exactly = count_line(Found(Ask("price", verbatim=True), total=2))
    assert exactly == "2 cards with exactly these words"


def test_the_line_above_a_text_taken_apart() -> None:
    assert count_line(Found(Ask(MAIL), total=9, asking=2)) == "2 sentences ask for a card"
    assert count_line(Found(Ask(MAIL), total=9)) == "No sentence in it asks for a card by itself"
    assert pasted_words(MAIL) == "Pasted text, 9 words"


def test_an_empty_library_says_that_its_cards_come() -> None:
    assert "on their way" in welcome(Found(Ask())).title
    message = welcome(Found(Ask(), total=3, examples=("no budget",)), ("price", "data"))
    assert (message.examples, message.recent) == (("no budget",), ("price", "data"))


def test_nothing_found_says_what_was_searched() -> None:
    message = nothing_found(Found(Ask("zeppelin")), 44, KEY)
    assert message.title == "Nothing found for “zeppelin”"
    assert "44 cards" in message.lead
    assert message.tips
    assert message.gap


def test_nothing_found_helps_on_by_what_was_asked() -> None:
    spelt = nothing_found(Found(Ask("zepelin"), suggestions=("zeppelin",)), 44, KEY)
    assert (spelt.suggestions, spelt.tips) == (("zeppelin",), ())
    filtered = nothing_found(Found(Ask("price", (("kind", "story"),))), 44, KEY)
    assert any(KEY in tip for tip in filtered.tips)
    unsaid = nothing_found(Found(Ask("", (("kind", "story"),))), 44, KEY)
    assert (unsaid.title, unsaid.gap) == ("No card has all that you chose", False)
    pasted = nothing_found(Found(Ask(MAIL)), 44, KEY)
    assert pasted.title == "No card answers the text that you pasted"
    exact = nothing_found(Found(Ask("prcie", verbatim=True)), 44, KEY)
    assert exact.title == "Nothing found for exactly “prcie”"
    long = nothing_found(Found(Ask("zeppelin " * 20)), 44, KEY)
    assert len(long.title) < 110
