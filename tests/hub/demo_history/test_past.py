"""The demo's history: played once, the same each time, and alive on every page that reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from enablement.demo import Demo
from enablement.hub.demo_history.company import REPS
from enablement.hub.demo_history.used import USED
from enablement.hub.hub import Hub
from enablement.settings import shipped_folder
from enablement.sync.threads import Fate

NOW = datetime(2026, 11, 26, 13, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo at its first start, synced."""
    with Demo(tmp_path_factory.mktemp("demo"), lambda: NOW, history=True) as demo:
        demo.publish_changed()
        demo.enroll()
        demo.sync()
        yield demo


@pytest.fixture
def hub(demo: Demo) -> Hub:
    return demo.hub


def rates(hub: Hub, card_id: str) -> dict[int, tuple[int, float]]:
    """How often each revision was logged, and the share that worked."""
    return {
        one.revision: (sum(told), one.worked / sum(told))
        for one in hub.review.usage()
        if one.card_id == card_id and (told := (one.worked, one.neutral, one.fell_flat))
    }


def test_there_are_some_months_of_many_reps(hub: Hub) -> None:
    status = hub.status()
    assert status.devices == len(REPS) + 1
    assert 2_000 < status.usage < 6_000
    assert status.rejected == 0
    assert status.cards == len(list(shipped_folder("content").glob("e?/*.md")))


def test_one_card_got_better_and_one_worse(hub: Hub) -> None:
    better, worse = rates(hub, "too-expensive"), rates(hub, "competitor-is-cheaper")
    assert better[2][1] > better[1][1] + 0.15
    assert worse[2][1] < worse[1][1] - 0.15
    for card in (better, worse):
        assert min(n for n, _rate in card.values()) >= 30


def test_a_card_is_used_on_after_it_was_followed(hub: Hub) -> None:
    assert hub.card_revisions.get("need-to-think").number == 3
    late = [one.revision for one in hub.review.usage() if one.card_id == "need-to-think"]
    assert {1, 2, 3} == set(late)


def test_some_cards_were_never_used(hub: Hub) -> None:
    used = {one.card_id for one in hub.review.usage()}
    assert used == {one.card_id for one in USED}


def test_the_rep_of_the_demo_finds_answers_and_evidence(demo: Demo) -> None:
    threads = demo.library.threads.all()
    assert len(threads) == 3
    assert sum(len(one.messages) > 1 for one in threads) == 2
    assert demo.library.policies.evidence().cards["too-expensive"].revision == 2


def test_marketing_has_work_on_the_desk(hub: Hub) -> None:
    assert len(hub.drafts.open()) == 3
    assert len(hub.audiences.loads()) == 3
    assert [one for one in hub.threads.list() if one.thread.fate is Fate.RECEIVED]
    assert len(hub.inbox.gaps.all()[0]) > 10
    assert hub.status().retired == 1


def test_later_starts_add_nothing(demo: Demo) -> None:
    before = demo.hub.status()
    with Demo(demo.folder, lambda: NOW, history=True) as again:
        assert not again.publish_changed()
        again.enroll()
        assert again.hub.status() == before
