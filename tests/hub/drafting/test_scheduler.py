"""The scheduler: what is due goes out once, whoever asks and however many ask at once."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from enablement.hub.access.members import Member
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.workflow import DraftState, Step
from enablement.hub.hub import Hub
from tests.hub.conftest import SetClock

Take = Callable[..., Draft]


@pytest.fixture
def scheduled(clock: SetClock, writer: Member, approver: Member, begun: str, take: Take) -> str:
    """A draft that goes out in an hour."""
    take(writer, begun, Step.SUBMIT)
    take(approver, begun, Step.APPROVE)
    take(approver, begun, Step.SCHEDULE, publish_at=clock() + timedelta(hours=1))
    return begun


def test_a_draft_goes_out_at_its_moment_and_not_before(
    hub: Hub, clock: SetClock, writer: Member, scheduled: str
) -> None:
    hub.scheduler.run_if_due()
    clock.move(minutes=59)
    hub.scheduler.run_if_due()
    assert hub.drafts.get(scheduled).state is DraftState.APPROVED
    clock.move(minutes=1)
    hub.scheduler.run_if_due()
    draft = hub.drafts.get(scheduled)
    assert draft.state is DraftState.PUBLISHED
    found = hub.card_revisions.get(draft.card_id)
    assert (found.text, found.author, found.approver) == (draft.text, "Writer", "Approver")
    assert "published" in [one.kind for one in hub.notices.of(writer)]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_it_looks_once_a_minute_at_most(hub: Hub, clock: SetClock, scheduled: str) -> None:
    clock.move(minutes=59, seconds=30)
    hub.scheduler.run_if_due()
    clock.move(seconds=45)
    hub.scheduler.run_if_due()
    assert hub.drafts.get(scheduled).state is DraftState.APPROVED
    clock.move(seconds=15)
    hub.scheduler.run_if_due()
    assert hub.drafts.get(scheduled).state is DraftState.PUBLISHED


def test_two_processes_publish_it_once(
    reopen: Callable[[], Hub], clock: SetClock, scheduled: str
) -> None:
    processes = [reopen() for _ in range(4)]
    clock.move(hours=2)
    together = threading.Barrier(len(processes))

    def ask(hub: Hub) -> None:
        together.wait()
        hub.scheduler.run_if_due()

    threads = [threading.Thread(target=ask, args=(hub,)) for hub in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft = processes[0].drafts.get(scheduled)
    assert draft.state is DraftState.PUBLISHED
    assert len(processes[0].card_revisions.of(draft.card_id)) == 1
    assert processes[0].status().generation == 1


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_cannot_go_out_holds_up_nothing_and_is_told(
    hub: Hub, clock: SetClock, writer: Member, approver: Member, take: Take, scheduled: str,
    write_card: Callable[..., Path], folder: Path,
) -> None:  # fmt: skip
    other = hub.drafts.begin_new(writer, {"title": "Other", "body": "## Say this\n\nX."})
    take(writer, other, Step.SUBMIT)
    take(approver, other, Step.APPROVE)
    take(approver, other, Step.SCHEDULE, publish_at=clock() + timedelta(hours=2))
    write_card(hub.drafts.get(scheduled).card_id)  # the id was free when it was approved
    hub.publish(folder)
    clock.move(hours=3)
    hub.scheduler.run_if_due()
    stuck = hub.drafts.get(scheduled)
    assert (stuck.state, stuck.publish_at) == (DraftState.APPROVED, None)
    assert hub.drafts.get(other).state is DraftState.PUBLISHED
    told = next(one for one in hub.notices.of(approver) if one.kind == "not-published")
    assert told.details["title"] == stuck.title
    assert told.details["words"]["en"] != told.details["words"]["es"]


def test_owners_are_told_thirty_and_seven_days_before(
    hub: Hub, clock: SetClock, writer: Member, approver: Member, publish: Take
) -> None:
    card_id = publish(verify_by="2027-01-10").card_id
    told = []
    for day in ("2026-12-10", "2026-12-11", "2026-12-12", "2027-01-03", "2027-01-04", "2027-01-11"):
        clock.move(days=(date.fromisoformat(day) - clock().date()).days)
        hub.scheduler.run_if_due()
        kinds = {one.kind for one in hub.notices.of(writer)}
        told.append(sorted(kinds - {"published", "approved"}))
    assert told == [
        [], ["verify-30"], ["verify-30"], ["verify-30", "verify-7"], ["verify-30", "verify-7"],
        ["verify-30", "verify-7", "verify-over"],
    ]  # fmt: skip
    assert [one.kind for one in hub.notices.of(approver)] == []
    hub.verification.still_right(approver, card_id, 1, date(2027, 7, 1))
    assert {one.kind for one in hub.notices.of(writer)} <= {"published", "approved"}


@pytest.mark.parametrize("engine", ["sqlite"])
def test_without_an_owner_the_approvers_are_told(
    hub: Hub, clock: SetClock, approver: Member, publish: Take
) -> None:
    publish(verify_by="2026-12-01", owner="nobody@example.com", expires="2026-12-20")
    hub.scheduler.run_if_due()
    assert {one.kind for one in hub.notices.of(approver)} == {"verify-7", "expires"}


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_was_put_aside_is_not_told_again(
    hub: Hub, clock: SetClock, writer: Member, publish: Take
) -> None:
    publish(verify_by="2026-12-20")
    hub.scheduler.run_if_due()
    [notice] = [one for one in hub.notices.of(writer) if one.kind == "verify-30"]
    hub.notices.put_aside(writer, notice.notice_id)
    clock.move(days=1)
    hub.scheduler.run_if_due()
    assert "verify-30" not in [one.kind for one in hub.notices.of(writer)]
