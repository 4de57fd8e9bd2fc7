"""The images of a card: which the body shows, and the bytes of those that lie beside it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from enablement.cards.files import MAX_IMAGE_BYTES, image_type
from enablement.cards.findings import CardFile, Severity
from enablement.cards.renderer import image_references
from enablement.translation import n_


@dataclass(frozen=True)
class FoundImage:
    """An image looked for by its path: its hash and its bytes, or the sentence that says why not.

    The bytes are left out where they are kept by their hash already.
    """

    problem: str = ""
    digest: str = ""
    data: bytes | None = field(default=None, repr=False)


FindImage = Callable[[str], FoundImage]
"""Looks for an image by the path that the body names."""

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def read_images(body: str, reading: CardFile, find: FindImage) -> dict[str, str]:
    """Map each image's path in the body to its hash, and keep its bytes in `reading.images`."""
    attachments: dict[str, str] = {}
    for source, alt in image_references(body):
        line = reading.body_line + body[: max(body.find(source), 0)].count("\n")
        if not alt.strip():
            reading.say(
                Severity.WARNING, line, "image-without-words",
                n_("The image {image} has no words for those who cannot see it."),
                n_("Write them in its brackets: ![what it shows]({image})."), image=source,
            )  # fmt: skip
        if source not in attachments and (found := _found(source, line, reading, find)).digest:
            attachments[source] = found.digest
            if found.data is not None:
                reading.images[found.digest] = found.data
    return attachments


def images_of_folder(folder: Path, root: Path) -> FindImage:
    """Looks beside a card's file; an image outside `root` is not taken."""

    def find(source: str) -> FoundImage:
        problem, data = _load(folder, unquote(source), root)
        return FoundImage(problem, hashlib.sha256(data).hexdigest() if data else "", data)

    return find


def is_elsewhere(source: str) -> bool:
    """Whether an image's source is an address and not a path beside the card."""
    return bool(_ELSEWHERE.match(source.strip()))


def _found(source: str, line: int, reading: CardFile, find: FindImage) -> FoundImage:
    if is_elsewhere(source):
        reading.say(
            Severity.WARNING, line, "image-elsewhere",
            n_("The image {image} lies on the web and will not be shown: reps work offline."),
            n_("Save it in the folder of the cards and name it by its path."), image=source,
        )  # fmt: skip
        return FoundImage()
    found = find(source)
    if found.problem:
        reading.say(
            Severity.ERROR, line, "bad-image", found.problem,
            n_("Put a PNG or JPEG of at most 5 MB beside the cards and name it by its path."),
            image=source,
        )  # fmt: skip
    return found


def _load(folder: Path, name: str, root: Path) -> tuple[str, bytes | None]:
    """The image's bytes, or the sentence that says why it cannot be had."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(root.resolve()):
            return n_("The image {image} lies outside the folder of the cards."), None
        if not path.is_file():
            return n_("The image {image} is not there."), None
        if path.stat().st_size > MAX_IMAGE_BYTES:
            return n_("The image {image} is larger than 5 MB."), None
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL in it, links in a circle
        return n_("The image {image} cannot be read."), None
    if image_type(data) is None:
        return n_("The image {image} is not a PNG, JPEG, GIF or WebP file."), None
    return "", data
