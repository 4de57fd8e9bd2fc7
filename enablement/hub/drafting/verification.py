"""Keeping cards right: owners are told before a card is to be verified, and say so by one click.

“Still right” publishes a revision in which only the date differs. It takes one approver who did not
write the newest revision: its words were approved by two people, and a third look needs no draft.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping, select

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.drafting.card_revisions import Revision, read_revision
from enablement.hub.drafting.dating import STILL_RIGHT, dated_text, verified_until
from enablement.hub.drafting.publication import publish_revision
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, notices, revisions
from enablement.hub.notices import people_who_may, settle, tell
from enablement.hub.refusals import RefusedError
from enablement.hub.shelf import CardState
from enablement.hub.shelving import Written
from enablement.translation import n_

FIRST_NOTICE, LAST_NOTICE = 30, 7
"""How many days before `verify_by` the owner is told."""

HOLDS_FOR = timedelta(days=182)
"""How long a card that somebody found right is taken to be: half a year, unless they say otherwise."""

KINDS = ("verify-30", "verify-7", "verify-over", "expires")


def suggested_day(today: date) -> date:
    """Until when a card that is found right today is verified."""
    return today + HOLDS_FOR


def may_verify(member: Member, newest: Revision) -> bool:
    """Whether a member may say that a card is still right."""
    approver = member.role.may(Role.APPROVER)
    return approver and not (member.person_id and member.person_id == newest.author_id)


class Verification:
    """Says that cards are still right."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def still_right(self, member: Member, card_id: str, revision: int, until: date) -> int:
        """Publish the revision that was read anew with a new `verify_by`; the number it has then.

        Raises `RefusedError` for who wrote it or is no approver, `HubConflictError` when another
        revision came first or the card is retired, `HubInputError` for a day that is past.
        """
        now = self._clock()
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            newest = read_revision(connection, card_id)
            _check(member, newest, revision, until, now.date())
            written = Written(
                dated_text(newest.text, newest.card, until),
                newest.file_name,
                newest.author_id,
                member.person_id,
                STILL_RIGHT,
            )
            card = verified_until(newest.card, until)
            after = publish_revision(connection, identity, now, card, written)
            for kind in KINDS:
                settle(connection, (kind,), _subject(card_id, newest.verify_by, kind))
            details = {"revision": after.revision, "verify_by": until.isoformat()}
            audit.record(connection, now, member.who, "still-right", card_id, details)
            return after.revision


def _check(member: Member, newest: Revision, revision: int, until: date, today: date) -> None:
    if not may_verify(member, newest):
        raise RefusedError(
            403, "not-yours",
            n_("An approver who did not write the card says that it is still right."),
        )  # fmt: skip
    if newest.number != revision or newest.state != CardState.PUBLISHED:
        raise HubConflictError(
            n_("The card is not as it was when you read it."), mend=n_("Read it again first.")
        )
    if until <= today or until == newest.verify_by:
        raise HubInputError(
            n_("Choose a later day."), mend=n_("It says until when the card is verified.")
        )


def _subject(card_id: str, day: date | None, kind: str) -> str:
    return f"{card_id} {day}" if day else f"{card_id} {kind}"


def tell_owners(database: Database, now: datetime) -> None:
    """Tell owners which of their cards are to be verified soon, or are over; each notice once.

    The owner is the account with the address in the card's file; without one, every approver is.
    """
    today = now.date()
    with database.reading() as connection:
        rows = _due_soon(connection, today)
        told = {(kind, subject) for kind, subject in _told_already(connection)}
    waiting = [
        (kind, _subject(row["card_id"], day, kind), row, day)
        for row in rows
        for kind, day in _kinds(row, today)
    ]
    fresh = [one for one in waiting if (one[0], one[1]) not in told]
    if not fresh:
        return
    with database.writing() as connection:
        approvers = people_who_may(connection, Role.APPROVER)
        everyone = people_who_may(connection, Role.MARKETER)
        for kind, subject, row, day in fresh:
            owners = _owners(row["owner"], everyone, approvers)
            details = {"card": row["card_id"], "title": row["title"], "day": day.isoformat()}
            tell(connection, now, owners, kind, subject, details)


def _due_soon(connection: Connection, today: date) -> list[RowMapping]:
    soon = today + timedelta(days=FIRST_NOTICE)
    newest = (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision)
    query = (
        select(
            cards.c.card_id, revisions.c.title, revisions.c.owner, revisions.c.verify_by,
            revisions.c.expires,
        )
        .join(revisions, newest)
        .where(
            cards.c.state == CardState.PUBLISHED,
            (revisions.c.verify_by <= soon) | (revisions.c.expires <= soon),
        )
        .order_by(cards.c.card_id)
    )  # fmt: skip
    return list(connection.execute(query).mappings())


def _kinds(row: RowMapping, today: date) -> Iterable[tuple[str, date]]:
    """The notices that a card is due today: the last one only, not one for each step before."""
    verify_by, expires = row["verify_by"], row["expires"]
    soon = today + timedelta(days=FIRST_NOTICE)
    if expires is not None and expires <= soon:
        yield "expires", expires
    if verify_by is None or verify_by > soon:
        return
    left = (verify_by - today).days
    if left < 0:
        yield "verify-over", verify_by
    else:
        yield ("verify-7" if left <= LAST_NOTICE else "verify-30"), verify_by


def _told_already(connection: Connection) -> Iterable[tuple[str, str]]:
    query = select(notices.c.kind, notices.c.subject).where(notices.c.kind.in_(KINDS)).distinct()
    return [(row.kind, row.subject) for row in connection.execute(query)]


def _owners(owner: str, everyone: Mapping[str, str], approvers: Mapping[str, str]) -> Iterable[str]:
    address = owner.strip().casefold()
    named = [person for person, email in everyone.items() if email and email == address]
    return named or list(approvers)
