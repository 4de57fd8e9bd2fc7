"""Keeping code out of the reach of changes that are meant for prose: it is taken out and put back."""

import re
from dataclasses import dataclass, field

from enablement.cards.headings import fenced_ranges

_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)([^\n]*?[^`\n])\1(?!`)")
_PLACE = re.compile("\x01(\\d+)\x02")


@dataclass
class Shelter:
    """Code blocks and code words set aside; the text holds a mark where each stood."""

    kept: list[str] = field(default_factory=list)

    def take_out(self, text: str) -> str:
        """Replace fenced blocks and code words by marks."""
        lines = text.replace("\x01", "").replace("\x02", "").split("\n")
        for first, last in reversed(fenced_ranges(lines)):
            lines[first : last + 1] = [self._keep("\n".join(lines[first : last + 1]))]
        return _SPAN.sub(lambda span: self._keep(span[0]), "\n".join(lines))

    def put_back(self, text: str) -> str:
        """Replace the marks by the code that stood there."""
        while _PLACE.search(text):
            text = _PLACE.sub(lambda mark: self.kept[int(mark[1])], text)
        return text

    def _keep(self, code: str) -> str:
        self.kept.append(code)
        return f"\x01{len(self.kept) - 1}\x02"
