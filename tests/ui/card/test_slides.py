"""Slides for a customer: what is told and shown, and nothing that is said to the rep."""

from enablement.cards.model import Card, CardKind
from enablement.ui.card.slides import Slide, slides_of

BODY = """## Proof

It fell.

![a chart](c.png)

## Say this

Thirteen dollars.

## Ask next

Who decides?

## Discounts (internal)

Up to 5%.

## Avoid

Never.
"""


def card(body: str = BODY, **fields: object) -> Card:
    known = {"c.png": "a" * 64}
    return Card.model_validate(
        {"id": "c", "kind": CardKind.OBJECTION, "title": "T", "body": body, "attachments": known,
         "says": ["too dear"], "summary": "A trick", "owner": "ana@x.test", **fields}
    )  # fmt: skip


def test_a_block_a_slide_and_a_picture_a_slide_what_to_say_first() -> None:
    first, second, third = slides_of([card()])
    assert (first.heading, first.words) == ("", "Thirteen dollars.")
    assert (second.heading, second.words, second.picture) == ("Proof", "It fell.", "")
    assert third == Slide("c", "T", "Proof", "a chart", picture="a" * 64)


def test_no_note_to_oneself_is_on_any_slide() -> None:
    shown = repr(slides_of([card()]))
    for note in ("Who decides", "5%", "Never", "too dear", "A trick", "ana@x.test", "Say this"):
        assert note not in shown


def test_a_story_is_told_without_when_to_use_it() -> None:
    story = card("## Situation\n\nA\n\n## Use it when\n\nB\n", kind=CardKind.STORY)
    assert [slide.words for slide in slides_of([story])] == ["A"]


def test_several_cards_follow_one_another() -> None:
    both = slides_of(
        [card("## Say this\n\nA\n", title="One"), card("## Proof\n\nB\n", title="Two")]
    )
    assert [(slide.title, slide.words) for slide in both] == [("One", "A"), ("Two", "B")]


def test_a_picture_that_the_card_does_not_hold_is_no_slide() -> None:
    assert slides_of([card("## Proof\n\n![x](elsewhere.png)\n")]) == ()


NESTED = (
    "## Say this\n\nThirteen dollars.\n\n### Our margin (internal)\n\nForty percent.\n\n"
    "## Proof\n\n- It fell.\n\n  <h4>Lost deals (internal)</h4>\n\n  Two.\n"
)


def test_what_is_internal_below_a_block_is_on_no_slide() -> None:
    said = " ".join(f"{slide.words} {slide.html}" for slide in slides_of([card(NESTED)]))
    assert "Thirteen dollars." in said
    assert "Forty" not in said
    assert "Two." not in said
