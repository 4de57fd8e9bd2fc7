"""The headings of an imported body: the title taken off, the rest moved so that ## are sections."""

import re
from dataclasses import dataclass

from enablement.cards.blocks import fold
from enablement.cards.front_matter import tidy_body
from enablement.cards.headings import Heading, find_headings
from enablement.cards.importers.report import FileReport
from enablement.cards.importers.titles import plain_title
from enablement.translation import n_


def first_title(body: str) -> tuple[str, bool]:
    """The words of the first H1, else of the first heading, and whether it is an H1."""
    headings = find_headings(body.split("\n"))
    top = next((found for found in headings if found.level == 1), None)
    chosen = top or next(iter(headings), None)
    return (plain_title(chosen.text), chosen.level == 1) if chosen else ("", False)


def settle_headings(body: str, title: str, file: FileReport) -> str:
    """Drop the heading that is the title, and shift the others so that the topmost are `##`."""
    lines = body.split("\n")
    headings = find_headings(lines)
    if headings and _is_title(lines, headings, title):
        lines[headings[0].line : headings[0].last + 1] = []
        file.note(n_("The heading that is the title was taken off the text."))
        headings = find_headings(lines)
    top = min((found.level for found in headings), default=2)
    if top != 2:
        file.note(
            n_("Headings were moved by {n} levels, so that the sections are ##."), n=abs(2 - top)
        )
    for found in reversed(headings):
        if top != 2 or found.last != found.line:
            level = min(6, found.level + 2 - top)
            lines[found.line : found.last + 1] = [f"{'#' * level} {found.text}"]
    return tidy_body("\n".join(lines))


def _is_title(lines: list[str], headings: list[Heading], title: str) -> bool:
    first = headings[0]
    if plain_title(first.text, 10_000) != plain_title(
        first.text
    ):  # the title is not the whole of it
        return False
    if any(line.strip() for line in lines[: first.line]) or _folded(first.text) != _folded(title):
        return False
    return first.level == 1 or not any(found.level == first.level for found in headings[1:])


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", fold(plain_title(text))).strip()


@dataclass(frozen=True)
class Part:
    """A heading, its level, and the text under it up to the next heading of that level or higher."""

    level: int
    heading: str
    text: str


def split_at(body: str, level: int) -> tuple[str, list[Part]]:
    """The text before the first heading of a level or higher, and the part under each of them."""
    lines = body.split("\n")
    cuts = [found for found in find_headings(lines) if found.level <= level]
    ends = [*(cut.line for cut in cuts[1:]), len(lines)]
    parts = [
        Part(cut.level, cut.text, tidy_body("\n".join(lines[cut.last + 1 : end])))
        for cut, end in zip(cuts, ends, strict=True)
    ] if cuts else []  # fmt: skip
    return tidy_body("\n".join(lines[: cuts[0].line] if cuts else lines)), parts
