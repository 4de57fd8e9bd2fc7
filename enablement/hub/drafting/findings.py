"""What the checker says about a draft, sorted by the field of the form that it concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from enablement.cards.checker import check_files
from enablement.cards.findings import CardFile, Finding, Severity
from enablement.cards.images import FoundImage
from enablement.cards.model import Card
from enablement.cards.reader import read_card_text
from enablement.hub.drafting.fields import BODY, NAMES
from enablement.translation import n_

FILE = "file"
"""Where findings go that concern the file as a whole, such as broken front matter."""

_FIELDS = {
    "missing-kind": "kind", "unknown-kind": "kind", "missing-id": "id", "missing-title": "title",
    "bad-id": "id", "id-twice": "id", "other-id": "id", "id-taken": "id", "long-title": "title",
    "no-summary": "summary", "long-summary": "summary", "bad-language": "language",
    "no-buyers-words": "says", "never-valid": "expires", "bad-translation": "translation_of",
    "bad-audience": "teams",
}  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A draft's text as it was read and checked."""

    reading: CardFile

    @property
    def card(self) -> Card | None:
        """The card, unless the text says too little to be one."""
        return self.reading.card

    @property
    def good(self) -> bool:
        """Whether the card may be approved as it is."""
        return self.reading.card is not None and not self.reading.has_errors

    @property
    def errors(self) -> list[Finding]:
        """What keeps it from being approved."""
        return [one for one in self.reading.findings if one.severity is Severity.ERROR]

    def by_field(self) -> dict[str, list[Finding]]:
        """The findings of each field, the gravest first; those of none under `FILE`."""
        found: dict[str, list[Finding]] = {}
        order = list(Severity)
        ranked = sorted(
            self.reading.findings, key=lambda one: (order.index(one.severity), one.line)
        )
        for one in ranked:
            found.setdefault(self._field(one), []).append(one)
        return found

    def _field(self, finding: Finding) -> str:
        key = str(finding.values.get("key", ""))
        named = _FIELDS.get(finding.code) or ("teams" if key == "audience" else key)
        if named in NAMES:
            return named
        return BODY if finding.line >= self.reading.body_line > 1 else FILE


def check_text(
    text: str,
    images: Mapping[str, str],
    *,
    card_id: str = "",
    taken: bool = False,
    original: Card | None = None,
) -> Checked:
    """Read and check a draft.

    `images` maps the paths that the draft has to their hashes. `card_id` is the card that it is a
    new revision of; `taken` says that its id belongs to another card already. `original` is the
    card that it says it translates, when the hub has it.
    """

    def find(source: str) -> FoundImage:
        digest = images.get(source, "")
        return FoundImage("" if digest else n_("The image {image} is not there."), digest)

    reading = read_card_text(text, Path("card.md"), find)
    check_files([reading, *_beside(original)])
    _check_id(reading, card_id, taken)
    return Checked(reading)


def _beside(original: Card | None) -> Iterable[CardFile]:
    return () if original is None else (CardFile(Path("original.md"), original),)


def _check_id(reading: CardFile, card_id: str, taken: bool) -> None:
    if reading.card is None:
        return
    line = reading.lines.get("id", 1)
    if card_id and reading.card.id != card_id:
        reading.say(
            Severity.ERROR, line, "other-id",
            n_("The id of a published card never changes: this one is “{id}”."),
            n_("Write “id: {id}” again, or begin a new card."), id=card_id,
        )  # fmt: skip
    elif taken:
        reading.say(
            Severity.ERROR, line, "id-taken", n_("The hub has a card “{id}” already."),
            n_("Choose another id."), id=reading.card.id,
        )  # fmt: skip
