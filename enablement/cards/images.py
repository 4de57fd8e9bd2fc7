"""The images of a card: which the body shows, and the bytes of those that lie beside it."""

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote

from enablement.cards.files import MAX_IMAGE_BYTES, image_type
from enablement.cards.findings import CardFile, Severity
from enablement.cards.renderer import image_references
from enablement.translation import n_

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def read_images(body: str, reading: CardFile, root: Path) -> dict[str, str]:
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
        if source not in attachments and (data := _image_bytes(source, line, reading, root)):
            digest = hashlib.sha256(data).hexdigest()
            attachments[source] = digest
            reading.images[digest] = data
    return attachments


def is_elsewhere(source: str) -> bool:
    """Whether an image's source is an address and not a path beside the card."""
    return bool(_ELSEWHERE.match(source.strip()))


def _image_bytes(source: str, line: int, reading: CardFile, root: Path) -> bytes | None:
    if is_elsewhere(source):
        reading.say(
            Severity.WARNING, line, "image-elsewhere",
            n_("The image {image} lies on the web and will not be shown: reps work offline."),
            n_("Save it in the folder of the cards and name it by its path."), image=source,
        )  # fmt: skip
        return None
    problem, data = _load(reading.path.parent, unquote(source), root)
    if problem:
        reading.say(
            Severity.ERROR, line, "bad-image", problem,
            n_("Put a PNG or JPEG of at most 5 MB beside the cards and name it by its path."),
            image=source,
        )  # fmt: skip
    return data


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
