"""What search quality is measured on: cards, queries, and which card answers which query how well.

Read from a folder in the BEIR form, or from a folder of card files and a file of graded queries.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from enablement.cards.files import card_files
from enablement.cards.model import Card, CardKind
from enablement.cards.reader import read_card_file
from enablement.errors import EnablementError

QUERIES = "queries.jsonl"
JUDGEMENTS = Path("qrels") / "test.tsv"
CORPUS = "corpus.jsonl"


class RelevanceError(EnablementError):
    """A folder or a file holds nothing that quality can be measured on."""


@dataclass(frozen=True)
class GradedQuery:
    """A query and its documents with grades above 0; `language` is the asker's, if it is known."""

    text: str
    grades: Mapping[str, int]
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class RelevanceSet:
    """Cards and graded queries; `document_of` says for which graded document a card stands."""

    name: str
    queries_file: str
    cards: tuple[Card, ...]
    queries: tuple[GradedQuery, ...]
    document_of: Mapping[str, str] = field(repr=False)


def read_set(folder: Path, queries: Path | None = None) -> RelevanceSet:
    """Read a folder; `queries` is a path of its own or lies in the folder.

    Raises `RelevanceError` when there is nothing to ask, or no word on what answers it.
    """
    if not folder.is_dir():
        raise RelevanceError("{folder} is not a folder.", folder=folder)
    if (folder / CORPUS).is_file():
        named = folder / QUERIES if queries is None else queries
        return _read_beir(folder, _queries_file(folder, named))
    if queries is None:
        raise RelevanceError(
            "{folder} holds no {file}.", folder=folder, file=CORPUS,
            mend="For a folder of cards, name a file of graded queries with --queries.",
        )  # fmt: skip
    return _read_cards(folder, _queries_file(folder, queries))


def _queries_file(folder: Path, named: Path) -> Path:
    for path in (named, folder / named):
        if path.is_file():
            return path
    raise RelevanceError("There is no file {file}, here or in {folder}.", file=named, folder=folder)


def _read_beir(folder: Path, queries: Path) -> RelevanceSet:
    grades = _read_judgements(folder / JUDGEMENTS)
    cards: list[Card] = []
    document_of: dict[str, str] = {}
    for number, record in enumerate(_records(folder / CORPUS), 1):
        about = record.get("metadata") or {}
        card = Card(
            id=f"document-{number:07}",
            kind=CardKind.OBJECTION,
            title=str(record.get("title") or ""),
            language=str(about.get("lang") or "en").lower().replace("_", "-"),
            body=str(record.get("text") or ""),
        )
        cards.append(card)
        document_of[card.id] = str(record.get("_id", number))
    asked = [
        GradedQuery(str(record.get("text") or ""), grades[query_id])
        for record in _records(queries)
        if (query_id := str(record.get("_id", ""))) in grades
    ]
    if not cards or not asked:
        raise RelevanceError(
            "No query in {file} has a document in {judgements} that answers it.",
            file=queries, judgements=JUDGEMENTS,
        )  # fmt: skip
    name = folder.resolve().name
    return RelevanceSet(name, queries.name, tuple(cards), tuple(asked), document_of)


def _read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Of each query the documents above 0; lines are query, document, grade, or those of TREC."""
    if not path.is_file():
        raise RelevanceError(
            "{folder} has no {file} that says which document answers which query.",
            folder=path.parent.parent, file=JUDGEMENTS,
        )  # fmt: skip
    grades: dict[str, dict[str, int]] = {}
    for line in path.read_text("utf-8-sig").splitlines():
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) == 4:
            del cells[1]
        grade = _grade(cells[2]) if len(cells) == 3 else 0
        if grade > 0:
            grades.setdefault(cells[0].strip(), {})[cells[1].strip()] = grade
    return grades


def _grade(cell: str) -> int:
    try:
        return int(float(cell))
    except ValueError:  # the heads of the columns
        return 0


def _records(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise RelevanceError(
                "Line {line} of {file} is not JSON.", line=number, file=path
            ) from error
        if isinstance(record, dict):
            yield record


def _read_cards(folder: Path, queries: Path) -> RelevanceSet:
    read = [read_card_file(path, folder).card for path in card_files(folder)]
    cards = tuple(card for card in read if card is not None)
    if not cards:
        raise RelevanceError("{folder} holds no cards.", folder=folder)
    asked = tuple(_graded(queries))
    document_of = {card.id: card.translation_of or card.id for card in cards}
    return RelevanceSet(folder.resolve().name, queries.name, cards, asked, document_of)


def _graded(path: Path) -> Iterator[GradedQuery]:
    """The queries of a YAML file, which stand under their kinds."""
    try:
        kinds: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text("utf-8"))
        for kind, queries in kinds.items():
            for one in queries:
                grades = {str(card_id): int(grade) for card_id, grade in one["grades"].items()}
                yield GradedQuery(str(one["text"]), grades, kind, one.get("language", "en"))
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RelevanceError(
            "{file} is no file of graded queries.", file=path,
            mend="Under each kind of query it lists a text and its grades by card id.",
        ) from error  # fmt: skip
