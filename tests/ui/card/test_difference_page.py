"""The page that tells a difference: signs beside colours, items as items, the rest folded."""

from enablement.cards.model import Card, CardKind
from enablement.ui.card.card_html import CardPage
from enablement.ui.card.difference import compare
from enablement.ui.card.difference_page import difference_page


def card(body: str, **fields: object) -> Card:
    return Card.model_validate(
        {"id": "c", "kind": CardKind.OBJECTION, "title": "T", "body": body, **fields}
    )


def page(before: Card, after: Card) -> CardPage:
    return difference_page(compare(before, after), 3)


def test_what_came_and_went_has_a_sign_and_a_tag() -> None:
    html = page(card("## Say this\n\nIt is 12 <b>\n"), card("## Say this\n\nIt is 13 <b>\n")).html
    assert "1 thing changed since revision 3." in html
    assert '<del class="word"><span class="sign">−&nbsp;</span>12</del>' in html
    assert '<ins class="word"><span class="sign">+&nbsp;</span>13</ins>' in html


def test_items_stay_items_whatever_changed_in_them() -> None:
    html = page(
        card("## Proof\n\n- one two\n- gone\n"), card("## Proof\n\n- one three\n- new\n- more\n")
    ).html
    assert html.count("<li>") >= 3
    assert "•" not in html


def test_what_stayed_is_folded_to_its_names() -> None:
    before = card("## Say this\n\nA\n\n## Proof\n\nOld\n\n## Avoid\n\nC\n", summary="one")
    after = card("## Say this\n\nA\n\n## Proof\n\nNew\n\n## Avoid\n\nC\n", summary="two")
    html = page(before, after).html
    assert "2 things changed" in html
    assert "Unchanged: Say this" in html
    assert "Unchanged: Avoid" in html
    assert ">A<" not in html
    assert html.index("Summary") < html.index("Proof")


def test_a_block_that_is_new_or_gone_says_so_in_words() -> None:
    html = page(card("## Old\n\nA\n"), card("## New\n\nB\n")).html
    assert "block removed" in html
    assert "new block" in html


def test_when_only_the_writing_changed_it_says_so() -> None:
    html = page(card("## Proof\n\n*A*\n"), card("## Proof\n\n**A**\n")).html
    assert "only how it is written changed" in html


def test_no_markup_of_a_card_gets_on_the_page() -> None:
    html = page(card("## Proof\n\nA `<i>`\n"), card("## Proof\n\nB `<i>`\n", title="<u>")).html
    assert "<i>" not in html
    assert "<u>" not in html
