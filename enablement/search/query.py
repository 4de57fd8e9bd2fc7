"""What a person typed, read without ever failing: words, "exact words", -word, field:value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from enablement.cards.model import CardKind
from enablement.search.analysis import Word, Words, base_language, fold_word, split_words
from enablement.search.documents import fold_value

LONG_TEXT = 30
"""From so many words on a text is one that was pasted: quotes and hyphens in it mean nothing."""

LONGEST = 100_000
"""So many characters of a text are looked at."""

FIELDS = {
    "kind": ("kind", "tipo"),
    "products": ("product", "products", "producto", "productos"),
    "industries": ("industry", "industries", "industria", "industrias", "sector", "sectores"),
    "personas": ("persona", "personas"),
    "stages": ("stage", "stages", "etapa", "etapas"),
    "competitors": ("competitor", "competitors", "competidor", "competidores"),
    "tags": ("tag", "tags", "etiqueta", "etiquetas"),
    "language": ("lang", "language", "idioma"),
}
_FIELD_OF = {word: name for name, words in FIELDS.items() for word in words}
_KIND_WORDS = {
    CardKind.OBJECTION: ("objection", "objections", "objecion", "objeciones"),
    CardKind.STORY: ("story", "stories", "historia", "historias"),
}
_LANGUAGE_WORDS = {"english": "en", "ingles": "en", "spanish": "es", "espanol": "es"}
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(
    r"(?<!\S)(?P<minus>[-−](?=[^\s-]))?(?:(?P<field>[^\W\d_]+):(?=\S))?"
    r'(?:"(?P<quoted>[^"]+)"|(?P<bare>\S+))'
)


@dataclass(frozen=True)
class SearchQuery:
    """What is asked: a text, filters that must all hold, and how the answer is wanted.

    The first of `preferred_languages` is listed first, the others as groups of their own; without
    any, all languages stand in one list. `language` leaves the others out. With `as_you_type` the
    last word may be unfinished; with `verbatim` no word is taken for a misspelt one.
    """

    text: str
    kind: CardKind | None = None
    products: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    preferred_languages: tuple[str, ...] = ()
    limit: int = 20
    as_you_type: bool = False
    verbatim: bool = False

    def filters(self) -> "Iterator[Filter]":
        """The filters that were chosen, not typed."""
        if self.kind is not None:
            yield Filter("kind", (self.kind.value,))
        for name in ("products", "industries", "personas", "stages", "competitors", "tags"):
            values: tuple[str, ...] = getattr(self, name)
            if values:
                yield Filter(name, values)
        if self.language:
            yield Filter("language", (base_language(self.language),))


@dataclass(frozen=True)
class Filter:
    """One facet must have one of these values, or, `excluded`, none of them."""

    name: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True)
class ParsedQuery:
    """A text taken apart; words stand where they stand in it.

    `phrases` must be found word for word, cards with `excluded` words are left out. The filters are
    those `chosen` beside the text and those `typed` in it. The last word is `unfinished` when
    nothing follows it and it is typed still.
    """

    text: str
    words: Words
    phrases: tuple[tuple[Word, ...], ...] = ()
    excluded: tuple[tuple[Word, ...], ...] = ()
    chosen: tuple[Filter, ...] = ()
    typed: tuple[Filter, ...] = ()
    unfinished: bool = False
    long: bool = False
    verbatim: bool = False

    @property
    def pasted(self) -> bool:
        """Whether this is a text that somebody wrote, rather than a query."""
        return self.long or "\n" in self.text.strip()

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Every filter that must hold."""
        return (*self.chosen, *self.typed)


@dataclass
class _Pieces:
    single: list[Word] = field(default_factory=list)
    joined: list[Word] = field(default_factory=list)
    phrases: list[tuple[Word, ...]] = field(default_factory=list)
    excluded: list[tuple[Word, ...]] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)


def parse_query(query: SearchQuery) -> ParsedQuery:
    """Take a query apart; any text at all is a query."""
    text = query.text[:LONGEST]
    chosen = tuple(query.filters())
    words = split_words(text)
    if len(words.single) >= LONG_TEXT or "\n" in text.strip():
        long = len(words.single) >= LONG_TEXT
        return ParsedQuery(text, words, chosen=chosen, long=long, verbatim=query.verbatim)
    pieces = _Pieces()
    for match in _PIECE.finditer(text.translate(_QUOTES)):
        _take(match, text, pieces)
    last = pieces.single[-1] if pieces.single else None
    return ParsedQuery(
        text,
        Words(pieces.single, pieces.joined),
        tuple(pieces.phrases),
        tuple(pieces.excluded),
        chosen,
        tuple(pieces.filters),
        unfinished=query.as_you_type and last is not None and last.end == len(text),
        verbatim=query.verbatim,
    )


def _take(match: re.Match[str], text: str, pieces: _Pieces) -> None:
    start, end = match.span("quoted") if match["quoted"] else match.span("bare")
    excluded = match["minus"] is not None
    if match["field"]:
        chosen = _read_filter(match["field"], text[start:end], excluded=excluded)
        if chosen:
            pieces.filters.append(chosen)
            return
        start = match.start("field")
    found = _words_at(text, start, end)
    if excluded:
        if found.single:
            pieces.excluded.append(tuple(found.single))
        return
    pieces.single += found.single
    pieces.joined += found.joined
    if match["quoted"] and found.single:
        pieces.phrases.append(tuple(found.single))


def _words_at(text: str, start: int, end: int) -> Words:
    found = split_words(text[start:end])
    return Words(
        [Word(word.folded, word.start + start, word.end + start) for word in found.single],
        [Word(word.folded, word.start + start, word.end + start) for word in found.joined],
    )


def _read_filter(typed_name: str, typed_value: str, *, excluded: bool) -> Filter | None:
    """The filter that “name:value” means; `None` when it is none and the words are just words."""
    name = _FIELD_OF.get(fold_word(typed_name))
    value = fold_value(typed_value)
    if name is None or not value:
        return None
    if name == "kind":
        kinds = [
            kind.value
            for kind, names in _KIND_WORDS.items()
            if any(word.startswith(value) for word in names)
        ]
        return Filter(name, tuple(kinds), excluded) if kinds else None
    if name == "language":
        value = _LANGUAGE_WORDS.get(value, base_language(value))
    return Filter(name, (value,), excluded)
