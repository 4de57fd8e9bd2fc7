"""What words mean to our own search: their stems, misspellings mended, and marketing's synonyms as one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from enablement.search.analysis import Analyser, Word, Words, base_language, split_words
from enablement.search.policies import synonyms_of
from enablement.search.synonyms import SynonymTable
from enablement.search.vocabulary import Vocabulary
from enablement.sync.policies import SynonymRule

_SHORTEST_MENDED = 5
"""Shorter words are left as they are: too many of them are near another."""

_STEMMED_BY = ("en", "es")
"""The languages whose endings every word loses, one after the other, whatever language it is of: so
that what both write alike, such as a hospital, is one thing."""

Meant = tuple[str, ...]
"""What a text is about."""

_Key = tuple[str, tuple[str, ...]]


class Concepts:
    """Turns words into what they stand for, so that two ways to say a thing are the same.

    `known` are the words that are spelled right, folded, by language, each with how often it was
    seen. Of the synonyms only those that hold both ways make two words one: what merely finds
    another is not the same. They reach over languages where marketing wrote words of two into one.
    """

    def __init__(
        self,
        rules: Iterable[SynonymRule] = (),
        known: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        self._known = known or {}
        self._analysers: dict[str, Analyser] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._mended: dict[tuple[str, str], str] = {}
        self._rules = [rule for rule in rules if not rule.finds]
        self._table = SynonymTable(synonyms_of(self._rules))
        self._languages = sorted({base_language(rule.language) for rule in self._rules})

    def of(self, text: str, language: str) -> Meant:
        """What a text is about, each thing once, in the order of its words; never empty for words.

        A text in nothing but stop words stands for itself.
        """
        words = split_words(text)
        spoken = self.language_of(words, base_language(language))
        single = [self._mend(word, spoken) for word in words.single]
        found = dict(self._meant(Words(single, words.joined), spoken))
        analyser = self._analyser(spoken)
        for place, word in enumerate(single):
            if place not in found and not analyser.is_stopword(word.folded):
                found[place] = self._stem(word.folded, spoken)
        whole = tuple(dict.fromkeys(found[place] for place in sorted(found)))
        return whole or tuple(dict.fromkeys(word.folded for word in single))

    def language_of(self, words: Words, told: str) -> str:
        """The language that most of the words are of: reps of two type in either."""

        def spoken(language: str) -> int:
            analyser, known = self._analyser(language), self._known.get(language, {})
            return sum(
                analyser.is_stopword(word.folded) or word.folded in known for word in words.single
            )

        return max((told, *sorted({*self._known, *_STEMMED_BY})), key=spoken)

    def _analyser(self, language: str) -> Analyser:
        found = self._analysers.get(language)
        if found is None:
            found = self._analysers[language] = Analyser(language)
        return found

    def _stem(self, folded: str, spoken: str) -> str:
        first = () if spoken in _STEMMED_BY else (spoken,)
        for language in (*first, *_STEMMED_BY):
            folded = self._analyser(language).term(folded)
        return folded

    def _mend(self, word: Word, language: str) -> Word:
        """The word that a misspelt one stands for."""
        known = self._known.get(language, {})
        folded = word.folded
        if not known or folded in known or len(folded) < _SHORTEST_MENDED:
            return word
        if self._analyser(language).is_stopword(folded):
            return word
        mended = self._mended.get((language, folded))
        if mended is None:
            near = self._vocabulary(language).corrections(folded, 1)
            mended = self._mended[language, folded] = near[0].word if near else folded
        return word._replace(folded=mended)

    def _vocabulary(self, language: str) -> Vocabulary:
        found = self._vocabularies.get(language)
        if found is None:
            found = self._vocabularies[language] = Vocabulary(self._known[language])
        return found

    def _meant(self, words: Words, spoken: str) -> Iterable[tuple[int, str]]:
        """The places of words that a synonym holds, the name of its meaning at the first of them."""
        taken: set[int] = set()
        for language in sorted(self._languages, key=lambda one: one != spoken):
            analyser = self._analyser(language)
            for meaning in self._table.meanings(words.single, words.joined, analyser):
                if taken.isdisjoint(meaning.places):
                    taken.update(meaning.places)
                    name = self._names[self._key(language, meaning.finds[0])]
                    yield from ((place, name) for place in meaning.places)

    def _key(self, language: str, phrase: Sequence[str]) -> _Key:
        return language, tuple(map(self._analyser(language).term, phrase))

    @cached_property
    def _names(self) -> dict[_Key, str]:
        """One name for all phrases that rules make equal, by the phrase."""
        classes: dict[_Key, set[_Key]] = {}
        for rule in self._rules:
            language = base_language(rule.language)
            equal = {
                self._key(language, find)
                for words in rule.words
                for find in self._finds(words, language)
            }
            whole = equal.union(*(classes.get(key, set()) for key in equal))
            classes |= dict.fromkeys(whole, whole)
        return {key: "=" + " ".join(min(whole)[1]) for key, whole in classes.items()}

    def _finds(self, phrase: str, language: str) -> Iterable[Sequence[str]]:
        words = split_words(phrase)
        analyser = self._analyser(language)
        for meaning in self._table.meanings(words.single, words.joined, analyser):
            yield from meaning.finds
