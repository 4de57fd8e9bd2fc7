"""Tantivy, the fastest that can be had from Python: the anchor for speed."""

from collections.abc import Sequence
from pathlib import Path

import tantivy

from bench.engines.engine import COUNTED, Answer, Question, facet_values, folder_size
from enablement.cards.model import Card

LANGUAGES = {"en": "english", "es": "spanish"}
PARTS = ("title", "says", "text")
_HEAP = 50_000_000
_SNIPPET = 200


class TantivyEngine:
    """A field for each part of a card in each language, folded and stemmed, and one of plain words.

    All of them are searched with equal weights: that answered the sets in the BEIR form best. The
    plain words also serve the half-typed last word as a prefix, and a word that no card has as a
    fuzzy term of one edit. Facets are counted by its aggregation over all hits, snippets come from
    its generator. It has no reasons, no corrected query to show, no folding of translations and no
    passages of a pasted text, which it searches as one long list of words; expired cards stay in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tantivy"
        self._folder.mkdir(exist_ok=True)
        self._cards: Sequence[Card] = ()
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._words = _analyser("")
        self._fields = ["words", *(f"{part}_{code}" for part in PARTS for code in LANGUAGES)]

    @property
    def _opened(self) -> tantivy.Index:
        if self._index is None:
            self._index = tantivy.Index(self._schema, path=str(self._folder))
            for code, language in LANGUAGES.items():
                self._index.register_tokenizer(code, _analyser(language))
            self._index.register_tokenizer("words", self._words)
        return self._index

    def hold(self, cards: Sequence[Card]) -> None:
        """Remember the cards."""
        self._cards = cards

    def build(self) -> None:
        """Add every card, in one thread as the others do, and commit once."""
        writer = self._opened.writer(_HEAP, 1)
        for card in self._cards:
            writer.add_document(_document(card))
        writer.commit()
        writer.wait_merging_threads()
        self._opened.reload()

    def attach(self) -> None:
        """Nothing is open beside the index."""

    def open(self) -> None:
        """Open the index and a searcher."""
        if not self._opened.searcher().num_docs:
            raise ValueError("the index is empty")

    def search(self, question: Question) -> Answer:
        """One search, one aggregation, and a snippet for each hit."""
        searcher = self._opened.searcher()
        query, snippets = self._query(searcher, question)
        found = searcher.search(query, question.limit)
        documents = [searcher.doc(address) for _score, address in found.hits]
        wanted = {name: {"terms": {"field": name, "size": 1000}} for name in COUNTED}
        counted = searcher.aggregate(query, wanted)
        return Answer(
            tuple(str(document.get_first("id")) for document in documents),
            self._snippets(searcher, snippets, documents),
            {
                name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
                for name in COUNTED
            },
        )

    def update(self, card: Card) -> None:
        """Delete and add in one commit of a writer that stays open, as its authors advise."""
        if self._writer is None:
            self._writer = self._opened.writer(_HEAP, 1)
        self._writer.delete_documents_by_term("id", card.id)
        self._writer.add_document(_document(card))
        self._writer.commit()
        self._opened.reload()

    def size(self) -> int:
        """The bytes of its folder."""
        return folder_size(self._folder)

    def close(self) -> None:
        """Let go of the index."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None
        self._index = None

    def _query(
        self, searcher: tantivy.Searcher, question: Question
    ) -> tuple[tantivy.Query, tantivy.Query]:
        """The whole query, and the part of it that snippets can be made from."""
        query_of = tantivy.Query
        should = tantivy.Occur.Should
        words = self._words.analyze(question.text)
        distinct = list(dict.fromkeys(words))
        exact, _errors = self._opened.parse_query_lenient(" ".join(distinct), self._fields)
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = [(should, exact)]
        for word in distinct:
            last = question.unfinished and word == words[-1]
            if last:
                prefix = query_of.fuzzy_term_query(self._schema, "words", word, 0, True, True)
                parts.append((should, query_of.boost_query(prefix, 0.5)))
            if question.typed and len(word) > 3 and not searcher.doc_freq("words", word):
                near = query_of.fuzzy_term_query(self._schema, "words", word, 1, True, last)
                parts.append((should, near))
        query = query_of.boolean_query(parts) if distinct else query_of.all_query()
        for name, value in question.chosen:
            term = query_of.term_query(self._schema, name, value)
            query = query_of.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, query_of.const_score_query(term, 0)),
                ]
            )
        return query, exact

    def _snippets(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        documents: Sequence[tantivy.Document],
    ) -> tuple[str, ...]:
        makers = {}
        for code in LANGUAGES:
            makers[code] = tantivy.SnippetGenerator.create(
                searcher, query, self._schema, f"text_{code}"
            )
            makers[code].set_max_num_chars(_SNIPPET)
        return tuple(
            makers[_code(str(document.get_first("language")))].snippet_from_doc(document).to_html()
            for document in documents
        )


def _code(language: str) -> str:
    short = language.split("-", maxsplit=1)[0]
    return short if short in LANGUAGES else "en"


def _analyser(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if language:
        builder = builder.filter(tantivy.Filter.stemmer(language))
    return builder.build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for code in LANGUAGES:
        for part in PARTS:
            builder.add_text_field(f"{part}_{code}", stored=True, tokenizer_name=code)
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    for name in COUNTED:
        builder.add_text_field(
            name, stored=name == "language", fast=True, tokenizer_name="raw", index_option="basic"
        )
    return builder.build()


def _document(card: Card) -> tantivy.Document:
    code = _code(card.language)
    parts = {
        "title": card.title,
        "says": "\n".join(card.says),
        "text": f"{card.summary}\n{card.body}",
    }
    document = tantivy.Document()
    document.add_text("id", card.id)
    for part, text in parts.items():
        document.add_text(f"{part}_{code}", text)
    document.add_text("words", "\n".join(parts.values()))
    for name in COUNTED:
        for value in facet_values(card, name):
            document.add_text(name, value)
    return document


make = TantivyEngine
