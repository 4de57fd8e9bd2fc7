"""A card becomes terms, a record and columns."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.search.analysis import Analyser
from enablement.search.documents import fold_value, id_term, identity, make_document, stamps_of
from enablement.search.schema import CODE, RECORD, Part


def record_of(document: dict[str, Any]) -> Any:
    return np.frombuffer(document["record"], RECORD)[0]


def test_terms_of_a_card(make_card: Callable[..., Any]) -> None:
    held = make_card(
        "price", "Our prices", kind=CardKind.STORY, language="es-MX", products=("Acmé  CRM",)
    )
    document = make_document(held, Analyser("es"))
    assert document["card_id"] == ([id_term("price")], b"")
    words, counts = document["words"]
    assert set(words) >= {b"es:our", b"es:pric"}
    assert len(counts) == len(words) * CODE.itemsize
    assert set(document["surfaces"][0]) >= {b"our", b"prices", b"price", b"acme"}
    assert set(document["facets"][0]) == {b"kind=story", b"language=es", b"products=acme crm"}


def test_the_record_of_a_card(make_card: Callable[..., Any]) -> None:
    held = make_card(
        "precio", "¡El Precio!", language="es", translation_of="price",
        valid_from=date(2026, 1, 2), expires=date(2027, 1, 2),
    )  # fmt: skip
    record = record_of(make_document(held, Analyser("es")))
    assert record["valid_from"] == date(2026, 1, 2).toordinal()
    assert record["expires"] == date(2027, 1, 2).toordinal()
    assert record["verify_by"] == 0
    assert record["language"] == b"es"
    assert record["title"] == b"el precio"
    assert record["original"] == identity("price")
    assert record["stamp"].tolist() == stamps_of([held.hash])[0].tolist()
    assert record["lengths"][Part.TITLE] == 1


def test_an_original_and_its_translation_are_of_one_family(make_card: Callable[..., Any]) -> None:
    analyser = Analyser("en")
    original = record_of(make_document(make_card("price"), analyser))
    translated = record_of(make_document(make_card("precio", translation_of="price"), analyser))
    assert original["original"] == translated["original"]
    assert original["id"] != translated["id"]


@given(st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex) | st.text(), max_size=5))
def test_a_stamp_tells_contents_apart_whatever_their_hash(hashes: list[str]) -> None:
    stamps = stamps_of(hashes)
    assert stamps.shape == (len(hashes), 2)
    assert len({tuple(row) for row in stamps.tolist()}) == len(set(hashes))
    for row, content_hash in zip(stamps, hashes, strict=True):
        assert row.tolist() == stamps_of([content_hash])[0].tolist()


@given(st.text(max_size=20))
def test_values_are_compared_without_case_accents_and_spaces(value: str) -> None:
    assert fold_value(f"  {value} ") == fold_value(value.strip())


@given(st.text(max_size=30), st.text(max_size=40), st.text(max_size=80), st.text(max_size=12))
def test_any_card_has_a_document(
    make_card: Callable[..., Any], card_id: str, title: str, body: str, language: str
) -> None:
    held = make_card(card_id, title, body=body, language=language, tags=(title,), says=(body,))
    document = make_document(held, Analyser("en"))
    assert len(document["record"]) == RECORD.itemsize
    for field in ("card_id", "words", "surfaces", "facets", "phrases"):
        terms, _ = document[field]
        assert len(set(terms)) == len(terms)
        assert not any(b"\n" in term or not term for term in terms)
