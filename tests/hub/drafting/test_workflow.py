"""The way of a draft: every step from every state, for every role."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.workflow import (
    WAYS,
    DraftState,
    NotYoursError,
    Standing,
    Step,
    steps_for,
    why_not,
)


def member(role: Role, person_id: str = "someone") -> Member:
    return Member(person_id, "", "", role)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (DraftState.DRAFT, "submit discard"),
        (DraftState.IN_REVIEW, "withdraw send-back approve discard"),
        (DraftState.APPROVED, "reopen schedule publish discard"),
        (DraftState.PUBLISHED, ""),
        (DraftState.DISCARDED, ""),
    ],
)
def test_what_an_approver_who_wrote_nothing_may_do(state: DraftState, steps: str) -> None:
    standing = Standing(state, "author", "editor")
    assert " ".join(steps_for(standing, member(Role.APPROVER))) == steps


def test_a_marketer_neither_approves_nor_publishes() -> None:
    for state in DraftState:
        steps = steps_for(Standing(state, "author", "editor"), member(Role.MARKETER))
        assert set(steps) <= {Step.SUBMIT, Step.WITHDRAW, Step.REOPEN, Step.DISCARD}
    assert steps_for(Standing(DraftState.DRAFT, "a", "e"), member(Role.REP)) == ()


@given(st.sampled_from(Role), st.sampled_from(DraftState), st.integers(0, 2))
def test_nobody_ever_approves_what_they_wrote(role: Role, state: DraftState, open_: int) -> None:
    for standing in (
        Standing(state, "me", "other", None, open_),
        Standing(state, "other", "me", None, open_),
    ):
        assert why_not(standing, member(role, "me"), Step.APPROVE) is not None


def test_no_way_to_publication_leaves_approval_out() -> None:
    for step, way in WAYS.items():
        if way.end is DraftState.APPROVED:
            assert step is Step.APPROVE or way.starts == {DraftState.APPROVED}
        if way.end is DraftState.PUBLISHED:
            assert way.starts == {DraftState.APPROVED}


def test_why_not_says_which_of_them_it_is() -> None:
    standing = Standing(DraftState.IN_REVIEW, "author", "editor", None, 2)
    approver = member(Role.APPROVER)
    assert isinstance(why_not(standing, approver, Step.PUBLISH), HubConflictError)
    assert isinstance(why_not(standing, member(Role.MARKETER), Step.APPROVE), NotYoursError)
    assert isinstance(why_not(standing, member(Role.ADMIN, "editor"), Step.APPROVE), NotYoursError)
    reason = why_not(standing, approver, Step.APPROVE)
    assert isinstance(reason, HubInputError)
    assert "2" in reason.sentence()


def test_ended_drafts_stay_ended() -> None:
    for state, step in product((DraftState.PUBLISHED, DraftState.DISCARDED), Step):
        assert why_not(Standing(state, "a", "b"), member(Role.ADMIN), step) is not None
