"""Which cards may appear at all: valid today, with the exact words, of the facets asked for."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from enablement.search.analysis import Word, split_words
from enablement.search.documents import fold_value
from enablement.search.query import Filter, ParsedQuery
from enablement.search.ranking import Ranker
from enablement.search.snapshot import Snapshot

Mask = npt.NDArray[np.bool_]


def readable_cards(parsed: ParsedQuery, snapshot: Snapshot, ranker: Ranker, shown: Mask) -> Mask:
    """Those shown cards that hold a query's phrases and no excluded word; facets apart."""
    allowed = shown.copy()
    for phrase in parsed.phrases:
        allowed &= with_phrase(snapshot, ranker, phrase, allowed)
    for words in parsed.excluded:
        if len(words) == 1:
            allowed &= ~with_any_form(snapshot, words[0])
        else:
            allowed &= ~with_phrase(snapshot, ranker, words, allowed)
    return allowed


def filtered(snapshot: Snapshot, filters: Iterable[Filter]) -> Mask:
    """The cards that every filter lets through."""
    kept = np.ones(snapshot.total, dtype=np.bool_)
    for item in filters:
        found = with_facet(snapshot, item)
        kept &= ~found if item.excluded else found
    return kept


def shown_on(snapshot: Snapshot, day: date) -> Mask:
    """The cards that are valid that day, as `Card.shown_on` says it."""
    number = day.toordinal()
    expires = snapshot.records["expires"]
    started = snapshot.records["valid_from"] <= number
    return np.asarray(snapshot.alive & started & ((expires == 0) | (number < expires)))


def verified_on(snapshot: Snapshot, doc: int, day: date) -> bool:
    """Whether marketing's word on a card still holds, as `Card.verified_on` says it."""
    verify_by = int(snapshot.records["verify_by"][doc])
    return verify_by == 0 or day.toordinal() <= verify_by


def with_facet(snapshot: Snapshot, chosen: Filter) -> Mask:
    """The cards with one of the values; a value that is none may be the beginning of some."""
    values = snapshot.facet_values.get(chosen.name, {})
    found = np.zeros(snapshot.total, dtype=np.bool_)
    for value in chosen.values:
        for match in matching_values(values, value):
            found[values[match]] = True
    return found


def matching_values(values: Iterable[str], asked: str) -> list[str]:
    """The facet values that a typed one means: itself, else those with words that begin so."""
    folded = fold_value(asked)
    known = list(values)
    if folded in known:
        return [folded]
    wanted = [word.folded for word in split_words(asked).single]
    return [value for value in known if wanted and _begins(value, wanted)]


def _begins(value: str, wanted: Sequence[str]) -> bool:
    words = [word.folded for word in split_words(value).single]
    return all(any(word.startswith(part) for word in words) for part in wanted)


def with_any_form(snapshot: Snapshot, word: Word) -> Mask:
    """The cards that hold a word in any of its forms."""
    found = np.zeros(snapshot.total, dtype=np.bool_)
    for language in snapshot.languages:
        term = snapshot.analyser(language).term(word.folded)
        found[snapshot.counts(language, term)[0]] = True
    return found


def with_phrase(
    snapshot: Snapshot, ranker: Ranker, phrase: Sequence[Word], candidates: Mask
) -> Mask:
    """Those candidates in which the words stand just so, accents and case apart."""
    found = np.zeros(snapshot.total, dtype=np.bool_)
    for at, language in enumerate(snapshot.languages):
        analyser = snapshot.analyser(language)
        surfaces = [analyser.surface(word.folded) for word in phrase]
        here = candidates & (snapshot.language == at)
        for surface in set(surfaces):
            holding = np.zeros(snapshot.total, dtype=np.bool_)
            holding[ranker.holding(surface)] = True
            here &= holding
        for doc in np.flatnonzero(here).tolist():
            found[doc] = len(surfaces) == 1 or _stands_in(snapshot, doc, language, surfaces)
    return found


def _stands_in(snapshot: Snapshot, doc: int, language: str, surfaces: Sequence[str]) -> bool:
    tokens = snapshot.tokens(doc)
    analyser = snapshot.analyser(language)
    numbers = [tokens.numbers.get(analyser.term(surface)) for surface in surfaces]
    if None in numbers:
        return False
    ids, text = tokens.ids[: tokens.single], tokens.text[: tokens.single]
    count = len(ids) - len(numbers) + 1
    if count <= 0:
        return False
    starts = text[:count] == text[len(numbers) - 1 :]
    for offset, number in enumerate(numbers):
        starts &= ids[offset : offset + count] == number
    texts = snapshot.shown(doc).texts
    for start in np.flatnonzero(starts).tolist():
        whole = texts[int(text[start])].text
        first, last = int(tokens.starts[start]), int(tokens.ends[start + len(numbers) - 1])
        words = split_words(whole[first:last]).single
        if [analyser.surface(word.folded) for word in words] == list(surfaces):
            return True
    return False
