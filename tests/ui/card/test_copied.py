"""What goes to the clipboard: what one would say, and never what is internal."""

from enablement.cards.model import Card, CardKind
from enablement.ui.card.copied import copy_block, copy_card

BODY = """## Proof

- It fell by **63%**.

![chart](c.png)

## Say this

It is *13 dollars* a day.

## Avoid

Never a discount.
"""
STORY = """## Situation

A freezer failed.

## Result

- Nothing was lost.

## Use it when

They ask.

## Numbers (internal)

Secret.
"""


def card(body: str, kind: CardKind = CardKind.OBJECTION) -> Card:
    return Card(id="c", kind=kind, title="A & B", body=body, attachments={"c.png": "a" * 64})


def test_of_an_objection_what_to_say_is_copied() -> None:
    copied = copy_card(card(BODY))
    assert copied is not None
    assert (copied.name, copied.plain) == ("Say this", "It is 13 dollars a day.")
    assert "<em>13 dollars</em>" in copied.html


def test_of_a_story_all_that_is_told_is_copied() -> None:
    copied = copy_card(card(STORY, CardKind.STORY))
    assert copied is not None
    assert copied.plain == "A & B\n\nA freezer failed.\n\n• Nothing was lost."
    assert copied.html.startswith("<p><b>A &amp; B</b></p>")
    assert "Secret" not in copied.html + copied.plain
    assert "They ask" not in copied.html + copied.plain


def test_a_card_without_the_known_blocks_is_copied_with_its_headings() -> None:
    copied = copy_card(card("## Price\n\nLow.\n\n## Margin (internal)\n\n40%.\n"))
    assert copied is not None
    assert copied.plain == "A & B\n\nPrice\n\nLow."


def test_nothing_is_left_of_an_internal_card() -> None:
    assert copy_card(card("## Avoid\n\nNever.\n")) is None


def test_a_block_is_copied_without_its_heading_and_its_picture() -> None:
    copied = copy_block(card(BODY), "proof")
    assert copied is not None
    assert (copied.name, copied.plain, copied.pictures) == ("Proof", "• It fell by 63%.", 1)
    assert "img" not in copied.html
    assert "chart" not in copied.html
    assert copy_block(card(BODY), "unknown") is None


def test_an_internal_block_says_so() -> None:
    copied = copy_block(card(BODY), "avoid")
    assert copied is not None
    assert (copied.internal, copied.plain) == (True, "Never a discount.")


def test_what_is_internal_below_a_block_is_not_copied_with_it() -> None:
    body = "## Say this\n\nThirteen dollars.\n\n### Our margin (internal)\n\nForty percent.\n"
    for copied in (copy_block(card(body), "say_this"), copy_card(card(body))):
        assert copied is not None
        assert (copied.plain, copied.internal) == ("Thirteen dollars.", False)
        assert "Forty" not in copied.html


def test_a_block_in_which_internal_words_cannot_be_told_apart_is_copied_as_internal() -> None:
    body = "## Proof\n\n- It fell.\n\n  <h4>Lost deals (internal)</h4>\n\n  Two.\n"
    copied = copy_block(card(body), "proof")
    assert copied is not None
    assert copied.internal
    assert copy_card(card(body)) is None
