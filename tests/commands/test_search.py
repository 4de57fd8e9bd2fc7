"""Searching in the terminal: filters, other languages, and what is said of finding nothing."""

from pathlib import Path
from typing import Any, get_args

from enablement.cards.model import CardKind
from enablement.commands.search import KindName
from enablement.hub.hub import Hub


def waiting(enrolled: Any) -> list[str]:
    return [row["kind"] for row in enrolled("outbox", "--json").rows]


def test_kinds_are_those_of_the_model() -> None:
    assert set(get_args(KindName)) == set(CardKind)


def test_filters(enrolled: Any) -> None:
    assert enrolled("search", "calm", "--kind", "story", "--json").rows == []
    assert enrolled("search", "calm", "--product", "other", "--json").rows == []
    assert len(enrolled("search", "calm", "--product", "core", "--json").rows) == 2
    assert len(enrolled("search", "calm", "--limit", "1", "--json").rows) == 1
    assert "No card was found" in enrolled("search", "zzzz", "--lang", "es").out


def test_an_empty_search_is_told_and_can_be_taken_back(enrolled: Any) -> None:
    printed = enrolled("search", "zzzz", "qqqq").out
    assert "Marketing will see that this search found nothing" in printed
    (row,) = enrolled("outbox", "--json").rows
    assert (row["kind"], row["text"]) == ("search", "zzzz qqqq")
    assert f"enablement outbox --drop {row['event_id']}" in printed
    assert enrolled("outbox", "--drop", row["event_id"], "--json").rows == []


def test_what_is_no_gap_is_not_told(enrolled: Any) -> None:
    pasted = " ".join(f"zz{number}qq" for number in range(40))
    for words in (
        ("zzzz", "--no-log"), ("zzzz", "--json"), ("calm", "--product", "other"),
        ("product:other", "calm", "--kind", "story"), (pasted,), ("too", "expensive"),
    ):  # fmt: skip
        assert enrolled("search", *words).code == 0
    assert waiting(enrolled) == []


def test_a_misspelt_word_is_said(enrolled: Any) -> None:
    assert "Showing results for “too expensive”" in enrolled("search", "too", "expensiv").out
    assert "Showing results" not in enrolled("search", "too", "expensiv", "--verbatim").out


def test_other_languages_are_a_group_of_their_own(
    run: Any, served: Any, card_folder: Path, tmp_path: Path
) -> None:
    (card_folder / "caro.md").write_text(
        "---\nid: caro\nkind: objection\ntitle: Calm en español\nlanguage: es\n"
        "summary: Una línea.\n---\n## Di esto\n\nUna respuesta.\n",
        "utf-8",
    )
    assert run("hub", "publish", card_folder).code == 0
    hub = Hub.open(tmp_path / "hub")
    code = hub.invite("Bea", languages=("en", "es")).code
    hub.close()
    assert run("enroll", served.url, code).code == 0
    assert run("sync").code == 0
    printed = run("search", "calm").out
    assert "1 more in es:" in printed
    assert printed.index("[price, en]") < printed.index("1 more in es:") < printed.index("[caro")
    assert [row["card_id"] for row in run("search", "calm", "--json").rows][-1] == "caro"
