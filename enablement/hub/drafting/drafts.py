"""The drafts: a card's text on its way, saved so that of two who edit at once neither loses a word."""

from collections.abc import Mapping
from typing import Any

import uuid_utils
from sqlalchemy import Connection, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.database import Database
from enablement.hub.drafting import first_text
from enablement.hub.drafting.card_revisions import read_revision
from enablement.hub.drafting.draft_rows import (
    Draft,
    images_of,
    open_draft,
    read_draft,
    read_drafts,
)
from enablement.hub.drafting.findings import Checked, check_text
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, draft_images, drafts
from enablement.translation import n_

MOST_TEXT = 256 * 1024
"""The most characters of a card's file: front matter and body."""


class StaleDraftError(HubConflictError):
    """Somebody saved the draft since it was opened: `now` is what they made of it."""

    def __init__(self, now: Draft) -> None:
        super().__init__(
            n_("{name} saved this draft while you were writing."),
            mend=n_("Read both texts, then choose what becomes of them."),
            name=now.editor,
        )
        self.now = now


class Drafts:
    """Begins, reads and saves drafts; a card has one at a time at most."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def get(self, draft_id: str) -> Draft:
        """A draft, ended or not; `HubMissingError` for none such."""
        with self._database.reading() as connection:
            return read_draft(connection, draft_id)

    def of_card(self, card_id: str) -> Draft | None:
        """The draft of a card that is not ended, if it has one."""
        with self._database.reading() as connection:
            return open_draft(connection, card_id)

    def open(self) -> list[Draft]:
        """Every draft that is not ended, those that were left alone the longest first."""
        with self._database.reading() as connection:
            return read_drafts(connection, drafts.c.ended_at.is_(None))

    def images(self, draft_id: str) -> dict[str, str]:
        """The hash of each image that a draft has, by the path that its text names."""
        with self._database.reading() as connection:
            return images_of(connection, draft_id)

    def check(self, draft: Draft, text: str | None = None) -> Checked:
        """What the checker says about a draft, or about a text that it may become."""
        with self._database.reading() as connection:
            return check_draft(connection, draft, text)

    def begin(self, member: Member, card_id: str) -> str:
        """Begin a draft from a card's newest revision; the id of it, or of the one there is."""
        with self._database.writing() as connection:
            read_identity(connection, lock=True)
            if (held := open_draft(connection, card_id)) is not None:
                return held.draft_id
            newest = read_revision(connection, card_id)
            images = newest.card.attachments
            return self._insert(connection, member, card_id, newest.number, newest.text, images)

    def begin_new(self, member: Member, known: Mapping[str, str]) -> str:
        """Begin a new card with what is known of it so far; its id is made of its title if need be.

        Raises `HubConflictError` when the id is taken, `HubInputError` without a title.
        """
        wanted = first_text.wanted_id(known)
        with self._database.writing() as connection:
            read_identity(connection, lock=True)
            card_id = wanted if known.get("id") else _free_id(connection, wanted)
            if not _is_free(connection, card_id):
                raise HubConflictError(
                    n_("The hub has a card “{id}” already."),
                    mend=n_("Choose another id, or write a new revision of that card."),
                    id=card_id,
                )
            text = first_text.first_text(card_id, {"owner": member.email, **known})
            check_length(text)
            return self._insert(connection, member, card_id, 0, text, {})

    def _insert(
        self,
        connection: Connection,
        member: Member,
        card_id: str,
        base: int,
        text: str,
        images: Mapping[str, str],
    ) -> str:
        if not member.person_id:
            raise HubInputError(
                n_("A draft needs an author."), mend=n_("Sign in, or use a person's token.")
            )
        draft_id, now = str(uuid_utils.uuid7()), self._clock()
        row = {
            "draft_id": draft_id,
            "card_id": card_id,
            "base_revision": base,
            "state": DraftState.DRAFT,
            "text": text,
            "note": "",
            "version": 1,
            "author_id": member.person_id,
            "edited_by": member.person_id,
            "approver_id": "",
            "created_at": now,
            "updated_at": now,
        }
        connection.execute(insert(drafts), row)
        held = [
            {"draft_id": draft_id, "path": path, "hash": digest} for path, digest in images.items()
        ]
        if held:
            connection.execute(insert(draft_images), held)
        audit.record(connection, now, member.who, "draft-begin", card_id, {"draft": draft_id})
        return draft_id

    def save(self, member: Member, draft_id: str, version: int, text: str) -> Draft:
        """Save a text over the version that was opened; the draft as it stands then.

        Raises `StaleDraftError` when it was saved by another hand meanwhile, `HubConflictError`
        when it is not being written any more. Saving what is there already changes nothing.
        """
        check_length(text)
        with self._database.writing() as connection:
            held = read_draft(connection, draft_id, lock=True)
            check_being_written(held)
            if held.text == text:
                return held
            if held.version != version:
                raise StaleDraftError(held)
            values = {"text": text, "version": version + 1, "edited_by": member.person_id}
            values |= {"updated_at": self._clock(), **_card_id_of(connection, held, text)}
            same = drafts.c.draft_id == draft_id
            connection.execute(update(drafts).where(same).values(values))
            if member.person_id != held.edited_by:  # a line a hand, not one for each autosave
                details = {"draft": draft_id, "version": version + 1}
                audit.record(
                    connection, self._clock(), member.who, "draft-edit", held.card_id, details
                )
            return read_draft(connection, draft_id)

    def rebase(self, member: Member, draft_id: str, version: int) -> Draft:
        """Say that a draft takes into account what was published since it began.

        It goes back to being written, so that somebody else reads it against the newest revision.
        """
        with self._database.writing() as connection:
            held = read_draft(connection, draft_id, lock=True)
            if held.ended_at is not None or held.version != version:
                raise StaleDraftError(held)
            newest = read_revision(connection, held.card_id).number
            values: dict[str, Any] = {
                "base_revision": newest, "version": version + 1, "state": DraftState.DRAFT,
                "edited_by": member.person_id, "approver_id": "", "publish_at": None,
                "updated_at": self._clock(),
            }  # fmt: skip
            same = drafts.c.draft_id == draft_id
            connection.execute(update(drafts).where(same).values(values))
            details = {"draft": draft_id, "revision": newest}
            audit.record(
                connection, self._clock(), member.who, "draft-rebase", held.card_id, details
            )
            return read_draft(connection, draft_id)


