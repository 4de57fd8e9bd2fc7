"""What is attached to a card, and how a copy of it leaves the encrypted store."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from enablement.cards.files import image_type
from enablement.cards.model import Card
from enablement.cards.renderer import image_references
from enablement.errors import EnablementError
from enablement.library.library import Library
from enablement.translation import n_
from enablement.ui.saving import save_file


@dataclass(frozen=True)
class Attachment:
    """One attached file: its hash, its name as marketing wrote it, and what it shows in words."""

    digest: str
    name: str
    words: str = ""


def attached(card: Card) -> tuple[Attachment, ...]:
    """The attachments of a card, those of its text first and in its order."""
    words = {
        source: alt for source, alt in image_references(card.body) if source in card.attachments
    }
    order = [*words, *(source for source in card.attachments if source not in words)]
    return tuple(
        Attachment(card.attachments[source], _name(source), words.get(source, ""))
        for source in order
    )


def read_attachment(library: Library, digest: str) -> tuple[bytes, bool]:
    """The bytes of an attachment, and whether they are a picture."""
    data = library.cards.attachment(digest)
    if data is None:
        raise EnablementError(
            n_("This attachment is not on the laptop yet."), mend=n_("It comes with the next sync.")
        )
    return data, image_type(data) is not None


def save_copy(library: Library, digest: str, path: Path) -> Path:
    """Write an attachment to the disk, where it is not encrypted any more; the path it has there."""
    data, _picture = read_attachment(library, digest)
    return save_file(path, data)


def _name(source: str) -> str:
    return unquote(source).replace("\\", "/").rsplit("/", 1)[-1]
