"""The images of a draft: taken as they are dropped, kept by their hash, named so that none clash."""

from pathlib import PurePosixPath

from sqlalchemy import Connection, insert, select

from enablement.cards.blocks import slugify
from enablement.cards.files import MAX_IMAGE_BYTES, image_type
from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.drafting.draft_rows import images_of, read_draft
from enablement.hub.drafting.drafts import check_being_written
from enablement.hub.identity import read_identity
from enablement.hub.models import draft_images, objects
from enablement.sync.protocol import EntryKind, sha256
from enablement.translation import n_

MOST_IMAGES = 40
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_MOST_NAME = 60


class Images:
    """Takes images into drafts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, member: Member, draft_id: str, file_name: str, data: bytes) -> str:
        """Keep an image for a draft; the path by which its text names it.

        The same image again has the same path. Raises `HubInputError` for what is no image that a
        laptop shows, or too large.
        """
        media_type = image_type(data)
        if media_type is None:
            raise HubInputError(
                n_("“{name}” is not a PNG, JPEG, GIF or WebP file."),
                mend=n_("Save it as one of these."),
                name=file_name[:_MOST_NAME],
            )
        if len(data) > MAX_IMAGE_BYTES:
            raise HubInputError(
                n_("“{name}” is larger than 5 MB."),
                mend=n_("Make it smaller: laptops carry it over slow networks."),
                name=file_name[:_MOST_NAME],
            )
        digest = sha256(data)
        with self._database.writing() as connection:
            read_identity(connection, lock=True)  # whoever writes objects waits for each other
            draft = read_draft(connection, draft_id, lock=True)
            check_being_written(draft)
            held = images_of(connection, draft_id)
            if (known := _path_of(held, digest)) is not None:
                return known
            if len(held) >= MOST_IMAGES:
                raise HubInputError(
                    n_("The draft has {n} images, the most that a card may have."),
                    mend=n_("Take some out first."),
                    n=MOST_IMAGES,
                )
            _keep(connection, digest, data)
            path = _free_path(draft.card_id, file_name, _ENDINGS[media_type], held)
            row = {"draft_id": draft_id, "path": path, "hash": digest}
            connection.execute(insert(draft_images), row)
            details = {"draft": draft_id, "path": path}
            audit.record(
                connection, self._clock(), member.who, "draft-image", draft.card_id, details
            )
        return path


def _path_of(held: dict[str, str], digest: str) -> str | None:
    return next((path for path, known in held.items() if known == digest), None)


def _keep(connection: Connection, digest: str, data: bytes) -> None:
    if connection.scalar(select(objects.c.hash).where(objects.c.hash == digest)) is None:
        row = {"hash": digest, "kind": EntryKind.ATTACHMENT, "size": len(data), "data": data}
        connection.execute(insert(objects), row)


def _free_path(card_id: str, file_name: str, ending: str, held: dict[str, str]) -> str:
    """A path that names the card, so that an export of many cards into one folder has no clash."""
    stem = slugify(PurePosixPath(file_name.replace("\\", "/")).stem)[:_MOST_NAME] or "image"
    stem = stem if stem.startswith(card_id) else f"{card_id}-{stem}"
    path, count = f"images/{stem}.{ending}", 2
    while path in held:
        path, count = f"images/{stem}-{count}.{ending}", count + 1
    return path
