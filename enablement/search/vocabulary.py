"""The library's own words: is one known, how does one go on, which one was meant."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from math import log

import numpy as np
import numpy.typing as npt

_SHORTEST, _LONGEST = 3, 24
_TWO_EDITS = 7
"""From this length on a word may hold two errors."""
_FAR = 99
_ALIKE = 0.5
"""A letter more that is right from the beginning is worth so much of the logarithm of frequency."""
_OTHER_FIRST_LETTER = 0.5
"""People seldom get the first letter wrong: then nothing else may be, and any other word is nearer."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Correction:
    """A word of the library that a typed one may stand for; a lower cost is nearer."""

    word: str
    cost: float
    frequency: int


class Vocabulary:
    """Every word of the cards as written but folded, with the number of cards that hold it."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._words = sorted(frequencies)
        self._frequencies = np.fromiter(
            map(frequencies.__getitem__, self._words), np.int64, len(self._words)
        )

    def __len__(self) -> int:
        return len(self._words)

    def warm(self) -> None:
        """Compute now what the first correction would wait for."""
        self.corrections("warm", 1)

    def frequency(self, word: str) -> int:
        """In how many cards a word stands."""
        at = bisect_left(self._words, word)
        found = at < len(self._words) and self._words[at] == word
        return int(self._frequencies[at]) if found else 0

    def completions(self, prefix: str, most: int) -> list[str]:
        """The words that begin so and go on, the most frequent first."""
        start = bisect_left(self._words, prefix)
        end = bisect_left(self._words, prefix + "\U0010ffff", start)
        if start < end and self._words[start] == prefix:
            start += 1
        order = np.argsort(-self._frequencies[start:end], kind="stable")[:most]
        return [self._words[start + at] for at in order.tolist()]

    def corrections(
        self, word: str, most: int, *, unfinished: bool = False, edits: int = 0
    ) -> list[Correction]:
        """The nearest words by Damerau's distance, 1 or 2 edits away or as many as given, best first.

        Of an `unfinished` word only the beginning is compared. Words with digits are left alone.
        """
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return []
        edits = edits or (2 if len(word) >= _TWO_EDITS else 1)
        near = self._alike(word, edits, unfinished=unfinished)
        if not near.size:
            return []
        chars, lengths = self._matrix
        distances = edit_distances(word, chars[near], lengths[near], edits, unfinished=unfinished)
        found = [
            Correction(
                known := self._words[self._correctable[at]],
                distance + (_OTHER_FIRST_LETTER if known[0] != word[0] else 0.0),
                int(self._frequencies[self._correctable[at]]),
            )
            for at, distance in zip(near.tolist(), distances.tolist(), strict=True)
            if distance <= (edits if self._words[self._correctable[at]][0] == word[0] else 1)
        ]
        found.sort(key=lambda item: (item.cost, -_likelihood(word, item), item.word))
        return found[:most]

    @cached_property
    def _correctable(self) -> Ints:
        """The numbers of the words that a correction may lead to."""
        cut = np.asarray(self._words, dtype=f"<U{_LONGEST + 1}")
        lengths = np.strings.str_len(cut)
        fits = (lengths >= _SHORTEST) & (lengths <= _LONGEST) & np.strings.isalpha(cut)
        return np.flatnonzero(fits)

    @cached_property
    def _matrix(self) -> tuple[npt.NDArray[np.uint32], Ints]:
        """The characters of those words, a row a word padded with zeros, and their lengths."""
        words = [self._words[number] for number in self._correctable.tolist()]
        padded = np.asarray(words, dtype=f"<U{_LONGEST}")
        chars = padded.view(np.uint32).reshape(len(words), _LONGEST)
        return chars, np.count_nonzero(chars, axis=1)

    @cached_property
    def _letters(self) -> npt.NDArray[np.uint32]:
        """Which letters each of those words holds, a bit a letter (of its code modulo 32)."""
        chars, _ = self._matrix
        bits = np.where(chars > 0, np.uint32(1) << (chars % np.uint32(32)), np.uint32(0))
        return np.asarray(np.bitwise_or.reduce(bits, axis=1), dtype=np.uint32)

    def _alike(self, word: str, edits: int, *, unfinished: bool) -> Ints:
        """The words whose letters and length leave room for so few edits."""
        own = np.uint32(0)
        for char in word:
            own |= np.uint32(1) << np.uint32(ord(char) % 32)
        _, lengths = self._matrix
        fits = np.bitwise_count(own & ~self._letters) <= edits
        if unfinished:
            fits &= lengths >= len(word) - edits
        else:
            fits &= np.abs(lengths - len(word)) <= edits
            fits &= np.bitwise_count(self._letters & ~own) <= edits
        return np.flatnonzero(fits)


def _likelihood(typed: str, item: Correction) -> float:
    """Which of two equally near words is meant: the more frequent one, or that begins alike."""
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(typed, item.word, strict=False))
    )
    return log(1 + item.frequency) + _ALIKE * alike


def edit_distances(
    word: str,
    chars: npt.NDArray[np.uint32],
    lengths: Ints,
    edits: int,
    *,
    unfinished: bool = False,
) -> Ints:
    """The distance of one word to many: inserted, left out, wrong and swapped letters count one.

    This is the optimal string alignment form of Damerau's distance, over all words at once, and
    only within the band of `edits` around the diagonal; distances beyond it come out as 99. With
    `unfinished`, it is the least distance to any beginning of each known word.
    """
    rows, width = chars.shape
    columns = [np.full(rows, column, dtype=np.int64) for column in range(width + 1)]
    far = np.full(rows, _FAR, dtype=np.int64)
    before, above = list[Ints](), columns
    for i, letter in enumerate(word, 1):
        code, previous = ord(letter), ord(word[i - 2]) if i > 1 else 0
        current = [far] * (width + 1)
        if i <= edits:
            current[0] = np.full(rows, i, dtype=np.int64)
        for j in range(max(1, i - edits), min(width, i + edits) + 1):
            column = chars[:, j - 1]
            best = np.minimum(above[j], current[j - 1]) + 1
            best = np.minimum(best, above[j - 1] + (column != code))
            if i > 1 and j > 1:
                swapped = (chars[:, j - 2] == code) & (column == previous)
                best = np.where(swapped, np.minimum(best, before[j - 2] + 1), best)
            current[j] = best
        before, above = above, current
    table = np.stack(above, axis=1)
    if unfinished:
        reachable = np.arange(width + 1)[None, :] <= lengths[:, None]
        return np.asarray(np.where(reachable, table, _FAR).min(axis=1))
    return np.asarray(table[np.arange(rows), lengths])
