"""When nothing was found: the same question with less asked for, and other spellings of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from enablement.search.query import ParsedQuery, SearchQuery
from enablement.search.vocabulary import Vocabulary

MOST_SUGGESTIONS = 3
MOST_NEAREST = 5
_LOOKED_AT = 8
_SHORTEST = 4
_ALIKE = 0.75
"""Words with less in common are no other spelling of each other: hangar and hablar."""
_EDITS = ((8, 3), (_SHORTEST, 2))
"""From so many letters on, so many errors are looked past."""


def relaxed(query: SearchQuery, parsed: ParsedQuery) -> Iterator[SearchQuery]:
    """The query with less asked for, the least change first; nothing when there is none."""
    if parsed.chosen:
        query = without_filters(query)
        yield query
    bare = " ".join(parsed.text[word.start : word.end] for word in parsed.words.single)
    if bare and (parsed.phrases or parsed.excluded or parsed.typed):
        query = replace(query, text=bare)
        yield query
    if query.verbatim:
        yield replace(query, verbatim=False)


def without_filters(query: SearchQuery) -> SearchQuery:
    """The query with nothing chosen beside its text."""
    return SearchQuery(
        query.text, preferred_languages=query.preferred_languages, limit=query.limit,
        as_you_type=query.as_you_type, verbatim=query.verbatim,
    )  # fmt: skip


def respelt(parsed: ParsedQuery, vocabulary: Vocabulary) -> Iterator[str]:
    """The text with its unknown words as the library's words most like them, the likeliest first.

    Looks farther than the corrections of a search do, since these are only offered.
    """
    words = parsed.words.single
    unknown = [word for word in words if not vocabulary.frequency(word.folded)]
    for word in islice(unknown, 2):
        edits = next((most for length, most in _EDITS if len(word.folded) >= length), 0)
        if edits:
            for found in vocabulary.corrections(word.folded, _LOOKED_AT, edits=edits):
                if _alike(word.folded, found.word) >= _ALIKE:
                    yield parsed.text[: word.start] + found.word + parsed.text[word.end :]


def _alike(one: str, other: str) -> float:
    """Dice's share of the letters that two words have in common, wherever they stand."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other))
