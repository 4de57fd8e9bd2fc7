"""Checking a folder of cards as marketing would before approving it: each rule a small function."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from enablement.cards.blocks import INTRO, Block, is_internal, slugify
from enablement.cards.files import card_files
from enablement.cards.findings import CardFile, Finding, Severity
from enablement.cards.headings import code_lines, find_headings
from enablement.cards.model import Card, CardKind
from enablement.cards.reader import read_card_file
from enablement.translation import n_

MAX_SUMMARY = 160
MAX_TITLE = 120
SPOKEN_SECONDS = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_UNSAFE_HTML = re.compile(
    r"<\s*(script|iframe|style|object|embed)\b|<[a-z][^<>]{0,1000}\son[a-z]+\s*=|\]\(\s*(javascript|data|file):",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TEMPLATE_MARK = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|\{:\s*[.#]")


@dataclass(frozen=True)
class CheckReport:
    """The files of a folder, read and checked; findings in the order of file and line."""

    files: tuple[CardFile, ...]

    @property
    def findings(self) -> list[Finding]:
        """All findings, file by file."""
        return [
            finding
            for file in self.files
            for finding in sorted(file.findings, key=lambda found: found.line)
        ]

    @property
    def cards(self) -> list[Card]:
        """The cards that could be read, with errors or without."""
        return [file.card for file in self.files if file.card is not None]

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check_folder(folder: Path) -> CheckReport:
    """Read and check every card file below a folder; `ContentError` when it is not there."""
    files = tuple(read_card_file(path, folder) for path in card_files(folder))
    return check_files(files)


def check_files(files: Iterable[CardFile]) -> CheckReport:
    """Run every rule over files that were read, alone and together."""
    report = CheckReport(tuple(files))
    for file in report.files:
        if file.card is not None:
            for rule in _RULES:
                rule(file, file.card)
    _check_together([(file, file.card) for file in report.files if file.card is not None])
    return report


def _check_id(file: CardFile, card: Card) -> None:
    if card.id != slugify(card.id) or len(card.id) > 100:
        file.say(
            Severity.ERROR, file.lines.get("id", 1), "bad-id",
            n_("The id “{id}” is not a slug."),
            n_("Use small letters, digits and hyphens, such as {better}."),
            id=card.id, better=slugify(card.id)[:100] or "price-too-high",
        )  # fmt: skip


def _check_title(file: CardFile, card: Card) -> None:
    if len(card.title) > MAX_TITLE:
        file.say(
            Severity.WARNING, file.lines.get("title", 1), "long-title",
            n_("The title has {length} characters; a list shows about {most}."),
            n_("Say it shorter."), length=len(card.title), most=MAX_TITLE,
        )  # fmt: skip


def _check_summary(file: CardFile, card: Card) -> None:
    line = file.lines.get("summary", 1)
    if not card.summary:
        file.say(
            Severity.WARNING, line, "no-summary", n_("The card has no summary."),
            n_("Say in one line what the rep gets from it."),
        )  # fmt: skip
    elif len(card.summary) > MAX_SUMMARY:
        file.say(
            Severity.ERROR, line, "long-summary",
            n_("The summary has {length} characters; {most} is the most."),
            n_("Cut it to one line."), length=len(card.summary), most=MAX_SUMMARY,
        )  # fmt: skip


def _check_language(file: CardFile, card: Card) -> None:
    if not _LANGUAGE.fullmatch(card.language):
        file.say(
            Severity.ERROR, file.lines.get("language", 1), "bad-language",
            n_("“{language}” is not a language code."), n_("Use a code such as en or es."),
            language=card.language,
        )  # fmt: skip


def _check_says(file: CardFile, card: Card) -> None:
    if card.kind is CardKind.OBJECTION and not card.says:
        file.say(
            Severity.WARNING, file.lines.get("says", 1), "no-buyers-words",
            n_("The objection does not say it in the buyer's words."),
            n_("Write in “says” three or more phrases as a buyer would say them."),
        )  # fmt: skip


def _check_dates(file: CardFile, card: Card) -> None:
    if card.valid_from and card.expires and card.expires <= card.valid_from:
        file.say(
            Severity.ERROR, file.lines.get("expires", 1), "never-valid",
            n_("The card expires on {expires}, before it is valid from {start}."),
            n_("Correct one of the two dates."), expires=card.expires, start=card.valid_from,
        )  # fmt: skip


def _check_sections(file: CardFile, card: Card) -> None:
    if not card.body.strip():
        file.say(
            Severity.ERROR, file.body_line, "no-body", n_("The card has nothing to say: its body is empty."),
            n_("Write what the rep should say below the front matter."),
        )  # fmt: skip
        return
    expected = "say_this" if card.kind is CardKind.OBJECTION else "situation"
    if card.block(expected) is None:
        file.say(
            Severity.NOTE, file.body_line, "no-main-section",
            n_("The card has no section “{heading}”; reps look for it first."),
            n_("Put the words to say under a heading “## {heading}”."),
            heading="Say this" if expected == "say_this" else "Situation",
        )  # fmt: skip
    for block in card.blocks:
        _check_block(file, block)


def _check_block(file: CardFile, block: Block) -> None:
    line = file.body_line + block.line - 1
    if not block.markdown.strip():
        file.say(
            Severity.WARNING, line, "empty-section", n_("The section “{heading}” is empty."),
            n_("Fill it or remove it."), heading=block.heading,
        )  # fmt: skip
    if not block.known and block.key != INTRO:
        file.say(
            Severity.NOTE, line, "unknown-section",
            n_("“{heading}” is not a section of the card format; it is kept and shown."),
            heading=block.heading,
        )  # fmt: skip
    if block.key == "say_this" and block.spoken_seconds > SPOKEN_SECONDS:
        file.say(
            Severity.WARNING, line, "too-long-to-say",
            n_("“{heading}” takes {seconds} seconds to say; {most} is what a buyer listens to."),
            n_("Keep the sentence that matters, and move the rest to Proof."),
            heading=block.heading, seconds=block.spoken_seconds, most=SPOKEN_SECONDS,
        )  # fmt: skip


def _check_marks(file: CardFile, card: Card) -> None:
    places: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
        (_UNSAFE_HTML, "unsafe-html", n_("The HTML here will be taken out before anyone sees it."),
         n_("Write it in Markdown.")),
        (_TEMPLATE_MARK, "template-mark", n_("A template's mark is left in the text: {mark}"),
         n_("Replace it with the words it stood for.")),
    )  # fmt: skip
    prose = _prose(card.body)
    for pattern, code, message, mend in places:
        if found := pattern.search(prose):
            line = file.body_line + prose.count("\n", 0, found.start())
            file.say(Severity.WARNING, line, code, message, mend, mark=found[0][:60])
    for heading in find_headings(card.body.split("\n")):
        if heading.level != 2 and is_internal(heading.text):
            file.say(
                Severity.WARNING, file.body_line + heading.line, "internal-heading",
                n_("“{heading}” is not a section, so what stands under it is not kept internal."),
                n_("Make it a section of its own: “## {heading}”."), heading=heading.text,
            )  # fmt: skip


def _prose(body: str) -> str:
    """The body with its code blanked out, line for line: marks are meant there."""
    lines = body.split("\n")
    for index, code in enumerate(code_lines(lines)):
        lines[index] = "" if code else _CODE_SPAN.sub("", lines[index])
    return "\n".join(lines)


_RULES: tuple[Callable[[CardFile, Card], None], ...] = (
    _check_id, _check_title, _check_summary, _check_language, _check_says, _check_dates,
    _check_sections, _check_marks,
)  # fmt: skip


def _check_together(files: list[tuple[CardFile, Card]]) -> None:
    owners: dict[str, CardFile] = {}
    for file, card in files:
        key = card.id.casefold()
        if key in owners:
            file.say(
                Severity.ERROR, file.lines.get("id", 1), "id-twice",
                n_("The id “{id}” is taken already by {other}."), n_("Give one of them another id."),
                id=card.id, other=owners[key].path.name,
            )  # fmt: skip
        owners.setdefault(key, file)
    cards = {card.id: card for _file, card in files}
    for file, card in files:
        if card.translation_of:
            _check_translation(file, card, cards.get(card.translation_of))


def _check_translation(file: CardFile, card: Card, original: Card | None) -> None:
    problem = ""
    if original is None:
        problem = n_("It is a translation of “{original}”, which is not here.")
    elif original.language == card.language:
        problem = n_("It is a translation of “{original}”, which is in the same language.")
    elif original.translation_of:
        problem = n_("It is a translation of “{original}”, which is a translation itself.")
    if problem:
        file.say(
            Severity.ERROR if original else Severity.WARNING,
            file.lines.get("translation_of", 1), "bad-translation", problem,
            n_("Name in “translation_of” the id of the original card."),
            original=card.translation_of,
        )  # fmt: skip
