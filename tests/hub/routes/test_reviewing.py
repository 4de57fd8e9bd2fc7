"""A draft's page: its difference, its comments, and each step by a form."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Visit = Callable[[Member], httpx2.Client]
Post = Callable[..., httpx2.Response]


@pytest.fixture
def writer(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Writer")


@pytest.fixture
def approver(join: Callable[..., Member]) -> Member:
    return join(Role.APPROVER, "Approver")


@pytest.fixture
def begun(hub: Hub, writer: Member, write_card: Callable[..., Path], folder: Path) -> str:
    """A changed draft of a card that lies in a repository."""
    write_card("price")
    hub.publish(folder, source="repository")
    draft_id = hub.drafts.begin(writer, "price")
    form = Form.of(hub.drafts.get(draft_id).text)
    assert form is not None
    hub.drafts.save(
        writer, draft_id, 1, form.filled({"body": "## Say this\n\nOne brave answer.\n"})
    )
    return draft_id


@pytest.fixture
def post(hub: Hub, visit: Visit) -> Post:
    """Press the button of a step."""

    def press(member: Member, draft_id: str, step: str, **typed: str) -> httpx2.Response:
        version = str(hub.drafts.get(draft_id).version)
        form = {"csrf": member.csrf, "version": version, **typed}
        return visit(member).post(f"/drafts/{draft_id}/steps/{step}", data=form)

    return press


def test_the_page_offers_what_each_may_do(
    hub: Hub, visit: Visit, post: Post, writer: Member, approver: Member, begun: str
) -> None:
    page = visit(writer).get(f"/drafts/{begun}").text
    assert re.search(r"<ins>.*brave", page)
    assert "The folder repository holds this card too" in page
    assert "Send to review" in page
    assert post(writer, begun, "submit", words="Braver.").headers["location"].endswith("submit")
    mine = visit(writer).get(f"/drafts/{begun}?done=submit").text
    assert "The draft is in review; the approvers are told." in mine
    assert "two people stand behind every card" in mine
    assert "/steps/approve" not in mine
    theirs = visit(approver).get(f"/drafts/{begun}").text
    assert "/steps/approve" in theirs
    assert "Braver." in theirs
    assert post(writer, begun, "approve").status_code == 403
    post(approver, begun, "approve")
    assert "an approver publishes it" in visit(writer).get(f"/drafts/{begun}").text
    assert post(approver, begun, "publish").status_code == 303
    assert hub.card_revisions.get("price").number == 2
    assert "This draft has ended." in visit(writer).get(f"/drafts/{begun}").text


def test_comments_are_made_by_block_and_resolved(
    hub: Hub, visit: Visit, post: Post, writer: Member, approver: Member, begun: str
) -> None:
    post(writer, begun, "submit")
    browser = visit(approver)
    form = {"csrf": approver.csrf, "block": "say_this", "comment": "Too brave?\n<b>"}
    assert browser.post(f"/drafts/{begun}/comments", data=form).status_code == 303
    browser.post(f"/drafts/{begun}/comments", data={**form, "block": "proof", "comment": "Where?"})
    page = browser.get(f"/drafts/{begun}").text
    assert "Too brave?\n&lt;b&gt;" in page
    assert "About blocks that are gone" in page
    assert "2 comments are open" in page
    assert "/steps/approve" not in page
    for comment in hub.draft_comments.of(begun):
        address = f"/drafts/{begun}/comments/{comment.comment_id}/resolve"
        assert browser.post(address, data={"csrf": approver.csrf}).status_code == 303
    assert "/steps/approve" in browser.get(f"/drafts/{begun}").text
    empty = browser.post(f"/drafts/{begun}/comments", data={"csrf": approver.csrf, "comment": " "})
    assert empty.status_code == 422


def test_what_was_typed_comes_back_with_the_reason(
    visit: Visit, post: Post, writer: Member, approver: Member, begun: str
) -> None:
    post(writer, begun, "submit")
    assert post(approver, begun, "send-back").status_code == 422
    post(approver, begun, "approve")
    answer = post(approver, begun, "schedule", publish_at="2020-01-01T10:00")
    assert answer.status_code == 422
    assert "2020-01-01T10:00" in answer.text
    assert post(approver, begun, "no-step").status_code == 404


def test_a_scheduled_draft_goes_out_when_any_page_is_asked_for(
    hub: Hub,
    visit: Visit,
    post: Post,
    writer: Member,
    approver: Member,
    begun: str,
    clock: SetClock,
) -> None:
    post(writer, begun, "submit")
    post(approver, begun, "approve")
    post(approver, begun, "schedule", publish_at="2026-11-24T10:00")
    assert "Goes out on 2026-11-24 10:00 UTC." in visit(approver).get(f"/drafts/{begun}").text
    clock.move(hours=1)
    visit(writer).get("/cards")
    assert hub.drafts.get(begun).state is DraftState.PUBLISHED


def test_a_draft_that_was_overtaken_says_so(
    hub: Hub, visit: Visit, post: Post, writer: Member, begun: str,
    write_card: Callable[..., Path], folder: Path,
) -> None:  # fmt: skip
    write_card("price", "From the repository.")
    hub.publish(folder, source="repository")
    page = visit(writer).get(f"/drafts/{begun}").text
    assert "Revision 2 was published since this draft began from revision 1." in page
    assert post(writer, begun, "submit").status_code == 422
    assert post(writer, begun, "rebase").status_code == 303
    assert post(writer, begun, "submit").status_code == 303


def test_a_draft_is_thrown_away(hub: Hub, post: Post, writer: Member, begun: str) -> None:
    assert post(writer, begun, "discard").headers["location"] == "/cards?done=discarded"
    assert hub.drafts.get(begun).state is DraftState.DISCARDED
