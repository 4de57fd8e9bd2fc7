"""People of each role, and drafts on their way."""

from collections.abc import Callable
from datetime import datetime

import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub

GOOD = {
    "title": "It costs too much", "summary": "One calm line.", "says": "too expensive",
    "owner": "writer@example.com", "body": "## Say this\n\nIt pays for itself.\n",
}  # fmt: skip


@pytest.fixture
def writer(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Writer")


@pytest.fixture
def approver(join: Callable[..., Member]) -> Member:
    return join(Role.APPROVER, "Approver")


def fill(hub: Hub, member: Member, draft_id: str, **fields: str) -> Draft:
    """Type into a draft's form and save it."""
    draft = hub.drafts.get(draft_id)
    form = Form.of(draft.text)
    assert form is not None
    return hub.drafts.save(member, draft_id, draft.version, form.filled(fields))


@pytest.fixture
def begun(hub: Hub, writer: Member) -> str:
    """A good draft of a new card, being written."""
    return hub.drafts.begin_new(writer, GOOD)


@pytest.fixture
def take(hub: Hub) -> Callable[..., Draft]:
    """Take a step with a draft as it stands."""

    def step(
        member: Member,
        draft_id: str,
        step: Step,
        words: str = "",
        publish_at: datetime | None = None,
    ) -> Draft:
        version = hub.drafts.get(draft_id).version
        return hub.draft_steps.take(member, draft_id, version, Choice(step, words, publish_at))

    return step


@pytest.fixture
def publish(
    hub: Hub, writer: Member, approver: Member, take: Callable[..., Draft]
) -> Callable[..., Draft]:
    """Write a card and bring it all the way."""

    def bring(**fields: str) -> Draft:
        draft_id = hub.drafts.begin_new(writer, {**GOOD, **fields})
        take(writer, draft_id, Step.SUBMIT)
        take(approver, draft_id, Step.APPROVE)
        return take(approver, draft_id, Step.PUBLISH)

    return bring
