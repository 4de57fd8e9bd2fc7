"""What a rep has to know before saying a card: doubts, its dates, what changed; and its threads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

from enablement.library.changes import CardChange, ChangeKind
from enablement.library.events import EventState
from enablement.library.whole_card import WholeCard
from enablement.sync.threads import Fate, Side, Thread, ThreadKind
from enablement.translation import _
from enablement.ui.card.card_html import DESK_SCHEME, Look, Panel, icon_html, panel_html
from enablement.ui.card.difference import Difference, compare
from enablement.ui.days import day_in_words, short_day
from enablement.ui.times import ago

SOON = timedelta(days=14)
"""How long before a card leaves the laptop that is said."""

THREAD = "thread/"
DIFFERENCE, ASK = "difference", "ask"
"""Where the links of the notices lead, within the desk."""

_QUOTED = 100
_NAMED = 4


@dataclass(frozen=True)
class Doubt:
    """What the rep reported as proved wrong and marketing has not dealt with yet."""

    thread_id: str
    words: str
    at: datetime
    arrived: bool


def notices(whole: WholeCard, now: datetime) -> tuple[Panel, ...]:
    """What stands above a card, the gravest first."""
    panels = [doubt_panel(doubt) for doubt in doubts(whole)]
    panels += _dates(whole, now)
    change = whole.change
    if (
        change is not None
        and change.dismissed_at is None
        and change.revision == whole.held.revision
    ):
        panels += _news(whole, change)
    return tuple(panels)


def doubts(whole: WholeCard) -> tuple[Doubt, ...]:
    """What the rep reported against this revision and what is not settled yet, newest first."""
    about = (whole.held.card.id, whole.held.revision)
    known = {thread.thread_id: thread for thread in whole.threads}
    found = {
        event.event_id: Doubt(
            event.event_id, _wrong(event.payload), event.occurred_at,
            event.state is EventState.SENT or event.event_id in known,
        )
        for event in whole.said
        if event.kind == ThreadKind.CONTRADICTION
        if (event.payload.get("card_id"), event.payload.get("revision")) == about
    }  # fmt: skip
    for thread in whole.threads:
        if (
            thread.kind is not ThreadKind.CONTRADICTION
            or (thread.card_id, thread.revision) != about
        ):
            continue
        if thread.fate is not Fate.RECEIVED:
            found.pop(thread.thread_id, None)
        elif thread.thread_id not in found and thread.messages:
            first = thread.messages[0]
            found[thread.thread_id] = Doubt(thread.thread_id, first.text, first.at, arrived=True)
    return tuple(sorted(found.values(), key=lambda doubt: doubt.at, reverse=True))


def doubt_words(doubt: Doubt) -> str:
    """A doubt in words: when, what, and whether marketing knows."""
    said = _("You reported on {day} that a buyer proved this wrong: “{words}”.").format(
        day=short_day(doubt.at.astimezone().date()), words=_cut(doubt.words).rstrip(".")
    )
    known = _("Marketing has it.") if doubt.arrived else _("Marketing has not got it yet.")
    return f"{said} {known}"


def doubt_panel(doubt: Doubt) -> Panel:
    """The warning, with a way to the conversation."""
    link = (f"{THREAD}{doubt.thread_id}", _("Open the conversation"), "")
    return _panel(Look.DOUBT, "contradiction", doubt_words(doubt), link)


def threads_panel(whole: WholeCard, now: datetime) -> tuple[Panel, ...]:
    """The rep's own conversations about the card, one line each; nothing when there are none."""
    lines = [*_unknown(whole), *(_thread_line(thread, now) for thread in whole.threads)]
    if not lines:
        return ()
    rows = "".join(
        f'<p class="thread">{icon_html("thread", "muted")}&nbsp;&nbsp;'
        f'<a href="{DESK_SCHEME}:{THREAD}{escape(thread_id)}">{escape(words)}</a>'
        f'<span class="fate"> — {escape(fate)}</span></p>'
        for thread_id, words, fate in lines
    )
    return (Panel(Look.PLAIN, panel_html("foot", rows)),)


