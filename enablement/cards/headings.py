"""Where the headings of a Markdown text stand, code left alone: blocks and importers agree on them."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_ATX = re.compile(r"^ {0,3}(#{1,6})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_NOT_A_TITLE = re.compile(r"^ {0,3}([>#|*+-]|\d+[.)]|<|`{3}|~{3})|^ {4}|^\t")
_FENCE = re.compile(r"^[ \t]*(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True)
class Heading:
    """A heading: `line` and `last` are the indexes, from 0, of its first and last line."""

    line: int
    last: int
    level: int
    text: str


def fenced_ranges(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The [first, last] line indexes of each fenced code block; one that is never closed is text."""
    ranges: list[tuple[int, int]] = []
    hopeless = {"`": math.inf, "~": math.inf}  # fences this long found no end: do not look again
    index = 0
    while index < len(lines):
        opening = _FENCE.match(lines[index])
        end = None
        if opening and len(opening[1]) < hopeless[opening[1][0]]:
            end = _find_closing(lines, index, opening[1])
            if end is None:
                hopeless[opening[1][0]] = len(opening[1])
        if end is None:
            index += 1
        else:
            ranges.append((index, end))
            index = end + 1
    return ranges


def _closing(line: str) -> str:
    mark = line.strip()
    return mark if len(mark) >= 3 and (not mark.strip("`") or not mark.strip("~")) else ""


def _find_closing(lines: Sequence[str], start: int, fence: str) -> int | None:
    for index in range(start + 1, len(lines)):
        mark = _closing(lines[index])
        if mark and mark[0] == fence[0] and len(mark) >= len(fence):
            return index
    return None


def code_lines(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it belongs to a fenced code block."""
    inside = [False] * len(lines)
    for first, last in fenced_ranges(lines):
        inside[first : last + 1] = [True] * (last + 1 - first)
    return inside


def find_headings(lines: Sequence[str]) -> list[Heading]:
    """The headings of a text outside its code: `# so` and underlined ones."""
    inside = code_lines(lines)
    found: list[Heading] = []
    for index, line in enumerate(lines):
        if inside[index]:
            continue
        if (mark := _ATX.match(line)) and mark[2]:
            found.append(Heading(index, index, len(mark[1]), mark[2]))
        elif (under := _SETEXT.match(line)) and _is_underlined(lines, inside, index):
            level = 1 if under[1].startswith("=") else 2
            found.append(Heading(index - 1, index, level, lines[index - 1].strip()))
    return found


def _is_underlined(lines: Sequence[str], inside: Sequence[bool], index: int) -> bool:
    """Whether the line above is a paragraph of one line, so that this line makes it a heading."""
    if index == 0 or inside[index - 1]:
        return False
    above = lines[index - 1]
    alone = index == 1 or not lines[index - 2].strip() or inside[index - 2]
    return alone and bool(above.strip()) and not _NOT_A_TITLE.match(above)
