"""Finding and decoding the files of a folder: which count as cards, and their text."""

import os
from collections.abc import Iterator
from pathlib import Path

from enablement.errors import ContentError
from enablement.translation import n_

CARD_SUFFIXES = frozenset({".md", ".markdown"})
NOT_CARDS = frozenset({"readme", "license", "licence", "changelog", "contributing"})
IMAGE_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"RIFF": "image/webp",
}
MAX_IMAGE_BYTES = 5 * 1024 * 1024


def walk_folder(folder: Path) -> Iterator[Path]:
    """Every file below a folder in a steady order, hidden ones and links to folders left out.

    Raises `ContentError` when the folder is not there or cannot be listed.
    """
    if not folder.is_dir():
        raise ContentError(
            n_("There is no folder {folder}."),
            mend=n_("Name the folder that holds the card files."),
            folder=folder,
        )

    def stop(error: OSError) -> None:
        raise ContentError(
            n_("The folder {folder} cannot be read: {reason}."),
            folder=error.filename,
            reason=error.strerror,
        ) from error

    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def card_files(folder: Path) -> Iterator[Path]:
    """The Markdown files of a folder that are meant as cards: not a README or a licence."""
    for path in walk_folder(folder):
        if path.suffix.lower() in CARD_SUFFIXES and path.stem.lower() not in NOT_CARDS:
            yield path


def image_type(data: bytes) -> str | None:
    """The media type of an image that a card may show, by its first bytes; else `None`."""
    for signature, media_type in IMAGE_SIGNATURES.items():
        if data.startswith(signature):
            if media_type == "image/webp" and data[8:12] != b"WEBP":
                return None
            return media_type
    return None
