"""What each typed word may match: itself, its ends while it is typed, its corrections, its synonyms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import log

from enablement.search.analysis import Word
from enablement.search.query import ParsedQuery
from enablement.search.snapshot import Snapshot
from enablement.search.stopwords import AMBIGUOUS, STOPWORDS
from enablement.search.synonyms import Meaning, SynonymTable

MOST_TERMS = 30
MOST_COMPLETIONS = (12, 24, 40)
"""Of a prefix of one, two, and more letters: a short one is answered sooner than it is meant."""
MOST_CORRECTIONS = 3
MOST_GUESSES = 6
_LATER_CORRECTION = 0.7
_WHOLE_ALREADY = 0.4
"""What the ends of a word are worth when the word as typed is one already."""
_HALF_TYPED = 0.5
_SHORTEST_GUESS = 3
MOST_SYNONYMS = 20
_SYNONYM = 0.7
"""What a synonym is worth: less than another form of the typed word, so that among equals the card
with the word as typed comes first, then the one with its other form."""
NO_SYNONYMS = SynonymTable()


class How(StrEnum):
    """How a word of the cards answers to a typed one."""

    EXACT = "exact"
    PREFIX = "prefix"
    CORRECTED = "corrected"
    SYNONYM = "synonym"


@dataclass(frozen=True)
class Way:
    """One folded word that stands for a typed one, and what a match of it is worth, up to 1.

    A synonym counts in cards of its `language` only, may be a phrase, of which `others` are the
    further words, and stands for all that was typed at [start, end) of the query, its `span`.
    """

    folded: str
    weight: float
    how: How
    language: str | None = None
    others: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)

    @property
    def words(self) -> tuple[str, ...]:
        """All the folded words."""
        return (self.folded, *self.others)


@dataclass(frozen=True)
class Group:
    """A typed word and every way to match it; a card counts the best way only.

    `skipped` are the languages in which the word is a stop word of this query.
    """

    typed: Word
    ways: tuple[Way, ...]
    skipped: frozenset[str] = frozenset()

    @property
    def corrected(self) -> bool:
        """Whether the word as typed was given up for another."""
        hows = {way.how for way in self.ways}
        return How.CORRECTED in hows and hows <= {How.CORRECTED, How.SYNONYM}


def make_groups(
    parsed: ParsedQuery, snapshot: Snapshot, synonyms: SynonymTable = NO_SYNONYMS
) -> list[Group]:
    """The groups of a query, in its order; at most 30, the most telling ones of a long text.

    A word of a synonym is a word, whether or not a card holds it; of a misspelt one the synonyms are
    looked up when it is corrected.
    """
    if not synonyms:
        return _groups(parsed, snapshot, synonyms, frozenset())
    meanings = _meanings(parsed, snapshot, synonyms, {})
    meant = {parsed.words.single[place].folded for meaning in meanings for place in meaning.places}
    groups = _groups(parsed, snapshot, synonyms, meant)
    corrections = _corrections(groups)
    if corrections:
        meanings = _meanings(parsed, snapshot, synonyms, corrections)
    return _with_synonyms(groups, meanings, parsed.words.single)


def _groups(
    parsed: ParsedQuery, snapshot: Snapshot, synonyms: SynonymTable, meant: Set[str]
) -> list[Group]:
    """The groups without the synonyms; `meant` are words that have some."""
    words = _distinct(parsed.words.single)
    if parsed.long:
        words = _most_telling(words, parsed, snapshot, meant)
    skipped = _stopwords(words, snapshot)
    last = parsed.words.single[-1].folded if parsed.unfinished else None
    groups: list[Group] = []
    guesses = MOST_GUESSES if not (parsed.long or parsed.verbatim) else 0
    for word in words[:MOST_TERMS]:
        skips = skipped.get(word.folded, frozenset())
        ways = _known_ways(word.folded, snapshot, unfinished=word.folded == last and not skips)
        if not ways and guesses and not _means_nothing(word) and word.folded not in meant:
            guesses -= 1
            parts = _guess(word.folded, snapshot, synonyms, unfinished=word.folded == last)
            groups += [Group(word, part, skips) for part in parts]
        else:
            exact = Way(word.folded, 1.0, How.EXACT)
            groups.append(Group(word, tuple(ways or [exact]), skips))
    if not parsed.long:
        for joined in _distinct([*parsed.words.joined, *_neighbours(parsed.words.single)]):
            if snapshot.vocabulary.frequency(joined.folded):
                groups.append(Group(joined, (Way(joined.folded, 1.0, How.EXACT),)))
    return _in_their_language(groups, snapshot)


def _distinct(words: Iterable[Word]) -> list[Word]:
    first: dict[str, Word] = {}
    for word in words:
        first.setdefault(word.folded, word)
    return list(first.values())


def _most_telling(
    words: list[Word], parsed: ParsedQuery, snapshot: Snapshot, meant: Set[str]
) -> list[Word]:
    """The known words of a long text that say most about it: rare in the library, often in it."""
    times = Counter(word.folded for word in parsed.words.single)
    telling: list[tuple[float, int]] = []
    for place, word in enumerate(words):
        frequency = snapshot.vocabulary.frequency(word.folded) or int(word.folded in meant)
        if frequency and not _means_nothing(word):
            rarity = log(1 + snapshot.count / frequency)
            telling.append((-rarity * (1 + log(times[word.folded])), place))
    best = sorted(place for _, place in sorted(telling)[:MOST_TERMS])
    return [words[place] for place in best] or words[:MOST_TERMS]


def _means_nothing(word: Word) -> bool:
    return any(word.folded.replace("'", "") in words for words in STOPWORDS.values())


def _stopwords(words: list[Word], snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """The languages in which each word is skipped.

    A stop word of one language of the library is skipped in all: “it” says nothing, though to a
    Spanish card it may be the IT department. A query of nothing else is taken word for word.
    """
    stops: dict[str, set[str]] = {}
    for language in snapshot.languages:
        analyser = snapshot.analyser(language)
        for word in words:
            if analyser.is_stopword(word.folded):
                stops.setdefault(word.folded, set()).add(language)
    everywhere = frozenset(snapshot.languages)
    return dict.fromkeys(stops, everywhere) if len(stops) < len(words) else {}


def _in_their_language(groups: list[Group], snapshot: Snapshot) -> list[Group]:
    """Skip “no” of “no budget” in Spanish cards: where no other word of the query is known."""
    if not any(group.typed.folded in AMBIGUOUS for group in groups):
        return groups
    others = [
        way
        for group in groups
        if group.typed.folded not in AMBIGUOUS and not group.skipped
        for way in group.ways
    ]
    foreign = frozenset(
        language
        for language in snapshot.languages
        if not any(_is_in(language, way.folded, snapshot) for way in others)
    )
    if len(foreign) == len(snapshot.languages):
        return groups
    return [
        replace(group, skipped=group.skipped | foreign)
        if group.typed.folded in AMBIGUOUS
        else group
        for group in groups
    ]


def _known_ways(folded: str, snapshot: Snapshot, *, unfinished: bool) -> list[Way]:
    """The word itself when some card has it in any form, and how it goes on while it is typed."""
    written = _is_written(folded, snapshot)
    ways: list[Way] = []
    if written or _has_form(folded, snapshot):
        ways.append(Way(folded, 1.0, How.EXACT))
    if unfinished:
        ways += _completions(folded, snapshot, _WHOLE_ALREADY if written else 1.0)
    return ways


def _is_written(folded: str, snapshot: Snapshot) -> bool:
    """Whether a card has the word just so."""
    return any(
        snapshot.vocabulary.frequency(snapshot.analyser(language).surface(folded))
        for language in snapshot.languages
    )


def _has_form(folded: str, snapshot: Snapshot) -> bool:
    """Whether a card has another form of the word."""
    return any(_is_in(language, folded, snapshot) for language in snapshot.languages)


def _is_in(language: str, folded: str, snapshot: Snapshot) -> bool:
    """Whether a card of a language has a word in any form."""
    return snapshot.counts(language, snapshot.analyser(language).term(folded))[0].size > 0


def _most_completions(prefix: str) -> int:
    return MOST_COMPLETIONS[min(len(prefix), len(MOST_COMPLETIONS)) - 1]


def _completions(folded: str, snapshot: Snapshot, worth: float) -> list[Way]:
    """The words that begin so: worth more the less is missing."""
    return [
        Way(word, worth * (0.6 + 0.4 * len(folded) / len(word)), How.PREFIX)
        for word in snapshot.vocabulary.completions(folded, _most_completions(folded))
        if not any(snapshot.analyser(code).is_stopword(word) for code in snapshot.languages)
    ]


def _guess(
    folded: str, snapshot: Snapshot, synonyms: SynonymTable, *, unfinished: bool
) -> list[tuple[Way, ...]]:
    """What an unknown word may mean: another spelling, a word half typed, or two run together.

    One tuple of ways a word meant; the word as it stands when nothing is like it.
    """
    vocabulary = snapshot.vocabulary
    found = vocabulary.corrections(folded, MOST_CORRECTIONS)
    if not found and unfinished:
        found = vocabulary.corrections(folded, MOST_CORRECTIONS, unfinished=True)
    ways = [
        Way(item.word, 1.0 if place == 0 else _LATER_CORRECTION, How.CORRECTED)
        for place, item in enumerate(found)
        if item.cost <= found[0].cost
    ]
    if len(folded) >= _SHORTEST_GUESS and not any(way.how is How.EXACT for way in ways):
        taken = {way.folded for way in ways}
        worth = _HALF_TYPED if ways else 1.0
        ways += [way for way in _completions(folded, snapshot, worth) if way.folded not in taken]
    if ways:
        return [tuple(ways)]
    halves = _split_word(folded, snapshot)
    if halves:
        return [(Way(half, 1.0, How.CORRECTED),) for half in halves]
    if synonyms:
        known = (synonyms.correction(folded, snapshot.analyser(it)) for it in snapshot.languages)
        if word := next(filter(None, known), None):
            return [(Way(word, 1.0, How.CORRECTED),)]
    return [(Way(folded, 1.0, How.EXACT),)]


def _split_word(folded: str, snapshot: Snapshot) -> tuple[str, str] | None:
    """Two known words that were run together, the pair whose rarer one is most frequent."""
    frequency = snapshot.vocabulary.frequency
    best, halves = 0, None
    for at in range(_SHORTEST_GUESS, len(folded) - _SHORTEST_GUESS + 1):
        weakest = min(frequency(folded[:at]), frequency(folded[at:]))
        if weakest > best:
            best, halves = weakest, (folded[:at], folded[at:])
    return halves


def _neighbours(words: list[Word]) -> Iterator[Word]:
    """Each two neighbours as one word: “on boarding” may stand as “onboarding”."""
    for left, right in pairwise(words):
        both = left.folded + right.folded
        near = right.start - left.end == 1
        if near and both.isalpha() and not (_means_nothing(left) and _means_nothing(right)):
            yield Word(both, left.start, right.end)


def _meanings(
    parsed: ParsedQuery, snapshot: Snapshot, synonyms: SynonymTable, corrections: Mapping[str, str]
) -> list[Meaning]:
    """What the words of a query, corrected, mean in each language; "exact words" mean themselves."""
    typed = parsed.words.single
    quoted = {word.start for phrase in parsed.phrases for word in phrase}
    words = [
        None
        if word.start in quoted
        else Word(corrections.get(word.folded, word.folded), word.start, word.end)
        for word in typed
    ]
    joined = list(parsed.words.joined)
    if not parsed.long:
        joined += _neighbours(typed)
    half_typed = parsed.unfinished and not _is_written(typed[-1].folded, snapshot)
    return [
        meaning
        for language in snapshot.languages
        for meaning in synonyms.meanings(
            words, joined, snapshot.analyser(language), half_typed=half_typed
        )
    ]


def _corrections(groups: list[Group]) -> dict[str, str]:
    """What each misspelt word was read as, unless as two words."""
    read: dict[str, list[str]] = {}
    for group in groups:
        if group.corrected:
            read.setdefault(group.typed.folded, []).append(group.ways[0].folded)
    return {typed: found[0] for typed, found in read.items() if len(found) == 1}


def _with_synonyms(groups: list[Group], meanings: list[Meaning], typed: list[Word]) -> list[Group]:
    """The groups, each with the synonyms of all the words that it is one of."""
    added: dict[str, dict[Way, None]] = {}
    for meaning in meanings:
        span = typed[meaning.places[0]].start, typed[meaning.places[-1]].end
        ways = [
            Way(first, _SYNONYM, How.SYNONYM, meaning.language, tuple(others), span)
            for first, *others in meaning.finds
        ]
        inside = {typed[place].folded for place in meaning.places}
        inside |= {
            group.typed.folded
            for group in groups
            if span[0] <= group.typed.start and group.typed.end <= span[1]
        }
        for folded in inside:
            added.setdefault(folded, {}).update(dict.fromkeys(ways))
    return [
        replace(group, ways=(*group.ways, *list(found)[:MOST_SYNONYMS]))
        if (found := added.get(group.typed.folded))
        else group
        for group in groups
    ]
