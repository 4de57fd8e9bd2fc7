"""From a held card to the fields that the index keeps of it."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from enablement.cards.model import FACETS as FACET_NAMES
from enablement.library.cards import HeldCard
from enablement.search import schema
from enablement.search.analysis import Analyser, Word, base_language, fold_word, split_words
from enablement.search.schema import RECORD, TITLE_KEY, pack_counts
from enablement.search.shown import ShownCard, clean
from enablement.search.tokens import CardWords

_LONGEST = 65_535
_SHA256 = 32
"""Bytes of a content hash."""


def make_document(held: HeldCard, analyser: Analyser) -> dict[str, Any]:
    """The fields of a card, as `schema.make_schema` names them."""
    card = held.card
    shown = ShownCard.of(held)
    words = CardWords(shown.texts, analyser)
    language = base_language(card.language)
    codes = pack_counts(words.counts())
    return {
        schema.CARD_ID: ([id_term(card.id)], b""),
        schema.WORDS: ([word_term(language, term) for term in words.terms], codes.tobytes()),
        schema.SURFACES: ([surface.encode() for surface in words.surfaces], b""),
        schema.FACETS: (list(_facet_terms(held)), b""),
        schema.PHRASES: (list(_phrase_terms(held)), b""),
        schema.RECORDS: _record(held, words.lengths),
        schema.TOKENS: words.to_bytes(),
        schema.SHOWN: shown.to_bytes(),
    }


def id_term(card_id: str) -> bytes:
    """The term of a card's id: its digest, since an id may hold anything, even a line's end."""
    return _digest(card_id, 8).hex().encode()


def word_term(language: str, term: str) -> bytes:
    """The term of a stem: under its language, since two languages may share letters by chance."""
    return f"{language}:{term}".encode()


def facet_term(name: str, value: str) -> bytes:
    """The term to filter by: a facet's name and its folded value."""
    return f"{name}={fold_value(value)}".encode()


def fold_value(value: str) -> str:
    """A facet's value as it is compared: folded, with single spaces."""
    return " ".join(fold_word(clean(value)).split())


def _facet_terms(held: HeldCard) -> set[bytes]:
    card = held.card
    terms = {
        facet_term("kind", card.kind.value),
        facet_term("language", base_language(card.language)),
    }
    for name in FACET_NAMES:
        terms |= {facet_term(name, value) for value in card.facet(name)}
    return terms


def phrase_term(words: Sequence[Word]) -> bytes:
    """The term of a phrase as a whole, its case, accents and punctuation apart."""
    return _digest(" ".join(word.folded for word in words), 8).hex().encode()


def _phrase_terms(held: HeldCard) -> set[bytes]:
    texts = (held.card.title, *held.card.says)
    phrases = (split_words(clean(text)).single for text in texts)
    return {phrase_term(words) for words in phrases if words}


def identity(text: str) -> int:
    """64 bits that stand for an id."""
    return int.from_bytes(_digest(text, 8))


def stamps_of(hashes: Sequence[str]) -> npt.NDArray[np.uint64]:
    """128 bits that stand for each content hash, as [hashes, 2]: by them index and cards compare.

    A content hash, which is of the id as well, is so random that its first half will do.
    """
    try:
        digests = bytes.fromhex("".join(hashes))
    except ValueError:
        digests = b""
    if len(digests) != _SHA256 * len(hashes):  # not what the hub sends, but no reason to fail
        if len(hashes) != 1:
            return np.concatenate([stamps_of([content_hash]) for content_hash in hashes])
        digests = _digest(hashes[0], _SHA256)
    return np.frombuffer(digests, dtype="<u8").reshape(-1, _SHA256 // 8)[:, :2]


def _digest(text: str, size: int) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()


def _record(held: HeldCard, lengths: Sequence[int]) -> bytes:
    card = held.card
    row = np.zeros(1, dtype=RECORD)
    row["lengths"] = [min(length, _LONGEST) for length in lengths]
    row["valid_from"], row["verify_by"], row["expires"] = (
        _day(day) for day in (card.valid_from, card.verify_by, card.expires)
    )
    row["language"] = base_language(card.language).encode()
    row["original"] = identity(card.translation_of or card.id)
    row["stamp"] = stamps_of([held.hash])[0]
    row["title"] = " ".join(word.folded for word in split_words(card.title).single).encode()[
        :TITLE_KEY
    ]
    row["id"] = identity(card.id)
    return row.tobytes()


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
