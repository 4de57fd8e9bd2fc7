"""What a new card begins as: a file that the form shows, with the headings of its kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.blocks import split_blocks
from enablement.errors import HubInputError
from enablement.hub.drafting.first_text import first_text, is_id, wanted_id
from enablement.hub.drafting.form import Form


@pytest.mark.parametrize(
    ("kind", "language", "first"),
    [
        ("objection", "en", "Say this"), ("objection", "es-MX", "Di esto"),
        ("story", "es", "Situación"), ("", "fr", "Say this"),
    ],
)  # fmt: skip
def test_it_has_the_headings_of_its_kind(kind: str, language: str, first: str) -> None:
    form = Form.of(first_text("x", {"title": "T", "kind": kind, "language": language}))
    assert form is not None
    blocks = split_blocks(form.fields["body"])
    assert blocks[0].heading == first
    assert all(block.known for block in blocks)
    assert (form.fields["title"], form.fields["language"]) == ("T", language)


@given(st.text())
def test_an_id_that_is_made_is_one(title: str) -> None:
    try:
        wanted = wanted_id({"title": title})
    except HubInputError:
        return
    assert is_id(wanted)
