"""A card's fields, from whatever keys people used."""

from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

import pytest

from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.fields import move_own_keys, read_day, take_fields, take_title
from enablement.cards.importers.report import FileReport
from enablement.cards.model import CardKind

TODAY = date(2026, 6, 1)


def draft(values: dict[str, Any], path: str = "a.md", kind: CardKind = CardKind.STORY) -> Draft:
    found = Draft(FileReport(path), PurePosixPath(path), values, "Body.\n", kind=kind)
    take_title(found)
    take_fields(found, TODAY)
    move_own_keys(found)
    return found


@pytest.mark.parametrize(
    ("values", "title", "left"),
    [
        ({"title": "A"}, "A", {}),
        ({"Title": "**A**"}, "A", {"Title": "**A**"}),
        ({"name": "N", "headline": "H"}, "H", {"name": "N"}),
        ({"title": "", "heading": "H"}, "H", {}),
        ({"title": ["x"], "question": "Why?"}, "Why?", {"imported_title": ["x"]}),
    ],
)
def test_titles(values: dict[str, Any], title: str, left: dict[str, Any]) -> None:
    found = draft(values)
    assert (found.title, found.values) == (title, left)


def test_an_objection_key_is_also_the_buyers_words() -> None:
    assert draft({"objection": "Too expensive"}).says == ("Too expensive",)


@pytest.mark.parametrize(
    ("values", "summary"),
    [
        ({"description": "A line about it, with words."}, "A line about it, with words."),
        (
            {"tag_line": "Bank CRM", "subtitle": "A bank that sold more in a year."},
            "A bank that sold more in a year.",
        ),
        ({"excerpt": "<p>Some <b>bold</b> words</p>"}, "Some bold words"),
        ({"summary": None}, ""),
    ],
)
def test_summaries(values: dict[str, Any], summary: str) -> None:
    assert draft(values).summary == summary


def test_a_long_summary_stands_whole_in_the_text() -> None:
    long = "First sentence. " + "Word " * 50
    found = draft({"description": long})
    assert found.summary == "First sentence."
    assert found.body.startswith(long.strip())
    assert found.values == {}


def test_a_summary_that_the_text_begins_with_is_not_said_twice() -> None:
    long = "First sentence of [it](x). " + "Word " * 50
    found = Draft(FileReport("a.md"), PurePosixPath("a.md"), {"excerpt": long}, f"{long}\n")
    take_fields(found, TODAY)
    assert found.body == f"{long}\n"


def test_the_buyers_words() -> None:
    found = draft(
        {"aliases": ["too dear", "/old/path"], "keywords": "price, cost"}, kind=CardKind.OBJECTION
    )
    assert found.says == ("too dear", "price", "cost")
    assert found.values == {"aliases": ["too dear", "/old/path"]}
    assert draft({"keywords": "price, cost"}).facets == {"tags": ("price", "cost")}


def test_facets() -> None:
    values = {
        "industry": "Retail", "Industries": ["Retail", "Food"], "product": [{"name": "Pump"}], "tag": "a, b",
        "categories": ["c", 3], "roles": None, "persona": {"x": {"y": 1}}, "audience": "CTO",
    }  # fmt: skip
    found = draft(values)
    assert found.facets == {
        "industries": ("Retail", "Food"), "products": ("Pump",), "tags": ("a", "b", "c", "3"), "personas": ("CTO",),
    }  # fmt: skip
    assert found.values == {"persona": {"x": {"y": 1}}}


def test_the_audience_of_our_own_format() -> None:
    found = draft({"audience": {"teams": ["field"], "regions": "eu"}})
    assert found.audience == {"teams": ("field",), "regions": ("eu",)}
    assert found.values == {}
    assert draft({"audience": {"teams": "a", "age": 3}}).values == {
        "imported_audience": {"teams": "a", "age": 3}
    }


def test_owners() -> None:
    assert draft({"authors": ["Ann", "Bob"]}).owner == "Ann, Bob"
    assert draft({"author": {"name": "Ann", "email": "a@x.example"}}).owner == "Ann"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2020, 1, 2), date(2020, 1, 2)),
        (datetime(2020, 1, 2, 3, tzinfo=UTC), date(2020, 1, 2)),
        ("2020-01-02T03:04:05Z", date(2020, 1, 2)),
        ("2020/1/2", date(2020, 1, 2)),
        ("January 2, 2020", date(2020, 1, 2)),
        ("2nd Jan 2020", None),
        ("2 de enero de 2020", date(2020, 1, 2)),
        ("2 Feb 2020", date(2020, 2, 2)),
        ("2020-13-02", None),
        ("To be verified", None),
    ],
)
def test_days_as_people_write_them(written: object, day: date | None) -> None:
    assert read_day(written) == day


def test_dates() -> None:
    found = draft(
        {
            "date": "2020-01-02",
            "expiryDate": date(2027, 1, 1),
            "review by": "soon",
            "last_verified": "To be verified",
        }
    )
    assert found.dates == {"valid_from": date(2020, 1, 2), "expires": date(2027, 1, 1)}
    assert found.values == {"review by": "soon", "last_verified": "To be verified"}


def test_a_date_that_lies_ahead_does_not_hide_the_card() -> None:
    found = draft({"date": "2030-01-02"})
    assert found.dates == {}
    assert found.values == {"date": "2030-01-02"}
    assert draft({"valid_from": "2030-01-02"}).dates == {"valid_from": date(2030, 1, 2)}


def test_a_date_in_the_files_name() -> None:
    assert draft({}, "2017-03-14-x.md").dates == {"valid_from": date(2017, 3, 14)}
    assert draft({}, "2037-03-14-x.md").dates == {}


def test_a_card_that_would_end_before_it_begins() -> None:
    found = draft({"date": "2020-01-02", "expires": "2019-01-01"})
    assert found.dates == {"expires": date(2019, 1, 1)}
    assert found.values == {"imported_valid_from": "2020-01-02"}
    assert any("expired" in note for note in found.file.notes)


def test_what_does_not_fit_our_keys_is_kept_under_another_name() -> None:
    found = draft(
        {"verify_by": "To be verified", "shareable": "perhaps", "id": "x" * 90, "summary": ["a"]}
    )
    assert found.values == {
        "imported_verify_by": "To be verified", "imported_shareable": "perhaps", "imported_id": "x" * 90,
        "imported_summary": ["a"],
    }  # fmt: skip


def test_flags() -> None:
    assert draft({"shareable": "Yes"}).shareable
    assert not draft({"shareable": False}).shareable
    assert any("not published" in note for note in draft({"draft": True}).file.notes)


def test_ids_and_pairs() -> None:
    found = draft({"id": "price-high", "translation_of": "price"})
    assert (found.wanted_id, found.pair, found.values) == ("price-high", "price", {})
    assert draft({"id": "Price High"}).values == {"imported_id": "Price High"}
