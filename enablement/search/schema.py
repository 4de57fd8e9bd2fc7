"""What Whoosh keeps of a card, and how: the fields, the packed counts, the fixed record."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.search.whoosh_parts import (
    COLUMN,
    CompressedBytesColumn,
    FieldType,
    FixedBytesColumn,
    Format,
    Schema,
)

FORMAT = 4
"""The version of everything below and of the analysis; an index of another one is built again."""


class Part(IntEnum):
    """The parts of a card that a word may stand in, each with its own weight in the ranking."""

    TITLE = 0
    SAYS = 1
    SUMMARY = 2
    LEAD = 3
    BODY = 4
    FACETS = 5


PARTS = len(Part)

# How often a word stands in each part, in 16 bits: 2, 3, 2, 3, 4 and 2 of them. Large counts are
# rounded down to a step, which the saturation of BM25 makes nearly the same.
_BITS = (2, 3, 2, 3, 4, 2)
_SHIFTS = tuple(int(shift) for shift in np.cumsum((0, *_BITS[:-1])))
_STEPS = (
    (0, 1, 2, 3),
    (0, 1, 2, 3, 4, 6, 8, 12),
    (0, 1, 2, 3),
    (0, 1, 2, 3, 4, 6, 8, 12),
    (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64),
    (0, 1, 2, 3),
)
CODE = np.dtype("<u2")


def pack_counts(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """The counts of words in the parts of a card, [words, parts], as a number of 16 bits each."""
    codes = np.zeros(len(counts), dtype=np.int64)
    for part, (steps, shift) in enumerate(zip(_STEPS, _SHIFTS, strict=True)):
        codes |= (np.searchsorted(steps, counts[:, part], side="right") - 1) << shift
    return codes.astype(CODE)


@cache
def counts_table() -> npt.NDArray[np.float32]:
    """The counts behind every code: [65536, parts]."""
    codes = np.arange(1 << 16)
    columns = [
        np.asarray(steps, dtype=np.float32)[(codes >> shift) & (len(steps) - 1)]
        for steps, shift in zip(_STEPS, _SHIFTS, strict=True)
    ]
    table = np.stack(columns, axis=1)
    table.flags.writeable = False
    return table


TITLE_KEY = 40
RECORD = np.dtype(
    [
        ("lengths", "<u2", (PARTS,)),  # words in each part
        ("valid_from", "<i4"),  # days as date.toordinal() counts them; 0 when not given
        ("verify_by", "<i4"),
        ("expires", "<i4"),
        ("language", "S8"),
        ("original", "<u8"),  # the same for a card and its translations
        ("stamp", "<u8", (2,)),  # of the content hash
        ("title", f"S{TITLE_KEY}"),  # folded, to sort by
        ("id", "<u8"),  # of the card's id, so that equals have an order
    ]
)
"""What ranking and filters need to know of every card, as one row of an array."""

CARD_ID, WORDS, SURFACES, FACETS = "card_id", "words", "surfaces", "facets"
PHRASES = "phrases"
RECORDS, TOKENS, SHOWN = "record", "tokens", "shown"


class PackedFormat(Format):
    """Postings whose value has a fixed size in bytes; the terms come analysed already."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.posting_size = size


class TermsField(FieldType):
    """A field that takes its terms ready-made: a list of distinct terms, and their values' bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(PackedFormat(size), analyzer=None)

    def index(
        self, value: tuple[Sequence[bytes], bytes], **_kwargs: Any
    ) -> Iterator[tuple[Sequence[bytes], int, float, bytes]]:
        """Hand the terms over all at once, where Whoosh would take one: terms, 1, weight, values."""
        terms, values = value
        yield terms, 1, 1.0, values


def make_schema() -> Any:
    """The fields of the index.

    `words` holds each stem, under its language, with its packed counts; `surfaces` each word as
    written, for exact forms, prefixes and spelling; `facets` what can be filtered by; `phrases`
    each title and buyer's phrase as a whole, for who types just that. The columns
    hold the record, the places of the words, and what is needed to show a hit.
    """
    return Schema(
        **{
            CARD_ID: TermsField(0),
            WORDS: TermsField(CODE.itemsize),
            SURFACES: TermsField(0),
            FACETS: TermsField(0),
            PHRASES: TermsField(0),
            RECORDS: COLUMN(FixedBytesColumn(RECORD.itemsize)),
            TOKENS: COLUMN(CompressedBytesColumn()),
            SHOWN: COLUMN(CompressedBytesColumn()),
        }
    )
