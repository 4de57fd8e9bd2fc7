"""The checker's findings stand beside the field that they concern."""

import pytest

from enablement.cards.model import Card, CardKind
from enablement.hub.drafting.findings import FILE, check_text

TEXT = """---
id: price
kind: objection
title: T
summary: S
says: [too much]
{more}
---
## Say this

Words.
{body}
"""


def codes(
    text: str, card_id: str = "", taken: bool = False, original: Card | None = None
) -> dict[str, list[str]]:
    images = {"images/a.png": "0" * 64}
    checked = check_text(text, images, card_id=card_id, taken=taken, original=original)
    return {name: [one.code for one in found] for name, found in checked.by_field().items()}


@pytest.mark.parametrize(
    ("more", "body", "field", "code"),
    [
        ("expires: 2020-01-01\nvalid_from: 2021-01-01", "", "expires", "never-valid"),
        ("verify_by: soon", "", "verify_by", "bad-date"),
        ("audience: all", "", "teams", "bad-audience"),
        ("audience: {teams: {a: b}}", "", "teams", "not-a-list"),
        ("products: {a: b}", "", "products", "not-a-list"),
        ("shareable: maybe", "", "shareable", "not-yes-or-no"),
        ("language: Klingon!", "", "language", "bad-language"),
        ("translation_of: other", "", "translation_of", "bad-translation"),
        ("", "![x](images/b.png)", "body", "bad-image"),
        ("", "## Proof\n", "body", "empty-section"),
        ("ours: kept", "", FILE, "unknown-key"),
        ("x: [", "", FILE, "broken-yaml"),
    ],
)
def test_a_finding_stands_beside_its_field(more: str, body: str, field: str, code: str) -> None:
    assert code in codes(TEXT.format(more=more, body=body))[field]


def test_what_is_missing_stands_beside_its_field_too() -> None:
    found = codes("---\nsays: []\n---\n")
    assert found["id"] == ["missing-id"]
    assert found["kind"] == ["missing-kind"]
    assert found["title"] == ["missing-title"]
    assert codes("---\nid: a\nkind: objection\ntitle: T\n---\nx\n")["says"] == ["no-buyers-words"]


def test_the_gravest_comes_first() -> None:
    text = TEXT.format(more="", body="## Proof\n\n![x](images/b.png)\n\n## Ours\n\nw\n\n## Avoid\n")
    checked = check_text(text, {})
    ranks = [one.severity.value for one in checked.by_field()["body"]]
    assert ranks == sorted(ranks, key=["error", "warning", "note"].index)
    assert not checked.good


def test_a_draft_knows_its_images_its_id_and_its_original() -> None:
    text = TEXT.format(more="translation_of: other", body="![x](images/a.png)")
    good = check_text(text, {"images/a.png": "1" * 64}, card_id="price")
    assert good.good
    assert good.card is not None
    assert good.card.attachments == {"images/a.png": "1" * 64}
    assert codes(text, card_id="cost")["id"] == ["other-id"]
    assert codes(text, taken=True)["id"] == ["id-taken"]
    same = Card(id="other", kind=CardKind.STORY, title="O", language="en")
    assert codes(text, original=same)["translation_of"] == ["bad-translation"]
    spanish = same.model_copy(update={"language": "es"})
    assert "translation_of" not in codes(text, original=spanish)
