"""Steps: two people behind every card, and what is published is what was approved."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.drafts import StaleDraftError
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import DraftState, Step
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log, recalls
from enablement.hub.refusals import RefusedError
from tests.hub.conftest import SetClock
from tests.hub.drafting.conftest import fill

on_one_engine = pytest.mark.parametrize("engine", ["sqlite"])
Take = Callable[..., Draft]


def test_a_card_goes_its_way_and_laptops_have_exactly_that(
    hub: Hub, device: Device, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    before = hub.status().generation
    take(writer, begun, Step.SUBMIT, "A new answer.")
    take(approver, begun, Step.APPROVE)
    assert hub.status().generation == before
    published = take(approver, begun, Step.PUBLISH)
    assert published.state is DraftState.PUBLISHED
    assert hub.status().generation == before + 1
    found = hub.card_revisions.get(published.card_id)
    assert (found.number, found.text, found.note) == (1, published.text, "A new answer.")
    assert (found.author, found.approver, found.source) == ("Writer", "Approver", "pages")
    assert found.file_name == f"en/{published.card_id}.md"
    assert hub.delivery.object(device, found.card.content_hash) == found.card.to_bytes()
    assert hub.drafts.open() == []


def test_the_next_revision_follows_and_only_it_is_delivered(
    hub: Hub, device: Device, writer: Member, approver: Member, publish: Take, take: Take
) -> None:
    card_id = publish().card_id
    former = hub.card_revisions.get(card_id).card.content_hash
    draft_id = hub.drafts.begin(writer, card_id)
    fill(hub, writer, draft_id, summary="Another line.")
    take(writer, draft_id, Step.SUBMIT)
    take(approver, draft_id, Step.APPROVE)
    take(approver, draft_id, Step.PUBLISH)
    found = hub.card_revisions.get(card_id)
    assert (found.number, found.card.summary) == (2, "Another line.")
    assert hub.delivery.object(device, found.card.content_hash) is not None
    assert hub.delivery.object(device, former) is None
    assert [one.number for one in hub.card_revisions.of(card_id)] == [2, 1]


def test_who_wrote_or_edited_last_does_not_approve(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    fill(hub, approver, begun, summary="A better line.")
    take(writer, begun, Step.SUBMIT)
    for member in (writer, approver):
        with pytest.raises(RefusedError) as refused:
            take(member, begun, Step.APPROVE)
        assert refused.value.status == 403


@on_one_engine
def test_an_admin_who_wrote_it_does_not_either(hub: Hub, join: Callable[..., Member]) -> None:
    admin = join(Role.ADMIN, "Chief")
    draft_id = hub.drafts.begin_new(admin, {"title": "Mine", "body": "## Say this\n\nX."})
    hub.draft_steps.take(admin, draft_id, 1, Choice(Step.SUBMIT))
    assert Step.APPROVE not in hub.draft_steps.possible(admin, hub.drafts.get(draft_id))
    with pytest.raises(RefusedError):
        hub.draft_steps.take(admin, draft_id, 1, Choice(Step.APPROVE))


def test_what_is_approved_is_the_version_that_was_read(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    read = take(writer, begun, Step.SUBMIT)
    take(writer, begun, Step.WITHDRAW)
    fill(hub, writer, begun, summary="Changed behind their back.")
    take(writer, begun, Step.SUBMIT)
    with pytest.raises(StaleDraftError):
        hub.draft_steps.take(approver, begun, read.version, Choice(Step.APPROVE))
    assert hub.drafts.get(begun).state is DraftState.IN_REVIEW


def test_changing_it_again_takes_the_approval_away(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    take(writer, begun, Step.SUBMIT)
    take(approver, begun, Step.APPROVE)
    draft = take(writer, begun, Step.REOPEN)
    assert (draft.state, draft.approver_id) == (DraftState.DRAFT, "")
    with pytest.raises(HubConflictError):
        take(approver, begun, Step.PUBLISH)


@on_one_engine
def test_a_text_with_errors_goes_nowhere(hub: Hub, writer: Member, begun: str, take: Take) -> None:
    fill(hub, writer, begun, summary="x" * 200)
    with pytest.raises(HubInputError, match="200"):
        take(writer, begun, Step.SUBMIT)


@on_one_engine
def test_a_draft_that_changes_nothing_goes_nowhere(
    hub: Hub, writer: Member, publish: Take, take: Take
) -> None:
    draft_id = hub.drafts.begin(writer, publish().card_id)
    with pytest.raises(HubInputError):
        take(writer, draft_id, Step.SUBMIT)


@on_one_engine
def test_open_comments_hold_approval_up(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    take(writer, begun, Step.SUBMIT)
    comment_id = hub.draft_comments.add(approver, begun, "say_this", "Shorter?")
    with pytest.raises(HubInputError):
        take(approver, begun, Step.APPROVE)
    hub.draft_comments.resolve(approver, begun, comment_id)
    assert take(approver, begun, Step.APPROVE).state is DraftState.APPROVED


@on_one_engine
def test_it_goes_back_with_words_and_people_are_told(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take
) -> None:
    take(writer, begun, Step.SUBMIT)
    assert [one.kind for one in hub.notices.of(approver)] == ["review"]
    with pytest.raises(HubInputError):
        take(approver, begun, Step.SEND_BACK)
    take(approver, begun, Step.SEND_BACK, "Where is the proof?")
    assert hub.notices.of(approver) == []
    told = hub.notices.of(writer)
    assert [(one.kind, one.details["words"]) for one in told] == [
        ("sent-back", "Where is the proof?")
    ]


@on_one_engine
def test_a_moment_must_be_to_come(
    hub: Hub, writer: Member, approver: Member, begun: str, take: Take, clock: SetClock
) -> None:
    take(writer, begun, Step.SUBMIT)
    take(approver, begun, Step.APPROVE)
    never = datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))
    for moment in (None, clock(), clock() + timedelta(days=400), never):
        with pytest.raises(HubInputError):
            take(approver, begun, Step.SCHEDULE, publish_at=moment)
    later = clock() + timedelta(days=1)
    assert take(approver, begun, Step.SCHEDULE, publish_at=later).publish_at == later
    assert take(approver, begun, Step.UNSCHEDULE).publish_at is None


@on_one_engine
def test_a_draft_thrown_away_is_kept_and_the_card_is_free_again(
    hub: Hub, writer: Member, publish: Take, take: Take
) -> None:
    card_id = publish().card_id
    draft_id = hub.drafts.begin(writer, card_id)
    assert take(writer, draft_id, Step.DISCARD).ended_at is not None
    assert hub.drafts.get(draft_id).text
    assert hub.drafts.begin(writer, card_id) != draft_id


def test_a_card_of_a_folder_keeps_its_source_and_its_file(
    hub: Hub, writer: Member, approver: Member, take: Take, write_card: Callable[..., Path],
    folder: Path,
) -> None:  # fmt: skip
    write_card("price")
    hub.publish(folder, source="repository")
    draft_id = hub.drafts.begin(writer, "price")
    fill(hub, writer, draft_id, summary="On the pages.")
    for member, step in ((writer, Step.SUBMIT), (approver, Step.APPROVE), (approver, Step.PUBLISH)):
        take(member, draft_id, step)
    found = hub.card_revisions.get("price")
    assert (found.source, found.number) == ("repository", 2)
    with pytest.raises(HubConflictError):
        hub.publish(folder, source="repository")
    assert hub.card_revisions.get("price").number == 2


@on_one_engine
def test_the_audit_log_tells_the_whole_way(hub: Hub, database: Database, publish: Take) -> None:
    draft = publish()
    with database.reading() as connection:
        query = select(audit_log.c.action).where(audit_log.c.subject == draft.card_id)
        actions = list(connection.scalars(query.order_by(audit_log.c.id)))
    assert actions == ["draft-begin", "draft-submit", "draft-approve", "draft-publish"]


@on_one_engine
def test_over_its_budget_a_draft_names_what_to_retire_first(
    hub: Hub, device: Device, writer: Member, clock: SetClock, publish: Take, begun: str
) -> None:
    publish(id="old", title="Old")
    assert hub.draft_steps.over_budget(hub.drafts.get(begun)) == ()
    hub.audiences.add(writer, Audience("", "Everyone", most_active=1))
    clock.move(days=60)
    [over] = hub.draft_steps.over_budget(hub.drafts.get(begun))
    assert over.sentences == ("“Everyone” would hold 2 cards; its budget is 1.",)
    assert [one.card_id for one in over.retire_first] == ["old"]


@on_one_engine
def test_a_recalled_card_that_is_mended_is_recalled_no_more(
    hub: Hub, database: Database, clock: SetClock, writer: Member, approver: Member,
    publish: Take, take: Take,
) -> None:  # fmt: skip
    card_id = publish().card_id
    hub.retire(card_id)
    row = {
        "card_id": card_id,
        "revision": 1,
        "reason": "Wrong.",
        "person_id": "",
        "at": clock(),
        "generation": 2,
    }
    with database.writing() as connection:
        connection.execute(insert(recalls), row)
    draft_id = hub.drafts.begin(writer, card_id)
    fill(hub, writer, draft_id, summary="Mended.")
    for member, step in ((writer, Step.SUBMIT), (approver, Step.APPROVE), (approver, Step.PUBLISH)):
        take(member, draft_id, step)
    with database.reading() as connection:
        assert connection.execute(select(recalls)).all() == []
    assert hub.card_revisions.get(card_id).state == "published"


def test_a_draft_that_is_published_is_not_said_to_have_taken_an_id(
    hub: Hub, publish: Callable[..., Draft]
) -> None:
    draft = publish()
    assert hub.drafts.check(hub.drafts.get(draft.draft_id)).errors == []
