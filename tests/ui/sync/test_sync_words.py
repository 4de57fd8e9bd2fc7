"""What the sync line says."""

from datetime import UTC, datetime, timedelta
from typing import Any

from enablement.ui.sync.sync_words import Phase, SyncNews, sync_words
from enablement.ui.values import Standing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def words(phase: Phase, *, waiting: int = 0, minutes: int | None = 2, **news: Any) -> str:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    standing = Standing(True, "Hub", "Ana", 44, waiting, last, "", NOW)
    return sync_words(SyncNews(phase, standing, **news), NOW).words


def test_quiet_states() -> None:
    assert words(Phase.RESTING) == "Synced 2 min ago"
    assert words(Phase.RESTING, waiting=3) == "Synced 2 min ago · 3 waiting"
    assert words(Phase.RESTING, minutes=None) == "Not synced yet"
    assert words(Phase.SYNCING) == "Syncing…"
    assert words(Phase.SYNCING, done=12, total=44) == "Syncing… 12 of 44"
    assert words(Phase.OFFLINE, waiting=1) == "Offline · 1 waiting"


def test_trouble_says_what_to_do() -> None:
    standing = Standing(True, "Hub", "Ana", 44, 0, None, "", NOW)
    news = SyncNews(Phase.TROUBLE, standing, "Access was ended.", "Ask for an invitation.")
    said = sync_words(news, NOW)
    assert said.words == "Not synced"
    assert said.detail == "Access was ended. Ask for an invitation."


def detail(phase: Phase, *, days: float = 0.1, **news: Any) -> str:
    last = NOW - timedelta(days=days)
    standing = Standing(True, "Hub", "Ana", 44, 0, last, "", NOW)
    return sync_words(SyncNews(phase, standing, **news), NOW).detail


def test_old_cards_are_a_mild_warning_after_a_week() -> None:
    assert detail(Phase.RESTING) == "44 cards on this laptop"
    assert detail(Phase.RESTING, days=6.9) == "44 cards on this laptop"
    old = "Last synced 7 days ago: cards may have changed since."
    assert detail(Phase.RESTING, days=7) == old
    assert detail(Phase.OFFLINE, days=7) == old
    offline = detail(Phase.OFFLINE, days=2)
    assert offline == "Last synced 2 days ago. Everything works; logs are kept and sent later."


def test_networks_that_want_something_are_told_quietly() -> None:
    assert words(Phase.CAPTIVE, waiting=2) == "This network asks you to sign in first · 2 waiting"
    assert detail(Phase.CAPTIVE) == "Open a browser and sign in; everything waits here."
    assert detail(Phase.RESTING, metered=True) == "On a metered network: syncing less often"


def test_a_long_sync_says_what_it_does() -> None:
    assert words(Phase.SYNCING, done=1, total=3, doing="sending") == "Sending… 1 of 3"
    assert words(Phase.SYNCING, done=1, total=3, doing="fetching") == "Fetching cards… 1 of 3"
    assert words(Phase.SYNCING, done=1, total=3, doing="indexing") == (
        "Making cards findable… 1 of 3"
    )
