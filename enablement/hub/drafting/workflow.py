"""The way of a draft: which step leads where, who may take it, and why somebody may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from enablement.errors import EnablementError, HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.translation import n_


class DraftState(StrEnum):
    """Where a draft is on its way; the last two are its ends."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Step(StrEnum):
    """What somebody may do with a draft besides writing it."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEND_BACK = "send-back"
    APPROVE = "approve"
    REOPEN = "reopen"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    DISCARD = "discard"


class NotYoursError(EnablementError):
    """A step that this person may not take, though others may."""


@dataclass(frozen=True)
class Way:
    """From which states a step leads, to which, and the role that it takes."""

    starts: frozenset[DraftState]
    end: DraftState
    needs: Role


_DRAFT, _IN_REVIEW, _APPROVED = DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.APPROVED


def _way(end: DraftState, needs: Role, *starts: DraftState) -> Way:
    return Way(frozenset(starts), end, needs)


WAYS: Mapping[Step, Way] = {
    Step.SUBMIT: _way(_IN_REVIEW, Role.MARKETER, _DRAFT),
    Step.WITHDRAW: _way(_DRAFT, Role.MARKETER, _IN_REVIEW),
    Step.SEND_BACK: _way(_DRAFT, Role.APPROVER, _IN_REVIEW),
    Step.APPROVE: _way(_APPROVED, Role.APPROVER, _IN_REVIEW),
    Step.REOPEN: _way(_DRAFT, Role.MARKETER, _APPROVED),
    Step.SCHEDULE: _way(_APPROVED, Role.APPROVER, _APPROVED),
    Step.UNSCHEDULE: _way(_APPROVED, Role.APPROVER, _APPROVED),
    Step.PUBLISH: _way(DraftState.PUBLISHED, Role.APPROVER, _APPROVED),
    Step.DISCARD: _way(DraftState.DISCARDED, Role.MARKETER, _DRAFT, _IN_REVIEW, _APPROVED),
}


@dataclass(frozen=True)
class Standing:
    """What decides about a step: the draft's state, whose it is, and what is still open."""

    state: DraftState
    author_id: str
    edited_by: str
    publish_at: datetime | None = None
    open_comments: int = 0

    def written_by(self, person_id: str) -> bool:
        """Whether somebody wrote it: its author, and whoever edited it last."""
        return person_id in (self.author_id, self.edited_by)


def why_not(standing: Standing, member: Member, step: Step) -> EnablementError | None:
    """Why a member may not take a step now; `None` when they may."""
    way = WAYS[step]
    if standing.state not in way.starts:
        return HubConflictError(
            n_("The draft is not where it was: this step does not follow any more."),
            mend=n_("Look at it again."),
        )
    if not member.role.may(way.needs):
        return NotYoursError(n_("Your role does not allow this."), mend=n_("Ask an approver."))
    if step is Step.APPROVE:
        return _why_not_approve(standing, member)
    if step is Step.UNSCHEDULE and standing.publish_at is None:
        return HubConflictError(n_("It is not scheduled."), mend=n_("Look at it again."))
    return None


def _why_not_approve(standing: Standing, member: Member) -> EnablementError | None:
    if standing.written_by(member.person_id):
        return NotYoursError(
            n_("Whoever wrote or last edited a draft cannot approve it."),
            mend=n_("Ask another approver: two people stand behind every card."),
        )
    if standing.open_comments:
        return HubInputError(
            n_("There are comments that nobody resolved: {n}."),
            mend=n_("Resolve them, or send the draft back."),
            n=standing.open_comments,
        )
    return None


def steps_for(standing: Standing, member: Member) -> tuple[Step, ...]:
    """The steps that a member may take now, in the order in which they are offered."""
    return tuple(step for step in Step if why_not(standing, member, step) is None)
