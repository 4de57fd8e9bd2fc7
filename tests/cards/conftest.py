"""Folders of cards and of pages to import, written for one test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from enablement.cards.checker import check_folder
from enablement.cards.findings import CardFile, Severity
from enablement.cards.importers.folder import import_folder
from enablement.cards.importers.languages import Guesser
from enablement.cards.importers.report import FileReport, ImportReport
from enablement.cards.model import Card
from enablement.cards.reader import read_card_file

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
TODAY = date(2026, 6, 1)


@pytest.fixture
def write_files(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Write files, by their path, into a folder of their own."""

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "source"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[[str], CardFile]:
    """Read a card file with this text."""

    def read(text: str) -> CardFile:
        path = tmp_path / "card.md"
        path.write_bytes(text.encode())
        return read_card_file(path, tmp_path)

    return read


@dataclass
class Imported:
    """An import's report, and the cards that its folder holds, by their id."""

    out: Path
    report: ImportReport
    cards: dict[str, Card]

    @property
    def only(self) -> Card:
        """The one card that was made."""
        (card,) = self.cards.values()
        return card

    def file(self, source: str) -> FileReport:
        """What the report says of one source file."""
        (found,) = [file for file in self.report.files if file.source == source]
        return found


@pytest.fixture(scope="session")
def guesser() -> Guesser:
    return Guesser()


@pytest.fixture
def run_import(
    tmp_path: Path, write_files: Callable[[dict[str, str | bytes]], Path], guesser: Guesser
) -> Callable[..., Imported]:
    """Import files and check that every card made from them passes the checker without errors."""

    def run(files: dict[str, str | bytes], language: str | None = None) -> Imported:
        out = tmp_path / "out"
        report = import_folder(
            write_files(files), out, language=language, today=TODAY, guesser=guesser
        )
        checked = check_folder(out)
        errors = [found for found in checked.findings if found.severity is Severity.ERROR]
        assert [(found.file.name, found.sentence) for found in errors] == []
        cards = {card.id: card for card in checked.cards}
        assert len(cards) == sum(len(file.cards) for file in report.files)
        return Imported(out, report, cards)

    return run


@pytest.fixture
def png() -> bytes:
    return PNG
