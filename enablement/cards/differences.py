"""What differs between two texts, word by word: what stayed and came is the new text, exactly.

What stayed and went is the old one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_MOST_WORDS = 3000
"""Texts longer than this are told line by line: word by word would take seconds."""

_WORD, _LINE = re.compile(r"\S+[^\S\n]*|\s+"), re.compile(r".*\n+|.+")


class How(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    how: How
    text: str


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts: those that stayed and came are the second, exactly."""
    if before == after:
        return (Piece(How.SAME, after),) if after else ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        old, new = _LINE.findall(before), _LINE.findall(after)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(How.SAME, "".join(new[new_from:new_to])))
            continue
        pieces.append(Piece(How.REMOVED, "".join(old[old_from:old_to])))
        pieces.append(Piece(How.ADDED, "".join(new[new_from:new_to])))
    return tuple(_in_runs(_whole_phrases([piece for piece in pieces if piece.text])))


def _whole_phrases(pieces: list[Piece]) -> Iterator[Piece]:
    """A lone small word between two changes changes with them: whole phrases are easier to read."""
    for number, piece in enumerate(pieces):
        inner = 0 < number < len(pieces) - 1
        small = len(piece.text.strip()) <= 3 and "\n" not in piece.text
        if piece.how is How.SAME and inner and small:
            yield from (Piece(How.REMOVED, piece.text), Piece(How.ADDED, piece.text))
        else:
            yield piece


def _in_runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Between two words that stayed, first all that went and then all that came."""
    gone, come = "", ""
    for piece in [*pieces, Piece(How.SAME, "")]:
        if piece.how is How.REMOVED:
            gone += piece.text
        elif piece.how is How.ADDED:
            come += piece.text
        else:
            found = (Piece(How.REMOVED, gone), Piece(How.ADDED, come), piece)
            yield from (one for one in found if one.text)
            gone, come = "", ""
