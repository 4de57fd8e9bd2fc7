"""What the sync does, told whole: what waits, what came, what failed and what to do about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from enablement.library.library import DATABASE_FILE, Library
from enablement.sync.engine import SyncReport
from enablement.translation import _, ngettext
from enablement.ui.sync.sync_words import Phase, SyncNews, cards_words, sync_words
from enablement.ui.times import ago

_BROUGHT = "sync.brought"
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Brought:
    """What a sync brought, and when."""

    at: datetime
    new: int = 0
    changed: int = 0
    retired: int = 0
    answers: int = 0


@dataclass(frozen=True)
class SyncDetails:
    """What the laptop knows of its sync: how many of each kind wait, and what came last."""

    waiting: Mapping[str, int]
    brought: Brought | None
    hub_name: str
    hub_address: str
    cards: int
    bytes: int


@dataclass(frozen=True)
class StoryPart:
    """A title, and what there is to say under it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SyncStory:
    """The whole story: where the sync stands, what to do, and the parts below it.

    `done` of `total` is how far a sync is; `total` is 0 when that cannot be said.
    """

    icon: str
    colour: str
    words: str
    detail: str
    next: str
    parts: tuple[StoryPart, ...]
    done: int = 0
    total: int = 0
    syncing: bool = False


def keep_brought(library: Library, report: SyncReport) -> None:
    """Remember what a sync brought; one that brought nothing leaves the memory of the last.

    Cards are counted as everywhere: a card and its translations are one.
    """
    held, came = library.cards.originals(), set(report.added)
    told = {one.card_id: one.original for one in library.changes.unseen()} | held
    added, changed, removed = (
        {told.get(card_id, card_id) for card_id in ids}
        for ids in (report.added, report.changed, report.removed)
    )
    known = {original for card_id, original in held.items() if card_id not in came}
    new, retired = added - known - removed, removed - set(held.values())
    counts = {
        "new": len(new),
        "changed": len((added | changed | removed) - new - retired),
        "retired": len(retired),
        "answers": len(report.threads),
    }
    if any(counts.values()):
        library.desk_state.put(_BROUGHT, {"at": library.now().isoformat(), **counts})


def read_details(library: Library) -> SyncDetails:
    """Read what there is to tell; belongs to the `db` lane."""
    held = library.enrolment.get()
    files = (library.folder / f"{DATABASE_FILE}{end}" for end in ("", "-wal"))
    return SyncDetails(
        waiting=Counter(event.kind for event in library.events.waiting()),
        brought=_read_brought(library.desk_state.get(_BROUGHT)),
        hub_name=held.hub_name if held else "",
        hub_address=held.hub_url if held else "",
        cards=library.cards.messages(),
        bytes=sum(file.stat().st_size for file in files if file.exists()),
    )


def sync_story(
    news: SyncNews, details: SyncDetails, next_try: datetime | None, now: datetime
) -> SyncStory:
    """Tell it."""
    said = sync_words(news, now)
    syncing = news.phase is Phase.SYNCING
    parts = (
        StoryPart(_("Waits on this laptop"), _waiting_lines(details.waiting)),
        StoryPart(_("What came last"), _brought_lines(details.brought, now)),
        StoryPart(_("Where from"), _place_lines(details)),
    )
    return SyncStory(
        icon=said.icon,
        colour=said.colour,
        words=said.words.split(" · ")[0],
        detail="" if said.detail == cards_words(news) else said.detail,
        next="" if syncing or next_try is None else _next_words(news, next_try - now),
        parts=tuple(part for part in parts if part.lines),
        done=news.done,
        total=news.total,
        syncing=syncing,
    )


def _waiting_lines(waiting: Mapping[str, int]) -> tuple[str, ...]:
    said = tuple(
        _kind_words(kind, waiting[kind]) for kind in sorted(waiting, key=_order) if waiting[kind]
    )
    return said or (_("Nothing: all that you said has arrived."),)


_KINDS = ("usage", "question", "contradiction", "reply", "request", "search", "reading")


def _order(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _kind_words(kind: str, n: int) -> str:
    words = {
        "usage": ngettext("{n} log", "{n} logs", n),
        "question": ngettext("{n} question", "{n} questions", n),
        "contradiction": ngettext("{n} contradiction", "{n} contradictions", n),
        "reply": ngettext("{n} reply", "{n} replies", n),
        "request": ngettext("{n} request for a card", "{n} requests for cards", n),
        "reading": ngettext("{n} day’s opened cards", "opened cards of {n} days", n),
        "search": ngettext("{n} search that found nothing", "{n} searches that found nothing", n),
    }
    return words.get(kind, ngettext("{n} message", "{n} messages", n)).format(n=n)


def _brought_lines(brought: Brought | None, now: datetime) -> tuple[str, ...]:
    if brought is None:
        return ()
    new, changed = brought.new, brought.changed
    retired, answers = brought.retired, brought.answers
    said = (
        ngettext("{n} new card", "{n} new cards", new).format(n=new) if new else "",
        ngettext("{n} changed card", "{n} changed cards", changed).format(n=changed)
        if changed else "",
        ngettext("{n} retired card", "{n} retired cards", retired).format(n=retired)
        if retired else "",
        ngettext("{n} answer", "{n} answers", answers).format(n=answers) if answers else "",
    )  # fmt: skip
    words = ", ".join(part for part in said if part)
    return (_("{words}, {ago}").format(words=words, ago=ago(brought.at, now)),)


def _place_lines(details: SyncDetails) -> tuple[str, ...]:
    cards = ngettext("{n} card on this laptop", "{n} cards on this laptop", details.cards)
    whole, tenth = f"{max(0.1, details.bytes / _MEGABYTE):.1f}".split(".")
    # A message of its own, since not every language writes a point there.
    size = _("{n}.{tenth} MB, encrypted").format(n=whole, tenth=tenth)
    lines = (details.hub_name, details.hub_address, f"{cards.format(n=details.cards)} · {size}")
    return tuple(line for line in lines if line)


def _next_words(news: SyncNews, wait: timedelta) -> str:
    minutes = max(0, round(wait.total_seconds() / 60))
    if news.phase is Phase.RESTING:
        if minutes == 0:
            return _("Syncs again within a minute.")
        words = ngettext("Syncs again in {n} minute.", "Syncs again in {n} minutes.", minutes)
    else:
        if minutes == 0:
            return _("Tries again within a minute.")
        words = ngettext("Tries again in {n} minute.", "Tries again in {n} minutes.", minutes)
    return words.format(n=minutes)


def _read_brought(value: Any) -> Brought | None:
    """What was remembered, if that can be read."""
    if not isinstance(value, dict):
        return None
    try:
        at = datetime.fromisoformat(value["at"])
        counts = {
            name: int(value.get(name, 0)) for name in ("new", "changed", "retired", "answers")
        }
    except (KeyError, TypeError, ValueError):
        return None
    return Brought(at, **counts)
