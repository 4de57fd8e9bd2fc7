"""From text to the terms that are indexed and searched: the same on both sides, for any Unicode."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import Stemmer

from enablement.search.stopwords import STOPWORDS

STEMMERS = {
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "de": "german",
    "pt": "portuguese",
    "it": "italian",
}

LONGEST_LANGUAGE = 8
MAX_WORD = 64
"""Longer words (a pasted key, a line of base64) are cut: nobody types them."""

_MARK = "ʰ"
"""Stands for a combining mark while words are looked for: `re` does not count marks as letters."""

# Scripts written without spaces: Thai and Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]{_MARK}*)"
    rf"|(?P<number>\d+(?:[.,/:]\d+)+(?!{_LETTER}))"
    r"|(?P<sharp>[A-Za-z](?:\+\+|#)(?![^\W_]))"
    rf"|(?P<word>{_LETTER}+(?:['’ʼ＇]{_LETTER}+)*)"
)
_APOSTROPHES = re.compile("['’ʼ＇]")
_JOINERS = frozenset("-‐‑&.")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_ELIDING = frozenset({"fr", "it", "ca"})
_LOST_ACCENT = re.compile(r"(?<=[cs])ion$")
_SUPERLATIVE = re.compile(r"(?<=..)isim(?=[oa]s?$)")
_LONGEST_ELISION = 4
_CACHED_WORDS = 200_000


class Word(NamedTuple):
    """A word as it stands in a text: folded, an apostrophe inside kept; its place is [start, end)."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The words of a text in order, and the further forms that neighbours make together.

    `joined` holds `email` for “e-mail”, and each pair of neighbours in a script that is written
    without spaces. It stands apart so that phrases are compared word by word.
    """

    single: list[Word]
    joined: list[Word]

    def __iter__(self) -> Iterator[Word]:
        yield from self.single
        yield from self.joined


@lru_cache(maxsize=20_000)
def fold_word(raw: str) -> str:
    """Lower case without accents; ligatures and letters with strokes as people type them."""
    if raw.isascii():
        return raw.lower()
    decomposed = unicodedata.normalize("NFKD", raw.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _APOSTROPHES.sub("'", plain.translate(_LETTERS))


def fold_number(raw: str) -> str:
    """A number as one writes it for a machine: 1,000 and 1.000 are 1000; 3,5 is 3.5; 24/7 stays."""
    plain = fold_word(raw)
    if _THOUSANDS.fullmatch(plain):
        return plain.replace(",", "").replace(".", "")
    return _DECIMAL_COMMA.sub(".", plain)


def split_words(text: str) -> Words:
    """The words of any text, whatever the language; never fails and never returns an empty word."""
    visible = _marks_as_letters(text)
    joinable = not _JOINERS.isdisjoint(text)
    single: list[Word] = []
    joined: list[Word] = []
    chain: list[Word] = []
    unspaced_end = -1
    for match in _WORD.finditer(visible):
        start, end = match.span()
        kind = match.lastgroup
        raw = text[start:end]
        if raw.isascii() and kind != "number":
            folded = raw.lower()[:MAX_WORD]
        else:
            folded = (fold_number if kind == "number" else fold_word)(raw)[:MAX_WORD]
            if not folded.strip("'"):
                continue
        word = Word(folded, start, end)
        if kind == "word":
            if joinable:
                if chain and not _joins(text, chain[-1], word):
                    _close(chain, joined)
                if chain or text[end : end + 1] in _JOINERS:
                    chain.append(word)
        elif kind == "unspaced":
            if unspaced_end == start:
                joined.append(Word(single[-1].folded + folded, single[-1].start, end))
            unspaced_end = end
        single.append(word)
    _close(chain, joined)
    return Words(single, joined)


def _marks_as_letters(text: str) -> str:
    if text.isascii():
        return text
    marks = {ord(char): _MARK for char in set(text) if unicodedata.category(char)[0] == "M"}
    return text.translate(marks) if marks else text


def _joins(text: str, left: Word, right: Word) -> bool:
    """Whether one hyphen, ampersand or (between single letters) full stop lies between."""
    between = text[left.end : right.start]
    if between not in _JOINERS or len(between) != 1:
        return False
    return between != "." or (left.end - left.start == 1 and right.end - right.start == 1)


def _close(chain: list[Word], joined: list[Word]) -> None:
    if len(chain) > 1:
        whole = "".join(word.folded for word in chain)[:MAX_WORD]
        joined.append(Word(whole, chain[0].start, chain[-1].end))
    chain.clear()


class Analyser:
    """The words of one language as the index knows them; safe to use from several threads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.stopwords = STOPWORDS.get(language, frozenset())
        name = STEMMERS.get(language)
        self._stemmer = Stemmer.Stemmer(name, 0) if name else None
        self._lock = Lock()  # a PyStemmer object must not be called concurrently
        self._terms: dict[str, str] = {}

    def surface(self, folded: str) -> str:
        """The word as the vocabulary keeps it: “don't” as dont, and of “l'offre” the offre."""
        if "'" not in folded:
            return folded
        head, _, tail = folded.partition("'")
        if self.language in _ELIDING and tail and len(head) <= _LONGEST_ELISION:
            folded = tail
        return folded.replace("'", "")

    def term(self, folded: str) -> str:
        """The stem that stands for a word in the index."""
        term = self._terms.get(folded)
        if term is None:
            term = self._stem(self.surface(folded))
            if len(self._terms) >= _CACHED_WORDS:
                self._terms.clear()
            self._terms[folded] = term
        return term

    def _stem(self, surface: str) -> str:
        if self._stemmer is None or not surface.isalpha():
            return surface
        if self.language == "es":
            # The stemmer knows -ción only with its accent, which folding has taken away, and it does
            # not know that carísimo is a form of caro.
            surface = _SUPERLATIVE.sub("", _LOST_ACCENT.sub("ión", surface))
        with self._lock:
            stem: str = self._stemmer.stemWord(surface)
        return fold_word(stem) or surface

    def is_stopword(self, folded: str) -> bool:
        """Whether the word carries nothing in a query of this language."""
        return self.surface(folded) in self.stopwords


def base_language(code: str) -> str:
    """The language of a code such as pt-BR: its first part, plain and short; “en” when empty."""
    first = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]
    return re.sub(r"[^a-z0-9]", "", first)[:LONGEST_LANGUAGE] or "en"
