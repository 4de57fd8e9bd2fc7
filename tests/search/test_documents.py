"""A card becomes terms, a record and columns."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.model import CardKind
from enablement.search.analysis import Analyser
from enablement.search.documents import fold_value, identity, make_document, stamp
from enablement.search.schema import RECORD, Part


def record_of(document: dict[str, Any]) -> Any:
    return np.frombuffer(document["record"], RECORD)[0]


def test_terms_of_a_card(make_card: Callable[..., Any]) -> None:
    held = make_card(
        "price", "Our prices", kind=CardKind.STORY, language="es-MX", products=("Acmé  CRM",)
    )
    document = make_document(held, Analyser("es"))
    assert document["card_id"] == [(b"price", b"")]
    assert {term for term, _ in document["words"]} >= {b"es:our", b"es:pric"}
    assert {term for term, _ in document["surfaces"]} >= {b"our", b"prices", b"price", b"acme"}
    assert {term for term, _ in document["facets"]} == {
        b"kind=story", b"language=es", b"products=acme crm",
    }  # fmt: skip


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
    assert tuple(record["stamp"].tolist()) == stamp("precio", held.hash)
    assert record["lengths"][Part.TITLE] == 1


def test_an_original_and_its_translation_are_of_one_family(make_card: Callable[..., Any]) -> None:
    analyser = Analyser("en")
    original = record_of(make_document(make_card("price"), analyser))
    translated = record_of(make_document(make_card("precio", translation_of="price"), analyser))
    assert original["original"] == translated["original"]
    assert original["id"] != translated["id"]


def test_a_stamp_tells_contents_apart() -> None:
    assert len({stamp("a", "x"), stamp("a", "y"), stamp("b", "x")}) == 3


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
