"""Drafts: begun from nothing or from a revision, saved by version, never two of a card."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.database import Database
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.drafts import MOST_TEXT, StaleDraftError
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.workflow import DraftState, Step
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log
from tests.hub.conftest import SetClock
from tests.hub.drafting.conftest import GOOD, fill

on_one_engine = pytest.mark.parametrize("engine", ["sqlite"])


def fields(draft: Draft) -> dict[str, str]:
    form = Form.of(draft.text)
    assert form is not None
    return dict(form.fields)


def test_a_new_card_begins_with_what_is_known(hub: Hub, writer: Member) -> None:
    draft = hub.drafts.get(hub.drafts.begin_new(writer, {"title": "¡Más caro!", "language": "es"}))
    assert (draft.card_id, draft.base_revision, draft.state) == ("mas-caro", 0, DraftState.DRAFT)
    found = fields(draft)
    assert (found["title"], found["kind"], found["owner"]) == (
        "¡Más caro!",
        "objection",
        writer.email,
    )
    assert found["body"].startswith("## Di esto")
    assert [one.draft_id for one in hub.drafts.open()] == [draft.draft_id]
    assert draft.author == "Writer"


def test_ids_are_made_free_or_asked_for(hub: Hub, writer: Member) -> None:
    first, second = (
        hub.drafts.get(hub.drafts.begin_new(writer, {"title": "Price"})).card_id for _ in "ab"
    )
    assert (first, second) == ("price", "price-2")
    with pytest.raises(HubConflictError):
        hub.drafts.begin_new(writer, {"title": "Another", "id": "price"})
    with pytest.raises(HubInputError):
        hub.drafts.begin_new(writer, {"title": "  "})
    with pytest.raises(HubInputError):
        hub.drafts.begin_new(OPERATOR, {"title": "Nobody's"})


def test_a_card_has_one_draft_at_a_time(
    hub: Hub, writer: Member, approver: Member, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("price")
    hub.publish(folder)
    draft_id = hub.drafts.begin(writer, "price")
    assert hub.drafts.begin(approver, "price") == draft_id
    draft = hub.drafts.get(draft_id)
    assert (draft.base_revision, draft.author_id) == (1, writer.person_id)
    assert fields(draft)["title"] == "Price"
    with pytest.raises(HubMissingError):
        hub.drafts.begin(writer, "nothing")
    with pytest.raises(HubMissingError):
        hub.drafts.get("nothing")


def test_of_two_who_save_the_second_is_told_and_both_texts_live(
    hub: Hub, writer: Member, approver: Member, begun: str
) -> None:
    opened = hub.drafts.get(begun)
    fill(hub, writer, begun, summary="The first's.")
    theirs = opened.text.replace("One calm line.", "The second's.")
    with pytest.raises(StaleDraftError) as caught:
        hub.drafts.save(approver, begun, opened.version, theirs)
    assert fields(caught.value.now)["summary"] == "The first's."
    assert "Writer" in caught.value.sentence()
    saved = hub.drafts.save(approver, begun, caught.value.now.version, theirs)
    assert (fields(saved)["summary"], saved.editor, saved.version) == (
        "The second's.",
        "Approver",
        3,
    )


def test_saving_the_same_again_changes_nothing(hub: Hub, approver: Member, begun: str) -> None:
    draft = hub.drafts.get(begun)
    assert hub.drafts.save(approver, begun, 0, draft.text) == draft


@on_one_engine
def test_only_what_is_being_written_can_be_saved(
    hub: Hub, writer: Member, begun: str, take: Callable[..., Draft]
) -> None:
    draft = take(writer, begun, Step.SUBMIT)
    with pytest.raises(HubConflictError):
        hub.drafts.save(writer, begun, draft.version, draft.text + "More.\n")


@on_one_engine
def test_a_text_has_a_length_that_ends(hub: Hub, writer: Member, begun: str) -> None:
    with pytest.raises(HubInputError):
        hub.drafts.save(writer, begun, 1, "x" * (MOST_TEXT + 1))


@on_one_engine
def test_a_new_card_goes_by_the_id_that_its_text_has(
    hub: Hub, writer: Member, publish: Callable[..., Draft]
) -> None:
    publish(id="taken")
    draft_id = hub.drafts.begin_new(writer, {"title": "First", "id": "first"})
    assert fill(hub, writer, draft_id, id="second").card_id == "second"
    assert fill(hub, writer, draft_id, id="Not one").card_id == "second"
    draft = fill(hub, writer, draft_id, id="taken")
    assert draft.card_id == "second"
    assert "id-taken" in [one.code for one in hub.drafts.check(draft).errors]


@on_one_engine
def test_a_published_card_keeps_its_id(
    hub: Hub, writer: Member, publish: Callable[..., Draft]
) -> None:
    publish(id="price")
    draft = fill(hub, writer, hub.drafts.begin(writer, "price"), id="cost")
    assert draft.card_id == "price"
    assert [one.code for one in hub.drafts.check(draft).errors] == ["other-id"]


@on_one_engine
def test_the_audit_log_has_a_line_a_hand_and_not_one_a_save(
    hub: Hub, database: Database, writer: Member, approver: Member, begun: str
) -> None:
    for summary in ("One.", "Two.", "Three."):
        fill(hub, writer, begun, summary=summary)
    fill(hub, approver, begun, summary="Four.")
    with database.reading() as connection:
        rows = connection.execute(
            select(audit_log.c.who, audit_log.c.action).where(
                audit_log.c.action.startswith("draft")
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        (writer.who, "draft-begin"), (approver.who, "draft-edit"),
    ]  # fmt: skip


def test_a_draft_that_was_overtaken_takes_the_newest_into_account(
    hub: Hub, writer: Member, approver: Member, clock: SetClock, take: Callable[..., Draft],
    publish: Callable[..., Draft],
) -> None:  # fmt: skip
    publish(id="price")
    draft = fill(hub, writer, hub.drafts.begin(writer, "price"), summary="Mine.")
    take(writer, draft.draft_id, Step.SUBMIT)
    hub.verification.still_right(approver, "price", 1, clock().date().replace(year=2027))
    with pytest.raises(HubConflictError):
        take(approver, draft.draft_id, Step.APPROVE)
    rebased = hub.drafts.rebase(writer, draft.draft_id, draft.version)
    assert (rebased.base_revision, rebased.state) == (2, DraftState.DRAFT)
    assert fields(rebased)["summary"] == "Mine."
    with pytest.raises(StaleDraftError):
        hub.drafts.rebase(writer, draft.draft_id, draft.version)


def test_what_is_known_of_a_good_draft_is_checked(hub: Hub, begun: str) -> None:
    draft = hub.drafts.get(begun)
    assert hub.drafts.check(draft).good
    assert not hub.drafts.check(draft, draft.text.replace("## Say", "##Say")).errors
    assert hub.drafts.check(draft, "nothing").errors
    assert GOOD["title"] in draft.text
