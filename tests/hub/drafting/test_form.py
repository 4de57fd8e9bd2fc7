"""The form of a card: nothing is lost by opening it, and only what was typed changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.images import FoundImage
from enablement.cards.reader import read_card_text
from enablement.cards.values import one_line
from enablement.hub.drafting.fields import BODY, NAMES, fields_of_card, join_values, split_values
from enablement.hub.drafting.form import Form, plain_lines
from enablement.settings import shipped_folder

SAMPLES = sorted((shipped_folder("content")).rglob("*.md"))
CARD = """---
# what marketing agreed
id: price   # never change it
kind: objection
title: "It costs: too much"
our_key: {a: [1, 2]}
says:
  - "too expensive"   # from the fair
  - no

audience: {teams: [field], regions: []} # for now
verify_by: 2026-12-31
---

## Say this

It does.

## Our own section

Kept.
"""
words = st.one_of(
    st.text(st.sampled_from("ab no1:#'\"-,[]{}é—&*!|>%@` \t"), max_size=12), st.text(max_size=12)
)


def form_of(text: str) -> Form:
    form = Form.of(text)
    assert form is not None
    return form


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_card_that_nobody_changed_stays_as_it_is(path: Path) -> None:
    text = path.read_bytes().decode()
    if Form.of(text) is None:
        assert path.stem == "README"
        return
    form = form_of(text)
    assert form.filled(form.fields) == text
    crlf = {name: value.replace("\n", "\r\n") for name, value in form.fields.items()}
    assert form.filled(crlf) == text


@given(
    st.lists(st.sampled_from(CARD.split("\n")), max_size=25),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_file_comes_back_whole(lines: list[str], end: str) -> None:
    text = end.join(["---", "id: x", *lines])
    form = Form.of(text)
    if form is not None:
        assert form.filled(form.fields) == text


def test_only_the_lines_of_what_changed_are_written_anew() -> None:
    changed = form_of(CARD).filled(
        {"verify_by": "2027-06-30", "teams": "field, north", "id": "price-2", "summary": "A: b"}
    )
    before, after = CARD.split("\n"), changed.split("\n")
    assert [line for line in before if line not in after] == [
        "id: price   # never change it",
        "audience: {teams: [field], regions: []} # for now",
        "verify_by: 2026-12-31",
    ]
    assert [line for line in after if line not in before] == [
        "id: price-2   # never change it",
        "summary: 'A: b'",
        "audience: {teams: [field, north], regions: []} # for now",
        "verify_by: 2027-06-30",
    ]


def test_a_list_is_written_an_item_a_line_and_can_be_emptied() -> None:
    form = form_of(form_of(CARD).filled({"says": " one \n\nno\ntwo: three\none"}))
    assert form.fields["says"] == "one\nno\ntwo: three"
    empty = form_of(form.filled({"says": "", "verify_by": "", "shareable": "on"}))
    assert (empty.fields["says"], empty.fields["verify_by"]) == ("", "")
    assert empty.fields["shareable"] == "yes"
    assert empty.fields["title"] == "It costs: too much"


def test_the_body_is_what_was_typed_and_the_keys_stay() -> None:
    typed = "\r\n## Say this\r\n\r\nLess.\r\n\r\n"
    changed = form_of(CARD).filled({BODY: typed})
    assert changed.startswith(CARD[: CARD.index("## Say this")])
    assert changed.endswith("---\n\n## Say this\n\nLess.\n")


@given(st.dictionaries(st.sampled_from([name for name in NAMES if name not in
       ("kind", "shareable", "valid_from", "verify_by", "expires", BODY)]), words, max_size=6))  # fmt: skip
def test_what_was_typed_is_what_the_form_shows_afterwards(typed: dict[str, str]) -> None:
    form = form_of(CARD)
    text = form.filled(typed)
    again = form_of(text)
    assert again.filled(typed) == text
    untouched = [name for name in NAMES if name not in typed]
    assert {name: again.fields[name] for name in untouched} == {
        name: form.fields[name] for name in untouched
    }
    assert "our_key: {a: [1, 2]}" in text
    assert "## Our own section" in text


@given(st.lists(words.map(one_line).filter(bool), unique=True))
def test_values_are_told_apart_whatever_is_in_them(values: list[str]) -> None:
    assert list(split_values(join_values(values))) == values


@pytest.mark.parametrize(
    "text",
    [
        "no front matter", "---\nid: x\n", "---\nid: [a\n---\n", "---\n{id: x, kind: story}\n---\n",
        "---\nid: x\nid: y\n---\n", "---\nid: {a: b}\n---\n", "---\nverify_by: soon\n---\n",
        "---\nkind: poem\n---\n", "---\nshareable: maybe\n---\n", "---\naudience: all\n---\n",
    ],
)  # fmt: skip
def test_what_a_form_cannot_show_whole_has_none(text: str) -> None:
    assert Form.of(text) is None


def test_a_revision_shows_the_same_fields_as_its_file() -> None:
    for path in SAMPLES:
        text = plain_lines(path.read_text("utf-8"))
        card = read_card_text(text, path, lambda _name: FoundImage(digest="0" * 64)).card
        if card is not None:
            assert fields_of_card(card) == form_of(text).fields


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_stay_as_they_were(end: str, mark: str) -> None:
    lines = ["---", "id: price", "title: T  # says no", "---", "## Say this", "", "Words.", ""]
    text = mark + end.join(lines)
    form = Form.of(text)
    assert form is not None
    assert form.filled({"title": "New"}) == text.replace("title: T ", "title: New ")
    assert form.filled({"body": "## Say this\n\nOther."}) == text.replace("Words", "Other")
