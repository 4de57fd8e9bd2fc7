"""What buyers said, gathered: words that several reps heard, by the words in them that carry meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from enablement.hub.review.log import Heard
from enablement.hub.review.privacy import LEAST_REPS
from enablement.search.analysis import Analyser, split_words

NEWEST_WORDS = 1_000
"""How many of the newest logs with words are gathered."""

_REMEMBERED = 10_000


@dataclass
class Saying:
    """What several buyers said, in the words in which it was heard last."""

    text: str
    n: int = 0
    cards: dict[str, int] = field(default_factory=dict)
    """The cards it was answered with, by their ids, and the revision of each that was used last."""

    reps: set[str] = field(default_factory=set, repr=False)


class Sayings:
    """Gathers words; it remembers what it made of each text, since a page asks again and again."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._analysers = [Analyser(language) for language in languages]
        self._meaning = lru_cache(_REMEMBERED)(self._read)

    def gather(self, heard: Iterable[Heard]) -> list[Saying]:
        """Sayings that at least three reps heard, the most frequent first.

        Two are the same when they hold the same stems, whatever their order, case and accents, once
        the words that carry nothing are left out. `heard` comes newest first.
        """
        found: dict[frozenset[str], Saying] = {}
        for one in heard:
            saying = found.setdefault(self._meaning(one.words), Saying(one.words.strip()))
            saying.n += 1
            saying.reps.add(one.rep)
            saying.cards.setdefault(one.card_id, one.revision)
        told = [one for one in found.values() if len(one.reps) >= LEAST_REPS]
        return sorted(told, key=lambda one: -one.n)

    def _read(self, text: str) -> frozenset[str]:
        folded = [word.folded for word in split_words(text).single]
        # The words are in one of the languages: the one of whose small words there are most.
        by_fit = max(self._analysers, key=lambda one: sum(map(one.is_stopword, folded)))
        stems = frozenset(by_fit.term(word) for word in folded if not by_fit.is_stopword(word))
        return stems or frozenset(folded)
