"""The state of the sync in a few quiet words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from enablement.translation import _, ngettext
from enablement.ui.times import ago
from enablement.ui.values import Standing

STALE_AFTER = timedelta(days=7)
"""After so long without a sync the line says that cards may have changed."""


class Phase(StrEnum):
    """What the sync is doing."""

    RESTING = "resting"
    SYNCING = "syncing"
    OFFLINE = "offline"
    CAPTIVE = "captive"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class SyncNews:
    """Where the sync stands; `sentence` and `mend` are set when the last try did not succeed.

    `doing` is `sending`, `fetching` or `indexing` while a sync is that far; `metered` says that the
    network counts what passes.
    """

    phase: Phase
    standing: Standing
    sentence: str = ""
    mend: str = ""
    done: int = 0
    total: int = 0
    doing: str = ""
    metered: bool = False


@dataclass(frozen=True)
class SyncWords:
    """What the sync line shows: an icon in the colour of a token, words, and a second line."""

    icon: str
    colour: str
    words: str
    detail: str


def sync_words(news: SyncNews, now: datetime) -> SyncWords:
    """Say where the sync stands."""
    said = {
        Phase.SYNCING: _syncing,
        Phase.OFFLINE: _offline,
        Phase.CAPTIVE: _captive,
        Phase.TROUBLE: _trouble,
        Phase.RESTING: _resting,
    }
    return said[news.phase](news, now)


def progress_words(news: SyncNews) -> str:
    """How far a sync is, in words."""
    if not news.total:
        return _("Syncing…")
    said = {
        "sending": _("Sending… {done} of {total}"),
        "fetching": _("Fetching cards… {done} of {total}"),
        "indexing": _("Making cards findable… {done} of {total}"),
    }
    words = said.get(news.doing, _("Syncing… {done} of {total}"))
    return words.format(done=news.done, total=news.total)


def is_stale(last: datetime | None, now: datetime) -> bool:
    """Whether the cards are so old that a rep should be told."""
    return last is not None and now - last >= STALE_AFTER


def _syncing(news: SyncNews, _now: datetime) -> SyncWords:
    return SyncWords("syncing", "accent_text", progress_words(news), cards_words(news))


def _offline(news: SyncNews, now: datetime) -> SyncWords:
    last, words = news.standing.last_synced, _joined(_("Offline"), _waiting(news))
    if last is not None and is_stale(last, now):
        return SyncWords("offline", "neutral_text", words, _old(last, now))
    detail = _("Everything works; logs are kept and sent later.")
    if last is not None:
        detail = " ".join((_("Last synced {ago}.").format(ago=ago(last, now)), detail))
    return SyncWords("offline", "text_muted", words, detail)


def _captive(news: SyncNews, _now: datetime) -> SyncWords:
    words = _joined(_("This network asks you to sign in first"), _waiting(news))
    detail = _("Open a browser and sign in; everything waits here.")
    return SyncWords("lock", "neutral_text", words, detail)


def _trouble(news: SyncNews, _now: datetime) -> SyncWords:
    detail = " ".join(part for part in (news.sentence, news.mend) if part)
    words = _joined(_("Not synced"), _waiting(news))
    return SyncWords("unverified", "neutral_text", words, detail)


def _resting(news: SyncNews, now: datetime) -> SyncWords:
    last = news.standing.last_synced
    if last is None:
        words = _joined(_("Not synced yet"), _waiting(news))
        return SyncWords("syncing", "text_muted", words, cards_words(news))
    words = _joined(_("Synced {ago}").format(ago=ago(last, now)), _waiting(news))
    if is_stale(last, now):
        return SyncWords("unverified", "neutral_text", words, _old(last, now))
    detail = _("On a metered network: syncing less often") if news.metered else cards_words(news)
    return SyncWords("synced", "worked_text", words, detail)


def _old(last: datetime, now: datetime) -> str:
    words = _("Last synced {ago}: cards may have changed since.")
    return words.format(ago=ago(last, now))


def _waiting(news: SyncNews) -> str:
    count = news.standing.waiting
    return ngettext("{n} waiting", "{n} waiting", count).format(n=count) if count else ""


def cards_words(news: SyncNews) -> str:
    """How many cards there are."""
    count = news.standing.cards
    words = ngettext("{n} card on this laptop", "{n} cards on this laptop", count)
    return words.format(n=count)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
