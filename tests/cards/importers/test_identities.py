"""Ids, translations and titles."""

from datetime import date
from pathlib import PurePosixPath
from typing import Any

from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.identities import give_ids, pair_translations, tell_titles_apart
from enablement.cards.importers.report import FileReport


def draft(path: str, language: str = "en", title: str = "T", **more: Any) -> Draft:
    return Draft(
        FileReport(path), PurePosixPath(path), {}, "x", title=title, language=language, **more
    )


def ids(*drafts: Draft) -> list[str]:
    give_ids(list(drafts))
    return [found.card_id for found in drafts]


def test_ids_come_from_the_path() -> None:
    assert ids(draft("a/Price Too_High.md"), draft("pricing/index.md"), draft("señal-año.md"), draft("b/_x.md")) == [
        "price-too-high", "pricing", "senal-ano", "x",
    ]  # fmt: skip


def test_a_clash_is_told_by_the_folder_then_by_a_mark() -> None:
    found = ids(draft("b/c/a.md"), draft("a.md"), draft("b/a.md"), draft("b/A.md"))
    assert found[:2] == ["c-a", "a"]
    assert found[3] == "b-a"
    assert found[2].startswith("a-")
    assert len(set(found)) == 4


def test_an_id_that_was_written_comes_first() -> None:
    first, second = ids(draft("a.md"), draft("b.md", wanted_id="a"))
    assert second == "a"
    assert first.startswith("a-")


def test_long_and_foreign_names() -> None:
    long, foreign, readme = ids(
        draft("x" * 300 + ".md"), draft("日本.md"), draft("README.md", title="About us")
    )
    assert len(long) <= 100
    assert foreign.startswith("card-")
    assert readme == "about-us"


def test_translations_pair_by_path() -> None:
    drafts = [
        draft("x.md"),
        draft("x.es.md", "es"),
        draft("es/y.md", "es"),
        draft("en/y.md"),
        draft("z.md", "es"),
    ]
    give_ids(drafts)
    pair_translations(drafts)
    assert [(found.card_id, found.translation_of) for found in drafts] == [
        ("x", ""), ("x-es", "x"), ("y-es", "y"), ("y", ""), ("z", ""),
    ]  # fmt: skip


def test_translations_pair_by_key() -> None:
    drafts = [
        draft("a.md"), draft("b.md", "es", pair="a"), draft("c.md", "fr", pair="k"), draft("d.md", pair="k"),
        draft("e.md", pair="a"), draft("f.md", "es", pair="gone"),
    ]  # fmt: skip
    give_ids(drafts)
    pair_translations(drafts)
    assert [found.translation_of for found in drafts] == ["", "a", "d", "", "", ""]


def test_the_same_language_is_no_translation() -> None:
    drafts = [draft("x.md"), draft("x.es.md", "en")]
    give_ids(drafts)
    pair_translations(drafts)
    assert [found.translation_of for found in drafts] == ["", ""]


def test_titles_are_told_apart_by_date_folder_or_name() -> None:
    dated = [draft("2017-03-14-a.md"), draft("2018-03-14-a.md")]
    for found, day in zip(dated, ("2017-03-14", "2018-03-14"), strict=True):
        found.dates["valid_from"] = date.fromisoformat(day)
    others = [draft("_docs/a.md", title="U"), draft("pages/b.md", title="U")]
    named = [draft("a-one.md", title="V"), draft("a-two.md", title="V")]
    spanish = draft("a.md", "es")
    tell_titles_apart([*dated, *others, *named, spanish])
    assert [found.title for found in (*dated, *others, *named, spanish)] == [
        "T (2017-03-14)", "T (2018-03-14)", "U (Docs)", "U (Pages)", "V (A one)", "V (A two)", "T",
    ]  # fmt: skip


def test_a_mark_does_not_make_a_new_clash_or_a_long_title() -> None:
    long = "word " * 30
    drafts = [draft("x/a.md", title=long), draft("x/A.md", title=long), draft("x/b.md", title=long)]
    tell_titles_apart(drafts)
    assert len({found.title for found in drafts}) == 3
    assert max(len(found.title) for found in drafts) <= 120
