"""A folder of cards, read and checked, ready to be published: its cards, its images, its files."""

from dataclasses import dataclass, field
from pathlib import Path

from enablement.cards.checker import CheckReport, check_folder
from enablement.cards.findings import Severity
from enablement.cards.model import Card
from enablement.cards.origin import FolderOrigin
from enablement.errors import ContentError
from enablement.hub.shelving import Written
from enablement.translation import n_

_FINDINGS_SHOWN = 5


@dataclass(frozen=True)
class Publication:
    """A checked folder: its cards by id, how each file was written, and its images by their hash."""

    cards: dict[str, Card]
    written: dict[str, Written] = field(repr=False)
    images: dict[str, bytes] = field(repr=False)
    origin: FolderOrigin = field(default_factory=FolderOrigin, repr=False)
    warnings: int = 0

    @classmethod
    def read(cls, folder: Path, named: str = "") -> "Publication":
        """Read and check a folder; `ContentError` when a card of it must not be published.

        `named` is what the folder is called to whoever publishes, when it was only laid out here.
        """
        report = check_folder(folder)
        called = named or str(folder)
        if not report.files:
            raise ContentError(
                n_("There are no card files in {folder}."),
                mend=n_("Nothing was published. Name the folder that holds the .md files."),
                folder=called,
            )
        if errors := report.count(Severity.ERROR):
            raise ContentError(
                n_("Nothing was published. Errors in {folder}: {count}.\n{first}\n"),
                mend=n_("Correct them; “enablement check {folder}” lists them all."),
                folder=called,
                count=errors,
                first=_first_errors(report, folder),
            )
        return cls(
            cards={card.id: card for card in report.cards},
            written=_written(report, folder),
            images={name: data for file in report.files for name, data in file.images.items()},
            origin=FolderOrigin.of(folder),
            warnings=report.count(Severity.WARNING),
        )


def _written(report: CheckReport, folder: Path) -> dict[str, Written]:
    """Each card's file, exactly as it was written and where it lies."""
    found = {}
    for file in report.files:
        if file.card is not None:
            name = file.path.relative_to(folder).as_posix()
            found[file.card.id] = Written(source_text=file.text, file_name=_in_text(name))
    return found


def _in_text(name: str) -> str:
    """A file's path as it can be kept; `ContentError` for one whose bytes are no text."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise ContentError(
            n_("The name of the file {file} is not UTF-8."),
            mend=n_("Nothing was published. Rename the file."),
            file=name.encode("utf-8", "replace").decode(),
        ) from error
    return name


def _first_errors(report: CheckReport, folder: Path) -> str:
    errors = [found for found in report.findings if found.severity is Severity.ERROR]
    lines = [
        f"{found.file.relative_to(folder)}:{found.line}: {found.sentence}"
        for found in errors[:_FINDINGS_SHOWN]
    ]
    return "\n".join(lines)
