"""The words that marketing says mean the same: which of them a query holds, and what they find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from enablement.search.analysis import Analyser, Word, Words, base_language, split_words
from enablement.search.vocabulary import Vocabulary


@dataclass(frozen=True)
class Synonym:
    """Who types `words` finds cards that hold one of `finds` too, in one language.

    Both are words or phrases as marketing wrote them. A two-way synonym is one rule each way.
    """

    language: str
    words: str
    finds: tuple[str, ...]


def two_way(language: str, words: Sequence[str]) -> tuple[Synonym, ...]:
    """The rules for words that all mean the same: each finds all the others."""
    distinct = dict.fromkeys(words)
    return tuple(
        Synonym(language, word, tuple(other for other in distinct if other != word))
        for word in distinct
        if len(distinct) > 1
    )


class Meaning(NamedTuple):
    """Words of a query, by their places in it, and the folded phrases they find in a language."""

    language: str
    places: tuple[int, ...]
    finds: tuple[tuple[str, ...], ...]


class _Rule(NamedTuple):
    words: tuple[str, ...]
    stems: tuple[str, ...]
    finds: tuple[tuple[str, ...], ...]


class _Rules:
    """The rules of one language, ready to be looked up."""

    def __init__(self, synonyms: Iterable[Synonym], analyser: Analyser) -> None:
        self.by_stem: dict[str, list[_Rule]] = {}
        self._single: set[str] = set()
        for synonym in synonyms:
            finds = dict.fromkeys(
                form for phrase in synonym.finds for form in _forms(phrase, analyser)
            )
            for words in _forms(synonym.words, analyser) if finds else ():
                stems = tuple(map(analyser.term, words))
                self.by_stem.setdefault(stems[0], []).append(_Rule(words, stems, tuple(finds)))
                if len(words) == 1:
                    self._single.add(analyser.surface(words[0]))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The rules that begin with a single word, to know it when it is misspelt."""
        return Vocabulary(dict.fromkeys(self._single, 1))


class SynonymTable:
    """The synonyms in force; empty by default."""

    def __init__(self, synonyms: Iterable[Synonym] = ()) -> None:
        self.synonyms = tuple(synonyms)
        self._of: dict[str, list[Synonym]] = {}
        for synonym in self.synonyms:
            self._of.setdefault(base_language(synonym.language), []).append(synonym)
        self._rules: dict[str, _Rules] = {}

    def __bool__(self) -> bool:
        return bool(self.synonyms)

    def _in(self, analyser: Analyser) -> _Rules | None:
        """The rules of a language, read at the first search; `None` when there are none."""
        language = analyser.language
        found = self._rules.get(language)
        if found is None and language in self._of:
            found = self._rules[language] = _Rules(self._of[language], analyser)
        return found

    def correction(self, word: str, analyser: Analyser) -> str | None:
        """The single word of a rule that a misspelt one stands for, though no card holds it."""
        rules = self._in(analyser)
        near = rules.vocabulary.corrections(word, 1) if rules else []
        return near[0].word if near else None

    def meanings(
        self,
        words: Sequence[Word | None],
        joined: Iterable[Word],
        analyser: Analyser,
        *,
        half_typed: bool = False,
    ) -> list[Meaning]:
        """What the words of a query mean by the rules of a language; the longest phrase wins.

        A `None` among the words is one that no phrase may hold. A `half_typed` last word counts only
        when it is a rule's word just so.
        """
        rules = self._in(analyser)
        joined = list(joined)
        first = {analyser.term(word.folded) for word in (*words, *joined) if word}
        if rules is None or rules.by_stem.keys().isdisjoint(first):
            return []
        typed = _Typed(words, joined, analyser, half_typed=half_typed)
        found = [
            Meaning(analyser.language, places, rule.finds)
            for at in range(len(words))
            for stem in typed.stems_at(at)
            for rule in rules.by_stem.get(stem, ())
            if (places := typed.follow(rule, at))
        ]
        found.sort(key=lambda meaning: (-len(meaning.places), meaning.places))
        taken: dict[int, tuple[int, ...]] = {}
        kept: list[Meaning] = []
        for meaning in found:
            if all(taken.get(place, meaning.places) == meaning.places for place in meaning.places):
                taken |= dict.fromkeys(meaning.places, meaning.places)
                kept.append(meaning)
        return kept


class _Typed:
    """The words of a query as one language reads them."""

    def __init__(
        self,
        words: Sequence[Word | None],
        joined: Iterable[Word],
        analyser: Analyser,
        *,
        half_typed: bool,
    ) -> None:
        self._words = words
        self._analyser = analyser
        self._half = len(words) - 1 if half_typed else -1
        self._stems = [word and analyser.term(word.folded) for word in words]
        self._joined = dict(self._join(joined))

    def _join(self, joined: Iterable[Word]) -> Iterator[tuple[int, tuple[str, int]]]:
        """By the place of its first word, the stem of each joined word and how many words it is."""
        at_start = {word.start: place for place, word in enumerate(self._words) if word}
        at_end = {word.end: place for place, word in enumerate(self._words) if word}
        for word in joined:
            first, last = at_start.get(word.start), at_end.get(word.end)
            if first is not None and last is not None and None not in self._words[first:last]:
                yield first, (self._analyser.term(word.folded), last - first + 1)

    def stems_at(self, place: int) -> Iterator[str]:
        """The stems that begin at a place: of the word, and of it and the next ones as one."""
        stem = self._stems[place]
        if stem is not None:
            yield stem
        if place in self._joined:
            yield self._joined[place][0]

    def follow(self, rule: _Rule, place: int) -> tuple[int, ...]:
        """The places of a rule's words from a place on, stop words between them left out."""
        places: list[int] = []
        for stem, folded in zip(rule.stems, rule.words, strict=True):
            steps = self._steps(place, stem, folded)
            while not steps and places and self._is_stopword(place):
                place += 1
                steps = self._steps(place, stem, folded)
            if not steps:
                return ()
            places += range(place, place + steps)
            place += steps
        return tuple(places)

    def _steps(self, place: int, stem: str, folded: str) -> int:
        """How many words at a place are that one: 1, more when a hyphen parts them, or 0."""
        if place >= len(self._words):
            return 0
        whole, many = self._joined.get(place, ("", 0))
        if whole == stem:
            return many
        word = self._words[place]
        if word is None or self._stems[place] != stem:
            return 0
        surface = self._analyser.surface
        return int(place != self._half or surface(word.folded) == surface(folded))

    def _is_stopword(self, place: int) -> bool:
        word = self._words[place] if place < len(self._words) else None
        return word is not None and self._analyser.is_stopword(word.folded)


def _forms(phrase: str, analyser: Analyser) -> list[tuple[str, ...]]:
    """The folded words of a phrase, and again with what hyphens part as one word."""
    words = split_words(phrase)
    forms = [_telling([word.folded for word in words.single], analyser)]
    if words.joined:
        forms.append(_telling(_as_joined(words), analyser))
    return [form for form in forms if form]


def _telling(words: Sequence[str], analyser: Analyser) -> tuple[str, ...]:
    """The words without stop words; all of them when one alone would stay: “sign-on”, “log in”."""
    telling = [word for word in words if not analyser.is_stopword(word)]
    return tuple(telling if len(telling) > 1 else words)


def _as_joined(words: Words) -> list[str]:
    joined: Mapping[int, Word] = {word.start: word for word in reversed(words.joined)}
    whole: list[str] = []
    end = 0
    for single in words.single:
        if single.start >= end:
            word = joined.get(single.start, single)
            whole.append(word.folded)
            end = word.end
    return whole
