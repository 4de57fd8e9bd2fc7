"""A small folder in the BEIR form, and a few made-up cards."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bench.made_cards import MadeCards, make_cards

DOCUMENTS = (
    {"_id": "a/1 é", "title": "Power cuts", "text": "The gateway has a battery for twelve hours."},
    {"_id": 2, "text": "The alarm desk calls a person at night."},
    {"_id": "es", "title": "Precio", "text": "Es demasiado caro.", "metadata": {"lang": "es"}},
)
QUERIES = (
    {"_id": "q1", "text": "how long does the battery last"},
    {"_id": 2, "text": "who calls at night?"},
    {"_id": "q3", "text": "muy caro"},
    {"_id": "without", "text": "nobody graded this"},
)
JUDGEMENTS = (
    "query-id\tcorpus-id\tscore\nq1\ta/1 é\t2\nq1\t2\t0\n2\t2\t1\nq3\tes\t1\nwithout\tes\t0\n"
)


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A folder with three documents and three queries that have an answer."""
    folder = tmp_path / "small"
    (folder / "qrels").mkdir(parents=True)
    write_lines(folder / "corpus.jsonl", DOCUMENTS)
    write_lines(folder / "queries.jsonl", QUERIES)
    (folder / "qrels" / "test.tsv").write_text(JUDGEMENTS, "utf-8")
    return folder


@pytest.fixture(scope="session")
def made() -> MadeCards:
    """60 cards."""
    return make_cards(60, seed=3)