def _dates(whole: WholeCard, now: datetime) -> Iterator[Panel]:
    """That marketing's word is over, and that the card will be gone soon."""
    card, day = whole.held.card, now.astimezone(UTC).date()
    said, link = [], None
    if card.verify_by is not None and not card.verified_on(day):
        words = _("Marketing has not confirmed this card since {day}. Check its figures before you say them.")  # fmt: skip
        said.append(words.format(day=day_in_words(card.verify_by)))
        link = (ASK, _("Ask marketing"), "F8")
    if card.expires is not None and card.expires - day <= SOON:
        said.append(_leaves((card.expires - day).days))
    if said:
        yield _panel(Look.WARN, "unverified", " ".join(said), link)


def _leaves(days: int) -> str:
    if days <= 1:
        return _("This card leaves your laptop tomorrow.")
    return _("This card leaves your laptop in {n} days.").format(n=days)


def _news(whole: WholeCard, change: CardChange) -> Iterator[Panel]:
    if change.kind is not ChangeKind.CHANGED or change.former is None:
        return
    difference = compare(change.former, whole.held.card)
    words = _("Changed since revision {n}: {what}").format(
        n=change.former_revision, what=what_changed(difference)
    )
    link = (DIFFERENCE, _("See the difference"), "F7")
    yield _panel(Look.NEWS, "change", words, link)


def what_changed(difference: Difference) -> str:
    """The names of what changed, as many as are read at a glance."""
    names = [block.heading or _("Introduction") for block in difference.changed_blocks]
    names += [fact.listed or fact.name for fact in difference.facts]
    if not names:
        return _("how it is written, not what it says")
    more = len(names) - _NAMED
    said = ", ".join(names[:_NAMED])
    return _("{names} and {n} more").format(names=said, n=more) if more > 0 else said


def _unknown(whole: WholeCard) -> Iterator[tuple[str, str, str]]:
    """What was asked here and what the hub has not told of yet, newest first."""
    known = {thread.thread_id for thread in whole.threads}
    for event in reversed(whole.said):
        if event.event_id in known:
            continue
        arrived = event.state is EventState.SENT
        fate = _("marketing has it") if arrived else _("waits to be sent")
        words = _wrong(event.payload) if event.kind == ThreadKind.CONTRADICTION else event.payload["text"]  # fmt: skip
        yield event.event_id, _begun(ThreadKind(event.kind), words), fate


def _thread_line(thread: Thread, now: datetime) -> tuple[str, str, str]:
    first = thread.messages[0].text if thread.messages else ""
    return thread.thread_id, _begun(thread.kind, first), _fate(thread, now)


def _begun(kind: ThreadKind, words: str) -> str:
    said = {
        ThreadKind.QUESTION: _("You asked: “{words}”"),
        ThreadKind.CONTRADICTION: _("You reported: “{words}”"),
        ThreadKind.REQUEST: _("You needed: “{words}”"),
    }[kind]
    return said.format(words=_cut(words))


def _fate(thread: Thread, now: datetime) -> str:
    answers = [message.at for message in thread.messages if message.side is Side.MARKETING]
    when = ago(answers[-1], now) if answers else ""
    if thread.fate is Fate.CHANGED:
        return _("changed in revision {n}").format(n=thread.changed_to)
    if thread.fate is Fate.DECLINED:
        return _("declined {when}").format(when=when).strip()
    if thread.fate is Fate.ANSWERED or answers:
        return _("answered {when}").format(when=when).strip()
    return _("marketing has it")


def _wrong(payload: dict[str, str]) -> str:
    return payload.get("words") or payload.get("text", "")


def _cut(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _QUOTED else f"{one_line[:_QUOTED].rstrip()}…"


def _panel(look: Look, icon: str, words: str, link: tuple[str, str, str] | None = None) -> Panel:
    said = escape(words)
    if link is not None:
        target, name, key = link
        keycap = f'&nbsp;<span class="key">{escape(key)}</span>' if key else ""
        whole = escape(name).replace(" ", "&nbsp;")
        said += f'&nbsp; <a href="{DESK_SCHEME}:{escape(target)}">{whole}</a>{keycap}'
    inside = (
        '<table width="100%" cellspacing="0" cellpadding="0" border="0"><tr>'
        f'<td class="noticeicon" width="28">{icon_html(icon, look)}</td><td class="notice">{said}</td>'
        "</tr></table>"
    )
    return Panel(look, panel_html(look, inside))
