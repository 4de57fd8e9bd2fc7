"""The story of the sync, in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.engine import SyncReport
from enablement.sync.protocol import Outcome, Request, Usage
from enablement.ui.sync.sync_story import (
    Brought,
    SyncDetails,
    keep_brought,
    read_details,
    sync_story,
)
from enablement.ui.sync.sync_words import Phase, SyncNews
from enablement.ui.values import Standing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DETAILS = SyncDetails(
    {"usage": 2, "search": 1, "request": 1}, Brought(NOW - timedelta(hours=3), new=4, answers=1),
    "Test hub", "https://hub.example.com", 44, 3_400_000,
)  # fmt: skip


def news(phase: Phase, *, days: float = 0.1, **more: Any) -> SyncNews:
    standing = Standing(True, "Test hub", "Ana", 44, 4, NOW - timedelta(days=days), "", NOW)
    return SyncNews(phase, standing, **more)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path, LibraryKey.random())
    yield opened
    opened.close()


def test_what_waits_and_came_is_told_by_kind() -> None:
    story = sync_story(news(Phase.RESTING), DETAILS, NOW + timedelta(minutes=4), NOW)
    waits, came, place = story.parts
    assert waits.lines == ("2 logs", "1 request for a card", "1 search that found nothing")
    assert came.lines == ("4 new cards, 1 answer, 3 h ago",)
    assert place.lines == (
        "Test hub", "https://hub.example.com", "44 cards on this laptop · 3.4 MB, encrypted",
    )  # fmt: skip
    assert (story.words, story.detail) == ("Synced 2 h ago", "")
    assert story.next == "Syncs again in 4 minutes."


def test_nothing_waits_and_nothing_came() -> None:
    details = SyncDetails({}, None, "", "", 0, 0)
    waits, place = sync_story(news(Phase.RESTING), details, None, NOW).parts
    assert waits.lines == ("Nothing: all that you said has arrived.",)
    assert place.lines == ("0 cards on this laptop · 0.1 MB, encrypted",)


def test_what_failed_and_what_to_do() -> None:
    trouble = news(Phase.TROUBLE, sentence="Access was ended.", mend="Ask for an invitation.")
    story = sync_story(trouble, DETAILS, NOW + timedelta(seconds=20), NOW)
    assert story.words == "Not synced"
    assert story.detail == "Access was ended. Ask for an invitation."
    assert story.next == "Tries again within a minute."


def test_long_work_shows_how_far_it_is() -> None:
    working = news(Phase.SYNCING, done=30, total=120, doing="fetching")
    story = sync_story(working, DETAILS, None, NOW)
    assert story.words == "Fetching cards… 30 of 120"
    assert (story.done, story.total, story.syncing, story.next) == (30, 120, True, "")


def test_days_offline_are_told() -> None:
    story = sync_story(news(Phase.OFFLINE, days=3), DETAILS, None, NOW)
    assert story.detail.startswith("Last synced 3 days ago. Everything works")
    old = sync_story(news(Phase.OFFLINE, days=12), DETAILS, None, NOW)
    assert old.detail == "Last synced 12 days ago: cards may have changed since."
    assert old.colour == "neutral_text"


def test_a_card_and_its_translations_are_one_as_everywhere(library: Library, deck: Any) -> None:
    """“67 new cards” beside “42 cards” was said of one and the same sync."""

    def brought(report: SyncReport) -> tuple[int, int, int]:
        keep_brought(library, report)
        found = read_details(library)
        assert found.brought is not None
        return found.brought.new, found.brought.changed, found.brought.retired

    everything = tuple(card.id for card in deck.all)
    deck.put(library, deck.all)
    assert brought(SyncReport(added=everything)) == (3, 0, 0)
    assert read_details(library).cards == 3
    changed = (deck.expensive.id, deck.costoso.id)
    assert brought(SyncReport(changed=changed)) == (0, 1, 0)
    assert brought(SyncReport(added=(deck.costoso.id,))) == (0, 1, 0), (
        "a translation of a card that was here"
    )
    deck.sync_in(library, (deck.cheaper, deck.costoso), revision=2)
    gone = (deck.expensive.id, deck.freezer.id)
    assert brought(SyncReport(removed=gone)) == (0, 1, 1), "of one the translation stays"
    deck.sync_in(library, (deck.cheaper,), revision=3)
    assert brought(SyncReport(removed=(deck.costoso.id,))) == (0, 0, 1)


def test_a_report_is_kept_until_another_brings_something(library: Library) -> None:
    library.events.log_usage(Usage(card_id="a", revision=1, outcome=Outcome.WORKED))
    library.events.log_request(Request(text="zeppelin"))
    keep_brought(library, SyncReport(added=("a", "b"), removed=("c",), threads=("t",)))
    keep_brought(library, SyncReport())
    details = read_details(library)
    assert dict(details.waiting) == {"usage": 1, "request": 1}
    assert details.brought is not None
    assert (details.brought.new, details.brought.retired, details.brought.answers) == (2, 1, 1)
    assert details.bytes > 10_000
    library.desk_state.put("sync.brought", {"at": "yesterday"})
    assert read_details(library).brought is None
