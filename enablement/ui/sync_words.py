"""The state of the sync in a few quiet words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from enablement.translation import _, ngettext
from enablement.ui.times import ago
from enablement.ui.values import Standing


class Phase(StrEnum):
    """What the sync is doing."""

    RESTING = "resting"
    SYNCING = "syncing"
    OFFLINE = "offline"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class SyncNews:
    """Where the sync stands; `sentence` and `mend` are set when the last try did not succeed."""

    phase: Phase
    standing: Standing
    sentence: str = ""
    mend: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class SyncWords:
    """What the sync line shows: an icon in the colour of a token, words, and a second line."""

    icon: str
    colour: str
    words: str
    detail: str


def sync_words(news: SyncNews, now: datetime) -> SyncWords:
    """Say where the sync stands."""
    standing = news.standing
    waiting = (
        ngettext("{n} waiting", "{n} waiting", standing.waiting).format(n=standing.waiting)
        if standing.waiting
        else ""
    )
    cards = ngettext("{n} card on this laptop", "{n} cards on this laptop", standing.cards).format(
        n=standing.cards
    )
    last = standing.last_synced
    if news.phase is Phase.SYNCING:
        words = _("Syncing…")
        if news.total:
            words = _("Syncing… {done} of {total}").format(done=news.done, total=news.total)
        return SyncWords("syncing", "accent_text", words, cards)
    if news.phase is Phase.OFFLINE:
        detail = _("Everything works; logs are kept and sent later.")
        return SyncWords("offline", "text_muted", _joined(_("Offline"), waiting), detail)
    if news.phase is Phase.TROUBLE:
        detail = " ".join(part for part in (news.sentence, news.mend) if part)
        return SyncWords("unverified", "neutral_text", _joined(_("Not synced"), waiting), detail)
    if last is None:
        return SyncWords("syncing", "text_muted", _joined(_("Not synced yet"), waiting), cards)
    words = _("Synced {ago}").format(ago=ago(last, now))
    return SyncWords("synced", "worked_text", _joined(words, waiting), cards)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
