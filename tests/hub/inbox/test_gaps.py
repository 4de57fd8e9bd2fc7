"""The content gaps: ranked, and what marketing does about each reaches those who asked."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.drafting.form import Form
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub
from enablement.hub.inbox.gap_marks import GapState
from enablement.hub.inbox.gap_view import Gap
from enablement.sync.threads import Fate
from tests.hub.conftest import Say


@pytest.fixture
def gaps(say: Say) -> dict[str, str]:
    """Two gaps, and a search that one rep alone made; the ids of the requests."""
    asked = {
        "ana": say("Ana", "request", text="alarmas de puerta", language="es", note="A school."),
        "ben": say("Ben", "request", text="okta", language="en"),
    }
    for name in ("Ben", "Cleo"):
        say(name, "search", text="Alarma de puertas", language="es", results=0)
    say("Dan", "search", text="Mr Smith of Acme", language="en", results=0)
    return asked


def first(hub: Hub, state: GapState = GapState.OPEN) -> Gap:
    return hub.inbox.gaps.page(state).rows[0]


def last_words(hub: Hub, thread_id: str) -> str:
    return hub.threads.get(thread_id).thread.messages[-1].text


def test_what_most_reps_miss_comes_first(hub: Hub, gaps: dict[str, str]) -> None:
    page = hub.inbox.gaps.page()
    assert [(gap.text, gap.reps, gap.times) for gap in page.rows] == [
        ("Alarma de puertas", 3, 3), ("okta", 1, 1),
    ]  # fmt: skip
    assert page.hidden == 1
    assert page.rows[0].languages == ("es",)
    assert page.counts[GapState.OPEN] == 2
    one = hub.inbox.gaps.page(most=1)
    assert [gap.text for gap in hub.inbox.gaps.page(after=one.after).rows] == ["okta"]
    assert hub.inbox.gaps.of_thread(gaps["ana"]) == hub.inbox.gaps.get(page.rows[0].key)
    assert hub.inbox.gaps.of_thread("none") is None
    with pytest.raises(HubMissingError):
        hub.inbox.gaps.get("none")


def test_what_is_new_is_there_at_once(hub: Hub, gaps: dict[str, str], say: Say, clock: Any) -> None:
    assert len(hub.inbox.gaps.page().rows) == 2
    say("Dan", "request", text="fire doors", language="en")
    assert len(hub.inbox.gaps.page().rows) == 3
    clock.move(days=91)
    assert hub.inbox.gaps.page().rows == ()
    assert len(hub.inbox.gaps.page(days=365).rows) == 3


def test_writing_the_card_leads_to_those_who_asked(
    hub: Hub, gaps: dict[str, str], rosa: Member, join: Callable[..., Member], say: Say
) -> None:
    carl, key = join(Role.APPROVER, "Carl"), first(hub).key
    draft_id = hub.inbox.gaps.write(rosa, key)
    draft = hub.drafts.get(draft_id)
    form = Form.of(draft.text)
    assert form is not None
    assert form.fields["title"] == "Alarma de puertas"
    assert form.fields["says"] == "Alarma de puertas\nalarmas de puerta"
    assert form.fields["language"] == "es"
    marked = first(hub, GapState.WRITING)
    assert marked.mark is not None
    assert (marked.mark.draft_id, marked.mark.name) == (draft_id, "Rosa")
    with pytest.raises(HubConflictError, match="already"):
        hub.inbox.gaps.write(carl, marked.key)
    say("Eva", "request", text="puerta con alarma", language="es")
    assert first(hub, GapState.WRITING).since_mark == 1
    filled = form.filled({"id": "puertas", "summary": "Una.", "body": "## Di esto\n\nSuena.\n"})
    draft = hub.drafts.save(rosa, draft_id, draft.version, filled)
    for member, step in ((rosa, Step.SUBMIT), (carl, Step.APPROVE), (carl, Step.PUBLISH)):
        hub.draft_steps.take(member, draft_id, hub.drafts.get(draft_id).version, Choice(step))
    answered = first(hub, GapState.ANSWERED)
    assert answered.mark is not None
    assert (answered.mark.card_id, answered.mark.title) == ("puertas", "Alarma de puertas")
    for thread_id in (gaps["ana"], "Eva-1"):
        thread = hub.threads.get(thread_id).thread
        assert (thread.fate, thread.changed_card, thread.changed_to) == (Fate.CHANGED, "puertas", 1)
        assert "Alarma de puertas" in last_words(hub, thread_id)
    assert hub.threads.get(gaps["ben"]).open


def test_a_draft_that_is_thrown_away_leaves_the_gap_open(
    hub: Hub, gaps: dict[str, str], rosa: Member
) -> None:
    draft_id = hub.inbox.gaps.write(rosa, first(hub).key)
    assert first(hub).text == "okta"
    version = hub.drafts.get(draft_id).version
    hub.draft_steps.take(rosa, draft_id, version, Choice(Step.DISCARD))
    assert first(hub).reps == 3
    hub.inbox.gaps.write(rosa, first(hub).key)
    assert first(hub, GapState.WRITING).reps == 3


def test_dismissed_with_a_reason_that_those_who_asked_read(
    hub: Hub, gaps: dict[str, str], rosa: Member, say: Say
) -> None:
    key = first(hub).key
    with pytest.raises(HubInputError, match="nothing to say"):
        hub.inbox.gaps.dismiss(rosa, key, "  ")
    assert hub.inbox.gaps.dismiss(rosa, key, "We do not sell doors.") == 1
    thread = hub.threads.get(gaps["ana"]).thread
    assert (thread.fate, thread.messages[-1].name) == (Fate.DECLINED, "Rosa")
    assert last_words(hub, gaps["ana"]) == "We do not sell doors."
    dismissed = first(hub, GapState.DISMISSED)
    assert dismissed.mark is not None
    assert dismissed.mark.note == "We do not sell doors."
    say("Eva", "search", text="alarma puerta", language="es", results=0)
    assert first(hub, GapState.DISMISSED).since_mark == 1
    hub.inbox.gaps.reopen(rosa, dismissed.key)
    assert first(hub).reps == 4
    with pytest.raises(HubConflictError, match="open already"):
        hub.inbox.gaps.reopen(rosa, first(hub).key)
    assert hub.inbox.gaps.dismiss(rosa, first(hub).key, "Still not.", tell=False) == 0
    assert last_words(hub, gaps["ana"]) == "We do not sell doors."


def test_answered_by_a_card_that_is_there(
    hub: Hub, gaps: dict[str, str], rosa: Member, price: None
) -> None:
    key = first(hub).key
    for wrong in ("none", ""):
        with pytest.raises(HubInputError, match="no card"):
            hub.inbox.gaps.answer(rosa, key, wrong)
    assert hub.inbox.gaps.answer(rosa, key, " price ") == 1
    thread = hub.threads.get(gaps["ana"]).thread
    assert (thread.fate, thread.changed_card, thread.changed_to) == (Fate.CHANGED, "price", 1)
    assert "It costs too much" in last_words(hub, gaps["ana"])
    assert first(hub, GapState.ANSWERED).mark is not None
    assert hub.inbox.gaps.answer(rosa, key, "price") == 0, "nobody is told twice"
    okta = first(hub)
    assert hub.inbox.gaps.answer(rosa, okta.key, "price", "See its proof.") == 1
    assert last_words(hub, gaps["ben"]) == "See its proof."
