"""Reading folders in the BEIR form and graded queries over cards, as people really keep them."""

from pathlib import Path

import pytest

from bench.relevance import RelevanceError, read_set


def test_documents_become_cards_that_stand_for_their_ids(beir: Path) -> None:
    read = read_set(beir)
    assert read.name == "small"
    assert [read.document_of[card.id] for card in read.cards] == ["a/1 é", "2", "es"]
    assert [card.title for card in read.cards] == ["Power cuts", "", "Precio"]
    assert [card.language for card in read.cards] == ["en", "en", "es"]
    assert [len(card.blocks) for card in read.cards] == [1, 1, 1]


def test_only_queries_with_an_answer_count(beir: Path) -> None:
    read = read_set(beir)
    assert {query.text: query.grades for query in read.queries} == {
        "how long does the battery last": {"a/1 é": 2},
        "who calls at night?": {"2": 1},
        "muy caro": {"es": 1},
    }


@pytest.mark.parametrize(
    "lines", ["q1\t2\t1\n", "query-id\tcorpus-id\tscore\r\nq1\t2\t1\r\n", "q1 0 2 1\n\n"]
)
def test_judgements_come_with_heads_or_without_and_as_those_of_trec(beir: Path, lines: str) -> None:
    (beir / "qrels" / "test.tsv").write_text(lines, "utf-8")
    assert [query.grades for query in read_set(beir).queries] == [{"2": 1}]


def test_queries_may_lie_in_the_folder_or_anywhere(beir: Path, tmp_path: Path) -> None:
    for path in (beir / "few.jsonl", tmp_path / "others.jsonl"):
        path.write_text('{"_id": "q3", "text": "caro"}\n\n', "utf-8")
    assert read_set(beir, Path("few.jsonl")).queries[0].text == "caro"
    assert read_set(beir, tmp_path / "others.jsonl").queries_file == "others.jsonl"


def test_what_lies_where_one_stands_is_not_taken_unasked(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queries.jsonl").write_text('{"_id": "q3", "text": "not this"}\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read_set(beir).queries) == 3


def test_what_is_missing_is_told_in_a_sentence(beir: Path, tmp_path: Path) -> None:
    with pytest.raises(RelevanceError, match="There is no file nowhere"):
        read_set(beir, Path("nowhere.jsonl"))
    (beir / "qrels" / "test.tsv").unlink()
    with pytest.raises(RelevanceError, match=r"has no qrels.test\.tsv"):
        read_set(beir)
    with pytest.raises(RelevanceError, match=r"holds no corpus\.jsonl"):
        read_set(tmp_path)
    with pytest.raises(RelevanceError, match="is not a folder"):
        read_set(tmp_path / "none")


def test_a_torn_line_is_named(beir: Path) -> None:
    (beir / "queries.jsonl").write_text('{"_id": "q1"', "utf-8")
    with pytest.raises(RelevanceError, match=r"Line 1 of .*queries\.jsonl is not JSON"):
        read_set(beir)


def test_without_any_answer_there_is_nothing_to_measure(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("q1\t2\t0\n", "utf-8")
    with pytest.raises(RelevanceError, match="No query"):
        read_set(beir)


CARD = "---\nid: {id}\nkind: story\ntitle: {title}\n{more}---\n\n## Result\n\nIt works.\n"


def test_a_folder_of_cards_is_asked_graded_queries_by_kind(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(CARD.format(id="one", title="One", more=""), "utf-8")
    spanish = CARD.format(id="uno", title="Uno", more="language: es\ntranslation_of: one\n")
    (tmp_path / "uno.md").write_text(spanish, "utf-8")
    queries = tmp_path / "graded.yaml"
    queries.write_text(
        "words:\n  - {text: one, grades: {one: 3}}\n"
        "no accents:\n  - {text: uno, language: es, grades: {one: 2}}\n",
        "utf-8",
    )
    read = read_set(tmp_path, queries)
    assert read.document_of == {"one": "one", "uno": "one"}
    assert [(query.kind, query.language) for query in read.queries] == [
        ("words", "en"),
        ("no accents", "es"),
    ]


@pytest.mark.parametrize("text", ["[", "words: [{text: one}]", "just words"])
def test_other_files_are_no_graded_queries(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.md").write_text(CARD.format(id="one", title="One", more=""), "utf-8")
    (tmp_path / "graded.yaml").write_text(text, "utf-8")
    with pytest.raises(RelevanceError, match="no file of graded queries"):
        read_set(tmp_path, Path("graded.yaml"))
