"""What the sync line says."""

from datetime import UTC, datetime, timedelta

from enablement.ui.sync_words import Phase, SyncNews, sync_words
from enablement.ui.values import Standing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def words(phase: Phase, *, waiting: int = 0, minutes: int | None = 2, **news: object) -> str:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    standing = Standing(True, "Hub", "Ana", 44, waiting, last, "", NOW)
    return sync_words(SyncNews(phase, standing, **news), NOW).words  # type: ignore[arg-type]


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
