"""What the related cards hold that words miss: `python -m bench.semantic DIR [--queries FILE] [--json]`.

DIR is what `bench.quality` takes. `--among es` keeps only the cards of one language, whatever the
language of the queries. `--asked-in FOLDER` takes the queries from another folder in the BEIR form,
whose document ids differ from those of DIR in the two letters of the language only, as XQuAD's do.
It needs the extra: pip install "enablement[semantic]".

Prints shares: `missed` queries have no right card among the first hits that count as seen, `rescued`
ones have it among the related cards instead, `right` of the related cards shown, queries with a
`group`; and the median time of a group in ms, `p50`.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.relevance import QUERIES, GradedQuery, RelevanceError, RelevanceSet, read_set
from bench.rows import Row, print_json, table
from enablement.cards.model import Card
from enablement.library.cards import HeldCard
from enablement.search.analysis import Analyser
from enablement.search.embedding import Embedder, RelatedError, load_model
from enablement.search.query import SearchQuery
from enablement.search.related import SEEN, RelatedCards
from enablement.search.results import Hit
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Snapshot
from enablement.search.storage import MemoryStorage
from enablement.search.updates import write_update

_DAY = date(2026, 11, 24)
_LANGUAGE_CODE = 2


@dataclass(frozen=True)
class Outcome:
    """What one query gave: whether words missed it, how many related cards, whether one is right."""

    kind: str
    missed: bool
    shown: int
    right: int
    seconds: float


def asked_in(folder: Path, documents: RelevanceSet) -> RelevanceSet:
    """The same documents, asked for with the queries of their translations in another folder."""
    twins = {of[_LANGUAGE_CODE:]: of for of in documents.document_of.values()}
    queries = tuple(
        replace(query, grades={twins[key[_LANGUAGE_CODE:]]: g for key, g in query.grades.items()})
        for query in read_set(folder, Path(QUERIES)).queries
        if all(key[_LANGUAGE_CODE:] in twins for key in query.grades)
    )
    return replace(documents, name=f"{documents.name} asked in {folder.name}", queries=queries)


def among(relevance: RelevanceSet, language: str) -> RelevanceSet:
    """Only the cards of a language, and the queries that one of them answers."""
    cards = tuple(card for card in relevance.cards if card.language == language)
    held = {relevance.document_of[card.id] for card in cards}
    queries = tuple(query for query in relevance.queries if held & query.grades.keys())
    return replace(relevance, name=f"{relevance.name} in {language}", cards=cards, queries=queries)


def ask_all(relevance: RelevanceSet, model: Embedder) -> list[Outcome]:
    """Index and embed the cards, and put every query to both."""
    searcher = _searcher(relevance.cards)
    related = RelatedCards(lambda: model)
    try:
        related.follow(searcher.snapshot)
        related.wait()
        return [_ask(relevance, searcher, related, query) for query in relevance.queries]
    finally:
        related.close()


def _searcher(cards: Sequence[Card]) -> Searcher:
    storage = MemoryStorage()
    analyser = cache(Analyser)
    write_update(storage, (), [HeldCard(card, 1, card.content_hash) for card in cards], analyser)
    return Searcher(Snapshot(storage, analyser))


def _ask(
    relevance: RelevanceSet, searcher: Searcher, related: RelatedCards, query: GradedQuery
) -> Outcome:
    preferred = (query.language,) if query.language else ()
    results = searcher.search(SearchQuery(query.text, preferred_languages=preferred), _DAY)
    started = perf_counter()
    group = related.find(results, _DAY)
    seconds = perf_counter() - started

    def right(hits: Sequence[Hit]) -> int:
        return sum(relevance.document_of[hit.card_id] in query.grades for hit in hits)

    missed = not right((results.listed or results.nearest)[:SEEN])
    return Outcome(query.kind, missed, len(group), right(group), seconds)


def rows_for(relevance: RelevanceSet, outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """Each measure over all queries, and over those of each kind when they have kinds."""
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    for case in ["", *(kind for kind in kinds if kind)]:
        chosen = [outcome for outcome in outcomes if case in {"", outcome.kind}]
        about: dict[str, str | int] = {
            "set": relevance.name,
            "documents": len(relevance.cards),
            "asked": len(chosen),
        }
        if case:
            about["case"] = case
        shown = sum(outcome.shown for outcome in chosen)
        shares = {
            "missed": sum(one.missed for one in chosen) / len(chosen),
            "rescued": sum(one.missed and one.right > 0 for one in chosen) / len(chosen),
            "right": sum(one.right for one in chosen) / shown if shown else 0.0,
            "group": sum(one.shown > 0 for one in chosen) / len(chosen),
        }
        for measure, value in shares.items():
            yield Row("semantic", "related", measure, round(value, 4), "", about)
        milliseconds = 1000 * median(one.seconds for one in chosen)
        yield Row("semantic", "related", "p50", round(milliseconds, 2), "ms", about)


def describe(rows: Sequence[Row]) -> str:
    """The figures as a table."""
    lines: dict[tuple[str, str, int], dict[str, float]] = {}
    for row in rows:
        key = (str(row.about["set"]), str(row.about.get("case", "")), int(row.about["asked"]))
        lines.setdefault(key, {})[row.measure] = row.value
    measures = list(dict.fromkeys(row.measure for row in rows))
    return table(
        ("set", "case", "asked", *measures),
        [
            (name, case, str(asked), *(f"{found[measure]:.3f}" for measure in measures))
            for (name, case, asked), found in lines.items()
        ],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 when the set or the extra is not there."""
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m bench.semantic", description=summary)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--queries", type=Path, metavar="FILE")
    parser.add_argument("--among", metavar="LANGUAGE")
    parser.add_argument("--asked-in", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        relevance = read_set(chosen.folder, chosen.queries)
        if chosen.asked_in:
            relevance = asked_in(chosen.asked_in, relevance)
        if chosen.among:
            relevance = among(relevance, chosen.among)
        if not relevance.queries:
            raise RelevanceError("No query has a card that answers it.")
        rows = list(rows_for(relevance, ask_all(relevance, load_model())))
    except (RelevanceError, RelatedError) as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.json:
        print_json(rows)
    else:
        print(describe(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
