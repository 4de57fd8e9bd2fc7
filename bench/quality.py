"""How well search finds what answers a query: `python -m bench.quality DIR [--queries FILE] [--json]`.

DIR is a folder in the BEIR form (corpus.jsonl, queries.jsonl, qrels/test.tsv). Each document becomes
a card with its text in one block, in a real encrypted library with a real index; each query is put
as the desktop puts it, for a rep without a preferred language. DIR may also be a folder of cards,
with graded queries: `python -m bench.quality content --queries tests/search/graded_queries.yaml`;
there the rep's language is the query's, a card stands for its translations too, and each kind of
query has figures of its own. Every query that has an answer is counted.

Prints nDCG@10 (the grade as gain, log2 discount), MRR@10, Recall@10 and hit@5.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.engines.engine import ENGINES, Engine, Question, make_engine
from bench.metrics import DEEPEST, MEASURES, averages
from bench.relevance import GradedQuery, RelevanceError, RelevanceSet, read_set
from bench.rows import Row, print_json, table


@dataclass(frozen=True)
class Answered:
    """A query with the documents found for it, best first."""

    query: GradedQuery
    found: tuple[str, ...]


def answer_all(engine: Engine, relevance: RelevanceSet) -> list[Answered]:
    """Build an engine's index of the cards and put every query to it."""
    engine.hold(relevance.cards)
    engine.build()
    answers = []
    for query in relevance.queries:
        question = Question(query.text, language=query.language, limit=DEEPEST)
        documents = [relevance.document_of[card] for card in engine.search(question).ids]
        answers.append(Answered(query, tuple(dict.fromkeys(documents))))
    return answers


def rows_for(subject: str, relevance: RelevanceSet, answers: Sequence[Answered]) -> Iterator[Row]:
    """Each measure over all queries, and over those of each kind when they have kinds."""
    kinds = dict.fromkeys(answer.query.kind for answer in answers)
    for case in ["", *(kind for kind in kinds if kind)]:
        chosen = [answer for answer in answers if case in {"", answer.query.kind}]
        about: dict[str, str | int] = {
            "set": relevance.name,
            "queries": relevance.queries_file,
            "documents": len(relevance.cards),
            "asked": len(chosen),
        }
        if case:
            about["case"] = case
        means = averages([(answer.found, answer.query.grades) for answer in chosen])
        for measure, value in means.items():
            yield Row("quality", subject, measure, round(value, 4), "", about)


def measure(relevance: RelevanceSet, name: str) -> list[Row]:
    """The figures of one engine, whose index lies in a folder of its own for that long."""
    with tempfile.TemporaryDirectory(prefix="enablement-bench-") as folder:
        engine = make_engine(name, Path(folder))
        try:
            return list(rows_for(name, relevance, answer_all(engine, relevance)))
        finally:
            engine.close()


def describe(relevance: RelevanceSet, rows: Sequence[Row]) -> str:
    """The figures as a table."""
    lines: dict[tuple[str, str, int], dict[str, float]] = {}
    for row in rows:
        key = (row.subject, str(row.about.get("case", "")), int(row.about["asked"]))
        lines.setdefault(key, {})[row.measure] = row.value
    heads = ("engine", "queries", *MEASURES)
    cells = [
        (f"{subject} {case}".strip(), str(asked), *(f"{means[name]:.3f}" for name in MEASURES))
        for (subject, case, asked), means in lines.items()
    ]
    title = (
        f"{relevance.name}, {relevance.queries_file}:"
        f" {len(relevance.cards)} documents, {len(relevance.queries)} queries"
    )
    return f"{title}\n{table(heads, cells)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table or rows of JSON; 1 when there is nothing to measure."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--queries", metavar="FILE", type=Path, help="a path, or a file in DIR")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--engine", choices=ENGINES, default="enablement")
    chosen = parser.parse_args(arguments)
    try:
        relevance = read_set(chosen.folder, chosen.queries)
    except RelevanceError as error:
        print(error, file=sys.stderr)
        return 1
    rows = measure(relevance, chosen.engine)
    if chosen.json:
        print_json(rows)
    else:
        print(describe(relevance, rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
