"""Taking a draft along its way: each step in one transaction with its line in the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, update

from enablement.clock import Clock
from enablement.errors import EnablementError, HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.audiences import budgets
from enablement.hub.audiences.budgets import OverBudget
from enablement.hub.database import Database
from enablement.hub.drafting.card_revisions import read_revision
from enablement.hub.drafting.draft_rows import Draft, open_comments, read_draft
from enablement.hub.drafting.drafts import StaleDraftError, check_draft
from enablement.hub.drafting.publication import PAGES, check_publishable, publish_revision
from enablement.hub.drafting.workflow import (
    WAYS,
    DraftState,
    NotYoursError,
    Standing,
    Step,
    steps_for,
    why_not,
)
from enablement.hub.identity import HubIdentity, read_identity
from enablement.hub.inbox.gap_closing import close_gaps
from enablement.hub.models import drafts, recalls
from enablement.hub.notices import people_who_may, settle, tell
from enablement.hub.publishing import shelved
from enablement.hub.refusals import RefusedError
from enablement.hub.shelf import ShelfCard, read_shelf
from enablement.hub.shelving import Written
from enablement.translation import n_

MOST_NOTE = 2000
LATEST = timedelta(days=366)
"""How far ahead a draft may be scheduled: a card that nobody reads for longer is not approved any more."""

_CHECKED = frozenset({Step.SUBMIT, Step.APPROVE, Step.SCHEDULE, Step.PUBLISH})
_TOLD = {
    Step.APPROVE: "approved", Step.SEND_BACK: "sent-back", Step.PUBLISH: "published",
    Step.SCHEDULE: "scheduled",
}  # fmt: skip
"""What the writers of a draft are told when somebody else takes a step."""


@dataclass(frozen=True)
class Choice:
    """A step somebody asks for: with words for it, and for a later publication its moment."""

    step: Step
    words: str = ""
    publish_at: datetime | None = None


class Steps:
    """Takes drafts along their way."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def possible(self, member: Member, draft: Draft) -> tuple[Step, ...]:
        """The steps that a member may take with a draft now."""
        return steps_for(self.standing(draft), member)

    def standing(self, draft: Draft) -> Standing:
        """What decides about a draft's next step."""
        with self._database.reading() as connection:
            return draft.standing(open_comments(connection, draft.draft_id))

    def over_budget(self, draft: Draft) -> tuple[OverBudget, ...]:
        """The audiences that publishing a draft would bring over their budget, and what to retire first."""
        with self._database.reading() as connection:
            card = check_draft(connection, draft).card
            if card is None or draft.ended_at is not None:
                return ()
            before = read_shelf(connection)
            held = before.get(draft.card_id)
            after = {**before, card.id: shelved(card, held, held.source if held else PAGES)}
            return budgets.check(connection, self._clock(), after, {card.id: card}, before)

    def take(self, member: Member, draft_id: str, version: int, choice: Choice) -> Draft:
        """Take a step with the version that was looked at; the draft as it stands then.

        Raises `RefusedError` (403) for who may not, `HubConflictError` when it was saved or moved
        meanwhile, `HubInputError` for a text with errors or a step without the words it needs.
        """
        now = self._clock()
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            draft = read_draft(connection, draft_id, lock=True)
            if draft.version != version:
                raise StaleDraftError(draft)
            standing = draft.standing(open_comments(connection, draft_id))
            _refuse(why_not(standing, member, choice.step))
            _check_words(choice, now)
            shelf = read_shelf(connection) if choice.step in _CHECKED else {}
            if choice.step in _CHECKED:
                check_publishable(check_draft(connection, draft), draft, shelf.get(draft.card_id))
            details = _details(draft, choice)
            if choice.step is Step.PUBLISH:
                published = publish_draft(connection, identity, draft, now, shelf)
                details["revision"] = published.revision
            _move(connection, member, draft, choice, now)
            _tell(connection, member, draft, choice, now)
            action = f"draft-{choice.step.value}"
            audit.record(connection, now, member.who, action, draft.card_id, details)
            moved = read_draft(connection, draft_id)
        if choice.step is Step.PUBLISH:
            close_gaps(self._database, now)
        return moved


