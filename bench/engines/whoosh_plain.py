"""Whoosh as its documentation sets it up: what this project would be without a search of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import StemmingAnalyzer

from bench.engines.engine import COUNTED, Answer, Question, facet_values, folder_size
from enablement.cards.model import Card

_PARTS = ("title", "says", "summary", "body")


class WhooshPlainEngine:
    """Stemmed fields on the disk, a parser over all of them that joins words by OR, its highlights.

    Its stemmer is English. The last word is a prefix, a word that no card has a fuzzy term of one
    edit. It has no reasons, no corrected query to show, no folding of translations, no passages;
    expired cards stay in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "whoosh"
        self._folder.mkdir(exist_ok=True)
        self._cards: Sequence[Card] = ()
        self._index: Any = None
        self._searcher: Any = None

    def hold(self, cards: Sequence[Card]) -> None:
        """Remember the cards."""
        self._cards = cards

    def build(self) -> None:
        """Add every card in one commit."""
        self._index = index.create_in(self._folder, _schema())
        writer = self._index.writer(limitmb=256)
        for card in self._cards:
            writer.add_document(**_document(card))
        writer.commit()
        self._searcher = self._index.searcher()

    def attach(self) -> None:
        """Nothing is open beside the index."""

    def open(self) -> None:
        """Open the index and a searcher."""
        self._index = index.open_dir(self._folder)
        self._searcher = self._index.searcher()

    def search(self, question: Question) -> Answer:
        """One search that groups by every facet, and the highlights of each hit."""
        wanted = self._query(question)
        chosen = [query.Term(name, value) for name, value in question.chosen]
        facets = sorting.Facets()
        for name in COUNTED:
            facets.add_field(name, allow_overlap=True)
        found = self._searcher.search(
            wanted,
            limit=question.limit,
            filter=query.And(chosen) if chosen else None,
            groupedby=facets,
            maptype=sorting.Count,
        )
        hits = found[: question.limit]  # it ignores the limit where it groups
        counts = {name: found.groups(name).items() for name in COUNTED}
        return Answer(
            tuple(hit["id"] for hit in hits),
            tuple(hit.highlights("body") or hit.highlights("title") for hit in hits),
            {name: {value: n for value, n in pairs if value} for name, pairs in counts.items()},
        )

    def update(self, card: Card) -> None:
        """Replace the document, and open a searcher that sees it."""
        writer = self._index.writer()
        writer.update_document(**_document(card))
        writer.commit()
        self._searcher.close()
        self._searcher = self._index.searcher()

    def size(self) -> int:
        """The bytes of its folder."""
        return folder_size(self._folder)

    def close(self) -> None:
        """Close the searcher and the index."""
        if self._index is not None:
            self._searcher.close()
            self._index.close()
            self._index = None

    def _query(self, question: Question) -> Any:
        parser = qparser.MultifieldParser(_PARTS, self._index.schema, group=qparser.OrGroup)
        parts = [parser.parse(" ".join(question.words))]
        reader = self._searcher.reader()
        for number, word in enumerate(question.words, 1):
            last = question.unfinished and number == len(question.words)
            known = any(
                (name, term) in reader for name in _PARTS for term in self._stems(name, word)
            )
            if last:
                parts += [query.Prefix(name, word) for name in _PARTS]
            if question.typed and len(word) > 3 and not known:
                parts += [query.FuzzyTerm(name, word, prefixlength=1) for name in _PARTS]
        return query.Or(parts).normalize()

    def _stems(self, name: str, word: str) -> list[str]:
        analyser = self._index.schema[name].analyzer
        return [token.text for token in analyser(word, mode="query")]


def _schema() -> Any:
    text = {name: fields.TEXT(analyzer=StemmingAnalyzer(), stored=True) for name in _PARTS}
    facets = {name: fields.KEYWORD(commas=True) for name in COUNTED}
    return fields.Schema(id=fields.ID(stored=True, unique=True), **text, **facets)


def _document(card: Card) -> dict[str, str]:
    return {
        "id": card.id,
        "title": card.title,
        "says": "\n".join(card.says),
        "summary": card.summary,
        "body": card.body,
        **{name: ",".join(facet_values(card, name)) for name in COUNTED},
    }


make = WhooshPlainEngine
