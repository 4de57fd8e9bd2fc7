"""The file for a customer: what goes, what stays, and that nothing else can get in."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.model import Card, CardKind
from enablement.cards.reader import read_card_file
from enablement.settings import shipped_folder
from enablement.ui.briefs.brief_share import file_name, kept_headings, share, shared_blocks

DAY = date(2026, 11, 26)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SECRET = "xyzzy"


def card(body: str, **fields: object) -> Card:
    made = {"id": "a-card", "kind": "objection", "title": "Is it secure?", "shareable": True}
    return Card.model_validate(made | {"body": body} | fields)


def page(*cards: Card, pictures: dict[str, bytes] | None = None) -> str:
    return share(cards, pictures or {}, "For Acme", "Ana Ruiz", DAY).html


def test_what_is_said_goes_and_what_is_for_the_rep_stays() -> None:
    one = card(
        "## Proof\n\n- Audited in 2026.\n\n## Say this\n\nYes, and **here** is how.\n\n"
        "## Ask next\n\n- Who signs?\n\n## Avoid\n\nNever promise.\n\n## Price (internal)\n\nLow.\n"
    )
    html = page(one)
    assert html.index("Yes, and <strong>here</strong>") < html.index("Audited in 2026.")
    assert "<h3>Proof</h3>" in html
    assert "Say this" not in html
    for word in ("Who signs", "Never promise", "Low.", "a-card"):
        assert word not in html
    assert kept_headings(one) == ("Ask next", "Avoid", "Price (internal)")


def test_a_card_that_is_not_marked_stays() -> None:
    html = page(card("## Say this\n\nSecret price.\n", shareable=False))
    assert "Secret price" not in html
    assert "Is it secure?" not in html


def test_internal_parts_on_other_levels_stay() -> None:
    bodies = (
        f"## Say this\n\nYes.\n\n### Costs (internal)\n\n{SECRET}\n\n#### More\n\n{SECRET}\n",
        f"## Say this\n\nYes.\n\n# Avoid\n\n{SECRET}\n\n## Proof\n\n{SECRET}\n\n# Else\n\nGood.\n",
        f"## Say this\n\nYes.\n\nAvoid\n-----\n\n{SECRET}\n",
        f"Yes.\n\n## Proof\n\n> ### Avoid\n> {SECRET}\n",
        f"Yes.\n\n## Proof\n\n<h4>For us <b>(interno)</b></h4><p>{SECRET}</p>\n",
        f"Yes.\n\n## Proof\n\n- # Evita\n  {SECRET}\n",
    )
    for body in bodies:
        html = page(card(body))
        assert SECRET not in html, body
        assert "Yes." in html


PUBLIC = ("Say this", "Proof", "Situation", "What changed", "Result", "Di esto", "Prueba", "Dates")
INTERNAL = ("Avoid", "Evita", "Avoid:", "Costs (internal)", "Margen (interno)", "**AVOID**")
WORDS = st.sampled_from(("It is <b>quick</b>.", "- one\n- two", "| a | b |\n|---|---|\n| 1 | 2 |",
                         "> quoted", "![chart](x.png)", "```\n# code\n```", "A & B < C", ""))  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Bodies with internal parts anywhere, their words all `SECRET`."""
    parts = [draw(WORDS)]
    for _number in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            parts.append(f"## {draw(st.sampled_from(PUBLIC))}\n\n{draw(WORDS)}")
        else:
            mark = "#" * draw(st.integers(1, 6))
            shape = draw(st.sampled_from(("{m} {h}\n\n{s}", "> {m} {h}\n> {s}", "- {m} {h}\n  {s}",
                                          "<h{n}>{h}</h{n}>\n\n{s}")))  # fmt: skip
            heading = draw(st.sampled_from(INTERNAL))
            if shape.startswith("<h"):
                heading = heading.strip("*")
            parts.append(shape.format(m=mark, n=len(mark), h=heading, s=SECRET))
    return "\n\n".join(parts)


@given(bodies(), st.booleans())
def test_no_internal_word_ever_gets_out(body: str, story: bool) -> None:
    one = card(
        body,
        id=f"{SECRET}-card", kind=CardKind.STORY if story else CardKind.OBJECTION, says=[SECRET],
        tags=[SECRET], owner=f"{SECRET}@example.com", competitors=[SECRET], summary=SECRET,
        extra={"margin": SECRET}, attachments={"x.png": "0" * 64},
    )  # fmt: skip
    html = page(one, pictures={"0" * 64: PNG})
    assert SECRET not in html
    assert "<script" not in html
    assert not re.search(r"""(src|href)=["'](?!data:image/|#)""", html)


def test_pictures_become_a_part_of_the_page() -> None:
    one = card("## Proof\n\n![A chart](a.png)\n\n![Lost](b.png)\n",
               attachments={"a.png": "a" * 64, "b.png": "b" * 64})  # fmt: skip
    html = page(one, pictures={"a" * 64: PNG, "b" * 64: b"<svg onload='x'>"})
    assert html.count("data:image/png;base64,") == 1
    assert "<em>Lost</em>" in html
    assert "attachment:" not in html


def test_the_page_speaks_the_language_of_its_cards() -> None:
    spanish = card("## Di esto\n\nSí.\n", language="es")
    assert '<html lang="es">' in page(spanish, spanish, card("## Say this\n\nYes.\n"))


def test_titles_are_words_and_nothing_else() -> None:
    html = share([card("Yes.\n", title="<script>x</script>")], {}, "<b>$title", "A & B", DAY).html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;$title" in html
    assert "A &amp; B" in html


def test_a_file_is_named_after_its_title() -> None:
    assert file_name("Acme / Q4: “what now?”  ") == "Acme Q4 “what now”"
    assert file_name("...") == "brief"
    assert share([], {}, "For Acme", "", DAY).name == "For Acme.html"


def test_every_sample_card_that_is_marked_has_something_to_share() -> None:
    folder = shipped_folder("content")
    for path in sorted(Path(folder).glob("*/*.md")):
        found = read_card_file(path, folder).card
        assert found is not None
        assert bool(shared_blocks(found)) == found.shareable