def publish_draft(
    connection: Connection,
    identity: HubIdentity,
    draft: Draft,
    now: datetime,
    shelf: Mapping[str, ShelfCard],
) -> ShelfCard:
    """Publish an approved draft's text as the next revision; raises what `check_publishable` does."""
    checked = check_draft(connection, draft)
    held = shelf.get(draft.card_id)
    card = check_publishable(checked, draft, held)
    former = read_revision(connection, draft.card_id) if held else None
    written = Written(
        source_text=draft.text,
        file_name=former.file_name if former else "",
        author_id=draft.author_id,
        approver_id=draft.approver_id,
        note=draft.note,
    )
    # Mended and approved by two: what was wrong with a recalled card is no longer said of it.
    connection.execute(delete(recalls).where(recalls.c.card_id == draft.card_id))
    return publish_revision(connection, identity, now, card, written, shelf)


def end_published(connection: Connection, draft: Draft, now: datetime) -> None:
    """Put a draft to its end once its text is a revision."""
    values = {"state": DraftState.PUBLISHED, "ended_at": now}
    connection.execute(update(drafts).where(drafts.c.draft_id == draft.draft_id).values(values))


def _refuse(reason: EnablementError | None) -> None:
    if isinstance(reason, NotYoursError):
        raise RefusedError(403, "not-yours", str(reason))
    if reason is not None:
        raise reason


def _check_words(choice: Choice, now: datetime) -> None:
    if choice.step is Step.SEND_BACK and not choice.words.strip():
        raise HubInputError(
            n_("Say why it goes back."), mend=n_("Its writer reads it beside the draft.")
        )
    if len(choice.words) > MOST_NOTE:
        raise HubInputError(
            n_("The note has {length} characters; {most} is the most."),
            mend=n_("Say it shorter."),
            length=len(choice.words),
            most=MOST_NOTE,
        )
    if choice.step is Step.SCHEDULE:
        _check_moment(choice.publish_at, now)


def _check_moment(moment: datetime | None, now: datetime) -> None:
    if moment is None or not now < moment <= now + LATEST:
        raise HubInputError(
            n_("Choose a moment that is still to come, within a year."),
            mend=n_("Times here are in UTC."),
        )


def _details(draft: Draft, choice: Choice) -> dict[str, Any]:
    details: dict[str, Any] = {"draft": draft.draft_id, "version": draft.version}
    if choice.words.strip():
        details["note"] = choice.words.strip()
    if choice.publish_at is not None and choice.step is Step.SCHEDULE:
        details["publish_at"] = choice.publish_at.astimezone(UTC).isoformat()
    return details


def _move(
    connection: Connection, member: Member, draft: Draft, choice: Choice, now: datetime
) -> None:
    values: dict[str, Any] = {"state": WAYS[choice.step].end}
    if choice.step is Step.SUBMIT:
        values |= {"submitted_at": now, "note": choice.words.strip() or draft.note}
    elif choice.step is Step.APPROVE:
        values |= {"approved_at": now, "approver_id": member.person_id}
    elif choice.step is Step.SCHEDULE:
        values |= {"publish_at": choice.publish_at}
    elif choice.step is Step.UNSCHEDULE:
        values |= {"publish_at": None}
    elif choice.step in (Step.WITHDRAW, Step.SEND_BACK, Step.REOPEN):
        values |= {"approver_id": "", "approved_at": None, "publish_at": None}
    else:
        values |= {"ended_at": now}
    same = drafts.c.draft_id == draft.draft_id
    connection.execute(update(drafts).where(same).values(values))


def _tell(
    connection: Connection, member: Member, draft: Draft, choice: Choice, now: datetime
) -> None:
    settle(connection, ("review",), draft.draft_id)
    told = {
        "card": draft.card_id, "title": draft.title, "name": member.name or member.email,
        "words": choice.words,
    }  # fmt: skip
    if choice.step is Step.SUBMIT:
        approvers = set(people_who_may(connection, Role.APPROVER))
        writers = {draft.author_id, draft.edited_by}
        tell(connection, now, approvers - writers, "review", draft.draft_id, told)
    elif choice.step in _TOLD:
        writers = {draft.author_id, draft.edited_by} - {member.person_id}
        tell(connection, now, writers, _TOLD[choice.step], draft.draft_id, told)