def check_length(text: str) -> None:
    """Raise `HubInputError` for a text that no card's file may be as long as."""
    if len(text) > MOST_TEXT:
        raise HubInputError(
            n_("The card's text has {length} characters; {most} is the most."),
            mend=n_("Cut it: a rep reads a card in half a minute."),
            length=len(text),
            most=MOST_TEXT,
        )


def check_being_written(draft: Draft) -> None:
    """Raise `HubConflictError` unless the draft may be changed."""
    if draft.state is not DraftState.DRAFT:
        raise HubConflictError(
            n_("This draft is not being written any more."),
            mend=n_("Take it back to a draft first; until then its text stays as it is."),
        )


def check_draft(connection: Connection, draft: Draft, text: str | None = None) -> Checked:
    """What the checker says about a draft, beside the cards that the hub has."""
    text = draft.text if text is None else text
    form = Form.of(text)
    translated = form.fields["translation_of"] if form else ""
    wanted = form.fields["id"] if form else ""
    there = select(cards.c.card_id).where(cards.c.card_id == translated)
    new = not draft.base_revision and draft.ended_at is None  # a published one took its own id
    original = (
        read_revision(connection, translated).card
        if translated and connection.scalar(there)
        else None
    )
    return check_text(
        text,
        images_of(connection, draft.draft_id),
        card_id=draft.card_id if draft.base_revision else "",
        taken=new and not _is_free(connection, wanted, draft.draft_id),
        original=original,
    )


def _card_id_of(connection: Connection, draft: Draft, text: str) -> dict[str, str]:
    """The id that a new card's draft goes by from now on: the one in its text, once it can be one."""
    form = Form.of(text)
    wanted = form.fields["id"] if form and not draft.base_revision else ""
    usable = first_text.is_id(wanted) and _is_free(connection, wanted, draft.draft_id)
    return {"card_id": wanted} if usable else {}


def _is_free(connection: Connection, card_id: str, draft_id: str = "") -> bool:
    """Whether no card and no other open draft has this id."""
    if connection.scalar(select(cards.c.card_id).where(cards.c.card_id == card_id)):
        return False
    query = select(drafts.c.draft_id).where(
        drafts.c.card_id == card_id, drafts.c.ended_at.is_(None), drafts.c.draft_id != draft_id
    )
    return connection.scalars(query).first() is None


def _free_id(connection: Connection, wanted: str) -> str:
    card_id, count = wanted, 2
    while not _is_free(connection, card_id):
        card_id, count = f"{wanted}-{count}", count + 1
    return card_id
