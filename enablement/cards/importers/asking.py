"""Finding the questions and objections that a page answers, however they are marked."""

import re
from dataclasses import dataclass, field

from enablement.cards.blocks import HEADINGS, block_key, fold
from enablement.cards.headings import code_lines, find_headings
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.kinds import (
    has_response_label,
    is_buyers_voice,
    is_question,
    is_response,
    names_objections,
)
from enablement.cards.importers.outline import Part, split_at
from enablement.cards.importers.titles import plain_title, without_numbering

_BOLD_LINE = re.compile(
    r"^[ \t]*(?:\d+[.)]|[-*+])?[ \t]*(?:\*\*|__)"
    r"(?P<label>(?:(?:q|objection|question|objeción|pregunta)[ \t]*#?\d*[:.)]?[ \t]*)?)"
    r"(?P<text>.+?)(?:\*\*|__)[ \t]*:?[ \t]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(
    r"^[ \t]*(?:\*\*)?(?:Q|Objection|Question|Objeción|Pregunta)[ \t]*#?\d*[ \t]*[:.)](?:\*\*)?[ \t]*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_ROW = re.compile(r"^\s*\|?(.+\|.*)$")
_RULE_ROW = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*$")
_QUESTIONS = re.compile(r"\b(questions|preguntas|asked|q ?(and|&) ?a|concerns)\b")
_FIRST_COLUMN = frozenset(
    {"question", "pregunta", "concern", "they say", "if they say", "customer says"}
)
_NUMBERED = re.compile(
    r"^(objection|objeción|question|pregunta|q|faq)\b[ \t#]*\d*[ \t]*[:.)–—-]", re.IGNORECASE
)
_COUNTED = re.compile(r"^#?\d{1,3}[.):]?[ \t]")


@dataclass
class Asking:
    """What counts as asked on one page.

    `told` is whether its title, file or folder says that it handles questions or objections: on
    other pages a heading such as “What does this mean for me?” says nothing when it stands alone.
    """

    told: bool
    marked: set[str] = field(default_factory=set)

    @classmethod
    def on(cls, draft: Draft) -> "Asking":
        """What counts on a draft's page."""
        names = (draft.title, draft.path.stem, *draft.path.parts[:-1])
        return cls(any(
            names_objections(name) or bool(_QUESTIONS.search(re.sub(r"[-_]+", " ", fold(name))))
            for name in names
        ))  # fmt: skip

    def find(self, body: str) -> tuple[str, int] | None:
        """The body with its questions as headings, and their level; `None` when it asks too little."""
        if level := self._level(body):
            return body, level
        outlined = self._as_headings(body)
        level = self._level(outlined) if outlined != body else None
        return (outlined, level) if level else None

    def is_asked(self, part: Part) -> bool:
        """Whether a section answers a question or an objection."""
        title = plain_title(part.heading)
        if is_response(title) or block_key(title) in HEADINGS or not part.text.strip():
            return False
        if title in self.marked or _NUMBERED.match(title) or has_response_label(part.text):
            return True
        if is_question(title):
            return self.told
        return (
            is_buyers_voice(without_numbering(title))
            or (self.told and bool(_COUNTED.match(title)))
            or any(is_response(found.text) for found in find_headings(part.text.split("\n")))
        )

    def _level(self, body: str) -> int | None:
        """The level of headings that mostly are questions or objections, each with an answer."""
        headings = find_headings(body.split("\n"))
        for level in sorted({found.level for found in headings})[:3]:
            parts = [part for part in split_at(body, level)[1] if part.level == level]
            asked = sum(self.is_asked(part) for part in parts)
            enough = 2 if self.told or self.marked else 3
            if asked >= enough and asked >= len(parts) * (0.5 if self.told else 0.6):
                return level
        return None

    def _as_headings(self, body: str) -> str:
        """Make headings of bold questions, of lines such as “Q: ...”, and of a table's rows."""
        lines = body.split("\n")
        inside = code_lines(lines)
        headings = find_headings(lines)
        places = {found.line for found in headings}
        level = "#" * min(6, 1 + max((found.level for found in headings), default=1))
        for number, line in enumerate(lines):
            if inside[number] or number in places:
                continue
            if (found := _BOLD_LINE.match(line.strip())) and self._asks(
                found["text"], found["label"]
            ):
                lines[number] = f"\n{level} {self._mark(found['text'])}\n\n{found['rest']}"
            elif label := _LABEL_LINE.match(line.strip()):
                lines[number] = f"\n{level} {self._mark(label['text'])}\n"
        self._rows_as_headings(lines, level)
        return "\n".join(lines)

    def _mark(self, text: str) -> str:
        heading = text.strip(" :*")
        self.marked.add(plain_title(heading))
        return heading

    def _asks(self, text: str, label: str) -> bool:
        plain = without_numbering(plain_title(text))
        if is_response(plain):
            return False
        quoted = self.told and text.strip()[:1] in "\"“«'"
        if is_question(plain):
            return self.told or bool(label.strip())
        return bool(label.strip()) or quoted or is_buyers_voice(plain)

    def _rows_as_headings(self, lines: list[str], level: str) -> None:
        """Rewrite a table whose first column holds objections: a heading and its answer a row."""
        for number in range(len(lines) - 2):
            head = _ROW.match(lines[number])
            if not head or not _RULE_ROW.match(lines[number + 1]):
                continue
            names = [plain_title(cell) for cell in _cells(lines[number])]
            if not (names_objections(names[0]) or fold(names[0]) in _FIRST_COLUMN):
                continue
            end = number + 2
            while end < len(lines) and _ROW.match(lines[end]):
                lines[end] = self._row(names, _cells(lines[end]), level)
                end += 1
            lines[number] = lines[number + 1] = ""

    def _row(self, names: list[str], cells: list[str], level: str) -> str:
        answers = [
            f"**{name}:** {cell}" if len(names) > 2 else cell
            for name, cell in zip(names[1:], cells[1:], strict=False)
            if cell
        ]
        answers += [cell for cell in cells[len(names) :] if cell]
        return "\n\n".join(["", f"{level} {self._mark(cells[0])}", *answers, ""])


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]
