"""Putting together what two people made of one text: where they touched other lines, both stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from enablement.cards.differences import How, Piece, compare_words
from enablement.cards.model import FACETS
from enablement.hub.drafting.differences import Difference, compare
from enablement.hub.drafting.fields import AUDIENCE, BODY, join_values, split_values
from enablement.hub.drafting.form import Form, plain_lines

Lines = Sequence[str]


@dataclass(frozen=True)
class Clash:
    """A field, or some lines of it, that both changed: the merged text has `yours`."""

    field: str
    was: str
    theirs: str
    yours: str

    def marked(self, text: str) -> tuple[Piece, ...]:
        """One of the two texts, with what is new in it."""
        words = compare_words(self.was, text)
        return tuple(piece for piece in words if piece.how is not How.REMOVED)


@dataclass(frozen=True)
class Merge:
    """Both texts in one, where they clash, and what each changed."""

    text: str
    clashes: tuple[Clash, ...]
    theirs: Difference
    yours: Difference


def merge_texts(was: str, theirs: str, yours: str) -> Merge:
    """Merge two files that began as one: field by field, and line by line where a field has lines."""
    texts = (was, theirs, yours)
    forms = [form for text in texts if (form := Form.of(text))]
    whole = len(forms) < len(texts)
    fields = [{BODY: plain_lines(one)} for one in texts] if whole else [f.fields for f in forms]
    merged: dict[str, str] = {}
    clashes: list[Clash] = []
    for name in fields[0]:
        merged[name], found = _merge_field(name, *(one[name] for one in fields))
        clashes += found
    text = merged[BODY] if whole else forms[1].filled(merged)
    before, one, other = fields
    return Merge(text, tuple(clashes), compare(before, one), compare(before, other))


def _merge_field(name: str, was: str, theirs: str, yours: str) -> tuple[str, list[Clash]]:
    split, join = _parts_of(name)
    lines, found = merge_lines(split(was), split(theirs), split(yours))
    clashes = [Clash(name, *(join(one) for one in three)) for three in found]
    return join(lines), clashes


def _parts_of(name: str) -> tuple[Callable[[str], Lines], Callable[[Lines], str]]:
    """How a field falls into parts that are changed one by one, and becomes whole again."""
    if name in (*FACETS, *AUDIENCE):
        return split_values, join_values
    if name in (BODY, "says"):
        return lambda text: text.split("\n") if text else [], "\n".join
    return lambda text: (text,), "".join


def merge_lines(
    was: Lines, theirs: Lines, yours: Lines
) -> tuple[list[str], list[tuple[Lines, Lines, Lines]]]:
    """The lines of both, and the three stretches of each clash; there the lines are yours.

    What both added at one place stands there one after the other.
    """
    kept_there, kept_here = _kept(was, theirs), _kept(was, yours)
    merged: list[str] = []
    clashes: list[tuple[Lines, Lines, Lines]] = []
    before, there, here = 0, 0, 0
    anchors = [(at, kept_there[at], kept_here[at]) for at in kept_there if at in kept_here]
    for at, at_there, at_here in [*anchors, (len(was), len(theirs), len(yours))]:
        held, one, other = was[before:at], theirs[there:at_there], yours[here:at_here]
        if held and _clash(held, one, other):
            clashes.append((held, one, other))
        both = not held and one != other
        merged += [*one, *other] if both else one if held == other else other
        merged += was[at : at + 1]
        before, there, here = at + 1, at_there + 1, at_here + 1
    return merged, clashes


def _clash(held: Lines, one: Lines, other: Lines) -> bool:
    return len({tuple(held), tuple(one), tuple(other)}) == 3


def _kept(was: Lines, now: Lines) -> Mapping[int, int]:
    """Where each line that stayed stood and stands."""
    blocks = SequenceMatcher(None, was, now).get_matching_blocks()
    return {one.a + step: one.b + step for one in blocks for step in range(one.size)}
