"""The page of a card: its order, its looks, and what never gets on it."""

from enablement.cards.model import Card, CardKind
from enablement.ui.card.card_html import Look, card_page, time_to_say


def objection(body: str, **fields: object) -> Card:
    return Card.model_validate(
        {"id": "c", "kind": "objection", "title": "T", "body": body, **fields}
    )


def test_say_this_comes_first_and_the_rest_keeps_its_order() -> None:
    page = card_page(objection("## Proof\n\nNumbers\n\n## Say this\n\nWords\n\n## Avoid\n\nThat\n"))
    assert page.looks == (Look.SAY, Look.PLAIN, Look.AVOID)
    assert page.html.index("Words") < page.html.index("Numbers") < page.html.index("That")


def test_the_spanish_headings_look_the_same() -> None:
    assert card_page(objection("## Di esto\n\nA\n\n## Evita\n\nB\n")).looks == (
        Look.SAY,
        Look.AVOID,
    )


def test_what_is_internal_says_so_in_words() -> None:
    page = card_page(objection("## Discounts (internal)\n\nUp to 5%.\n"))
    assert page.looks == (Look.AVOID,)
    assert "for your eyes only" in page.html


def test_the_buyers_words_are_quoted_above() -> None:
    page = card_page(objection("## Say this\n\nA\n", says=("<too> much",)))
    assert page.looks == (Look.PLAIN, Look.SAY)
    assert "“&lt;too&gt; much”" in page.html


def test_the_time_to_say_it_is_told_and_too_long_is_too_long() -> None:
    assert "20 s to say" in card_page(objection(f"## Say this\n\n{'word ' * 50}\n")).html
    assert time_to_say(52) == "52 s to say, 40 s is better"


def test_the_words_of_a_picture_are_not_counted() -> None:
    body = f"## Say this\n\n{'word ' * 50}\n\n![{'alt ' * 50}](chart.png)\n"
    assert "20 s to say" in card_page(objection(body, attachments={"chart.png": "a" * 64})).html


def test_a_story_tells_how_long_it_takes() -> None:
    body = f"## Situation\n\n{'a ' * 25}\n\n## Result\n\n{'b ' * 25}\n\n## Use it when\n\n{'c ' * 99}\n"
    card = Card(id="s", kind=CardKind.STORY, title="S", body=body)
    assert card_page(card).told_seconds == 20
    assert card_page(objection("## Say this\n\nA\n")).told_seconds == 0


def test_scripts_and_foreign_pictures_never_get_on_the_page() -> None:
    body = (
        "## Say this\n\n<script>steal()</script>![a](file:///etc/passwd)![b](http://x.test/b.png)"
        "![mine](m.png)[go](javascript:steal())\n"
    )
    html = card_page(objection(body, attachments={"m.png": "b" * 64})).html
    assert "steal" not in html
    assert "file:" not in html
    assert "x.test" not in html
    assert f'src="attachment:{"b" * 64}"' in html


def test_a_heading_cannot_bring_markup() -> None:
    assert "<b>" not in card_page(objection("## <b>Say</b> what\n\nA\n")).html


def test_the_text_of_a_card_cannot_hold_a_link_of_the_desk() -> None:
    html = card_page(objection("## Proof\n\n[a](desk:thread/1) <a href='icon:x'>b</a>\n")).html
    assert "desk:" not in html
    assert "icon:x" not in html


def test_each_block_that_is_said_tells_its_time() -> None:
    words = "word " * 25
    body = f"## Say this\n\n{words}\n\n## Proof\n\n{words}\n\n## Ask next\n\n{words}\n"
    html = card_page(objection(body)).html
    assert html.count("10 s to say") == 1
    assert html.count("10 s<") == 1, "what to ask next is not said as one block"
    assert "50 s to say, 40 s is better" in card_page(objection(f"## Proof\n\n{words * 5}\n")).html


def test_a_panel_knows_its_block() -> None:
    page = card_page(objection("Before\n\n## Proof\n\nA\n", says=("dear",)))
    assert page.blocks == ("", "intro", "proof")
