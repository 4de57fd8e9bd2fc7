"""Two who edit one text: what they changed in other places stands together, the rest is shown."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.drafting.fields import BODY
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.merging import Clash, merge_lines, merge_texts

CARD = """---
id: price   # never change it
kind: objection
title: It costs too much
summary: One line.
says: ["too much", "no budget"]
products: [Pro, Team]
---
## Say this

It pays for itself.

## Proof

Eleven weeks.
"""
texts = st.lists(st.sampled_from("abcd"), max_size=8)


@given(was=texts, now=texts)
def test_what_one_alone_changed_stands(was: list[str], now: list[str]) -> None:
    for theirs, yours in ((now, was), (was, now), (now, now)):
        assert merge_lines(was, theirs, yours) == (now, [])


@given(was=texts, theirs=texts, yours=st.lists(st.sampled_from("abxyz"), max_size=8))
def test_nothing_that_was_typed_is_lost(
    was: list[str], theirs: list[str], yours: list[str]
) -> None:
    merged, clashes = merge_lines(was, theirs, yours)
    added = [line for line in yours if line in "xyz"]
    assert [line for line in merged if line in "xyz"] == added
    shown = {line for _was, there, _yours in clashes for line in there}
    assert set(theirs) - set(was) <= {*merged, *shown}
    other_way, again = merge_lines(was, yours, theirs)
    assert len(again) == len(clashes)
    if not clashes:
        assert sorted(other_way) == sorted(merged)


def edited(**typed: str) -> str:
    form = Form.of(CARD)
    assert form is not None
    return form.filled(typed)


def fields_of(text: str) -> Mapping[str, str]:
    form = Form.of(text)
    assert form is not None
    return form.fields


def test_other_fields_and_other_lines_stand_together() -> None:
    body = fields_of(CARD)[BODY]
    theirs = edited(title="Too dear", says="too much\nno budget\nlater", products="Team",
                    body=body.replace("Eleven", "Twelve"))  # fmt: skip
    yours = edited(summary="A line.", says="so much\nno budget", products="Pro, Team, Max",
                   body=body.replace("itself", "itself in weeks"))  # fmt: skip
    merge = merge_texts(CARD, theirs, yours)
    now = fields_of(merge.text)
    assert merge.clashes == ()
    assert {name: now[name] for name in ("title", "summary", "says", "products")} == {
        "title": "Too dear", "summary": "A line.", "says": "so much\nno budget\nlater",
        "products": "Team, Max",
    }  # fmt: skip
    assert now[BODY] == body.replace("Eleven", "Twelve").replace("f.", "f in weeks.")
    assert "id: price   # never change it\n" in merge.text
    assert (merge.theirs.count, merge.yours.count) == (4, 4)


def test_the_same_words_clash_and_are_yours() -> None:
    merge = merge_texts(CARD, edited(title="Theirs"), edited(title="Yours", summary="Mine."))
    assert merge.clashes == (Clash("title", "It costs too much", "Theirs", "Yours"),)
    assert merge.text == edited(title="Yours", summary="Mine.")


def test_a_file_that_has_no_form_is_merged_by_its_lines() -> None:
    broken = CARD.replace("[Pro, Team]", "[Pro")
    merge = merge_texts(broken, broken.replace("Eleven", "Twelve"), CARD)
    assert (merge.text, merge.clashes) == (CARD.replace("Eleven", "Twelve"), ())
