"""Comments: about a block or the whole, until they are resolved."""

from collections.abc import Callable

import pytest

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.drafting.comments import MOST_COMMENT
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock


def test_comments_are_told_and_resolved(
    hub: Hub, clock: SetClock, writer: Member, approver: Member, begun: str
) -> None:
    first = hub.draft_comments.add(approver, begun, "say_this", "  Shorter?  ")
    clock.move(minutes=1)
    hub.draft_comments.add(writer, begun, "", "Will do.")
    hub.draft_comments.resolve(writer, begun, first)
    hub.draft_comments.resolve(approver, begun, first)
    shown = [
        (one.name, one.block, one.text, one.resolved_at is not None)
        for one in hub.draft_comments.of(begun)
    ]
    assert shown == [
        ("Approver", "say_this", "Shorter?", True), ("Writer", "", "Will do.", False),
    ]  # fmt: skip
    assert [one.kind for one in hub.notices.of(writer)] == ["comment"]
    assert hub.notices.of(approver) == []


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_comment_says_something_to_a_draft_that_lives(
    hub: Hub, writer: Member, begun: str, publish: Callable[..., Draft]
) -> None:
    for member, words in ((writer, " "), (writer, "x" * (MOST_COMMENT + 1)), (OPERATOR, "Hm.")):
        with pytest.raises(HubInputError):
            hub.draft_comments.add(member, begun, "", words)
    with pytest.raises(HubConflictError):
        hub.draft_comments.add(writer, publish(id="other").draft_id, "", "Too late.")
    with pytest.raises(HubMissingError):
        hub.draft_comments.resolve(writer, begun, "nothing")
