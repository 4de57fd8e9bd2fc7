"""The card itself: its canonical form, and when it is shown."""

from datetime import date

import pydantic
import pytest

from enablement.cards.model import Audience, Card, CardKind


def card(**fields: object) -> Card:
    return Card.model_validate({"id": "a", "kind": "story", "title": "A", **fields})


def test_the_canonical_form_reads_back() -> None:
    full = card(
        says=["x"], audience=Audience(teams=("field",)), expires=date(2027, 1, 1), extra={"k": [1]}
    )
    assert Card.from_bytes(full.to_bytes()) == full


def test_defaults_are_left_out_of_the_canonical_form() -> None:
    assert card().to_bytes() == b'{"id":"a","kind":"story","title":"A"}'


def test_a_field_of_a_newer_version_is_ignored() -> None:
    newer = card().to_bytes().replace(b'"id"', b'"hologram":1,"id"')
    assert Card.from_bytes(newer) == card()


def test_the_hash_changes_with_the_words() -> None:
    assert card().content_hash != card(body="x").content_hash
    assert card().content_hash == card().content_hash


def test_something_else_is_refused() -> None:
    with pytest.raises(pydantic.ValidationError):
        Card.from_bytes(b"<html>")


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), True),
        (date(2026, 1, 9), True),
        (date(2026, 1, 10), False),
    ],
)
def test_a_card_is_shown_from_its_first_day_until_it_expires(day: date, shown: bool) -> None:
    assert card(valid_from=date(2026, 1, 2), expires=date(2026, 1, 10)).shown_on(day) is shown


def test_a_card_is_verified_through_its_day() -> None:
    dated = card(verify_by=date(2026, 1, 2))
    assert dated.verified_on(date(2026, 1, 2))
    assert not dated.verified_on(date(2026, 1, 3))
    assert card().verified_on(date(2999, 1, 1))


def test_an_empty_audience_is_everyone() -> None:
    assert Audience().includes("any", "where")
    assert Audience(teams=("a",)).includes("a", "x")
    assert not Audience(teams=("a",)).includes("b", "x")
    assert not Audience(regions=("eu",)).includes("a", "us")


def test_blocks_and_facets_by_name() -> None:
    shown = card(body="## Proof\nyes\n", tags=("t",))
    proof = shown.block("proof")
    assert proof is not None
    assert proof.markdown == "yes"
    assert shown.block("avoid") is None
    assert shown.facet("tags") == ("t",)
    assert shown.kind is CardKind.STORY
