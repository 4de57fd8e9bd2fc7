"""Where the words of a card stand in its texts: read for phrases, nearness and highlighting."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enablement.search.analysis import Analyser, split_words
from enablement.search.schema import PARTS
from enablement.search.shown import ShownText

BREAK = 8
"""How far apart two texts, or two lines, lie in positions: farther than nearness looks."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TokenTable:
    """The words of a card, the single ones in order, then the joined ones.

    `terms` are the card's distinct stems, `parts` the part of the card that each text is. Of each
    word: `ids` is its stem as an index into them, `text` the text it stands in,
    [`starts`, `ends`) its place there, and `positions` counts the words that are not stop words,
    jumping at lines and texts. The first `single` are single words.
    """

    terms: tuple[str, ...]
    parts: Ints
    ids: Ints
    text: Ints
    starts: Ints
    ends: Ints
    positions: Ints
    single: int

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The index of each stem in `terms`."""
        return {term: number for number, term in enumerate(self.terms)}

    @classmethod
    def from_bytes(cls, data: bytes) -> "TokenTable":
        """Read what `CardWords.to_bytes` wrote."""
        texts, single, total, length = np.frombuffer(data, "<u4", 4).tolist()
        at = 16
        terms = data[at : at + length].decode()
        at += length
        parts = np.frombuffer(data, "u1", texts, at)
        at += parts.nbytes
        counts = np.frombuffer(data, "<u4", 2 * texts, at)
        at += counts.nbytes
        planes = np.frombuffer(data, "u1", 4 * _COLUMNS * total, at).reshape(_COLUMNS, 4, total)
        ids, gaps, lengths, steps = (
            np.ascontiguousarray(column.T).view("<i4").ravel().astype(np.int64) for column in planes
        )
        ends = np.cumsum(gaps + lengths)
        return cls(
            terms=tuple(terms.split("\n")),
            parts=parts.astype(np.int64),
            ids=ids,
            text=np.repeat(np.arange(2 * texts) % max(texts, 1), counts),
            starts=ends - lengths,
            ends=ends,
            positions=np.cumsum(steps),
            single=single,
        )


_COLUMNS = 4
"""Of each word: its stem, the gap to the word before (over texts too), its length, its step.

Each is written as four planes of bytes, of which three are nearly all zeros and pack to nothing.
"""


class CardWords:
    """The words of a card as they are indexed.

    `terms` are its distinct stems, `surfaces` its distinct words as written.
    """

    def __init__(self, texts: Sequence[ShownText], analyser: Analyser) -> None:
        self._parts = [int(text.part) for text in texts]
        self._analyser = analyser
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, tuple[int, int]] = {}
        self._rows: list[tuple[int, int, int, int, int]] = []
        joined: list[tuple[int, int, int, int, int]] = []
        self._lengths = [0] * PARTS
        for number, text in enumerate(texts):
            joined += self._add(number, text.text)
        self._single = len(self._rows)
        self._rows += joined
        self.terms = list(self._numbers)
        self.surfaces = {analyser.surface(folded) for folded in self._seen}

    def _add(self, number: int, text: str) -> list[tuple[int, int, int, int, int]]:
        words = split_words(text)
        lines = "\n" in text
        end = -1
        telling = 0
        for folded, start, stop in words.single:
            term, step = self._seen.get(folded) or self._first_seen(folded)
            telling += step
            if end < 0 or (lines and "\n" in text[end:start]):
                step = BREAK
            self._rows.append((term, number, start, stop - start, step))
            end = stop
        self._lengths[self._parts[number]] += telling
        return [
            (self._first_seen(word.folded)[0], number, word.start, word.end - word.start, 0)
            for word in words.joined
        ]

    def _first_seen(self, folded: str) -> tuple[int, int]:
        term = self._numbers.setdefault(self._analyser.term(folded), len(self._numbers))
        found = term, 0 if self._analyser.is_stopword(folded) else 1
        self._seen[folded] = found
        return found

    @property
    def lengths(self) -> list[int]:
        """How many words, stop words apart, each part of the card has."""
        return self._lengths

    @cached_property
    def _table(self) -> Ints:
        return np.asarray(self._rows, dtype=np.int64).reshape(-1, 5)

    def counts(self) -> Ints:
        """How often each term stands in each part: [terms, parts]."""
        ids, text = self._table[:, 0], self._table[:, 1]
        cells = ids * PARTS + np.asarray(self._parts, dtype=np.int64)[text]
        found = np.bincount(cells, minlength=len(self.terms) * PARTS)
        return found.astype(np.int64).reshape(-1, PARTS)

    def to_bytes(self) -> bytes:
        """The words and their places, each stem written once, for `TokenTable.from_bytes`."""
        terms = "\n".join(self.terms).encode()
        texts = len(self._parts)
        sizes = [texts, self._single, len(self._rows), len(terms)]
        ids, text, starts, lengths, steps = self._table.T
        text = np.where(np.arange(len(text)) < self._single, text, text + texts)
        counts = np.bincount(text, minlength=2 * texts)
        gaps = np.diff(starts, prepend=0)
        gaps[1:] -= lengths[:-1]
        rows = np.stack([ids, gaps, lengths, steps]).astype("<i4")
        planes = rows.view("u1").reshape(_COLUMNS, -1, 4).transpose(0, 2, 1)
        return b"".join(
            [
                np.asarray(sizes, dtype="<u4").tobytes(),
                terms,
                bytes(self._parts),
                counts.astype("<u4").tobytes(),
                planes.tobytes(),
            ]
        )
