"""What a rep does on Today and reads there, for the tests of the page."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from enablement.cards.model import Card
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.sync.protocol import shard_of
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.views.today.meeting_head import MeetingHead

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def sample(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR", ""])


def event(begins: timedelta, title: str, notes: str = "", **more: str) -> str:
    start = datetime.now(UTC) + begins
    lines = [f"{name}:{value}" for name, value in more.items()]
    return "\r\n".join([
        "BEGIN:VEVENT", f"UID:{title}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=30):%Y%m%dT%H%M%SZ}", f"SUMMARY:{title}",
        f"DESCRIPTION:{notes}", *lines, "END:VEVENT",
    ])  # fmt: skip


def soon() -> str:
    """A meeting in less than 26 minutes, as long as a test of a slow machine takes."""
    begins = timedelta(minutes=25, seconds=55)
    return event(begins, "Proposal – Harbour Bistro", "They say it costs too much.",
                 LOCATION="Quay 4", ATTENDEE="mailto:tom@harbour.example")  # fmt: skip


def desk(rep: Any) -> Any:
    rep.bot.waitUntil(lambda: rep.desktop.features.today.desk is not None)
    rep.settle()
    return rep.desktop.features.today.desk


def today(rep: Any) -> Any:
    return desk(rep).page


def words(rep: Any) -> list[str]:
    """All that stands on the page: labels, rows and buttons."""
    page = today(rep).widget()
    labels = [one.text() for one in page.findChildren(QLabel) if one.text()]
    labels += [one.accessibleName() for one in page.findChildren(MeetingHead)]
    return [*labels, *(one.accessibleName() or one.text() for one in today(rep).buttons)]


def focused(rep: Any) -> str:
    """The name of what has the focus."""
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    return focus.accessibleName() or focus.text()


def tell(rep: Any, *threads: Thread) -> None:
    """Put threads into the library, as a sync would."""
    library: Library = rep.library
    data = {sha256(one.to_bytes()).hexdigest(): one for one in threads}
    library.cards.stage({digest: one.to_bytes() for digest, one in data.items()})
    kept = [one for one in library.cards.entries() if one.kind != "thread"]
    new = [
        HeldEntry("thread", one.thread_id, 1, digest, shard_of("thread", one.thread_id))
        for digest, one in data.items()
    ]
    with library.writing() as writer:
        library.cards.replace(writer, [*kept, *new], [], [])


def change(library: Library, deck: Any, *cards: Card, revision: int = 2) -> None:
    """What a sync brings: these cards and no others, told as changes."""
    held = library.cards.hashes()
    changed = [
        HeldCard(card, revision, card.content_hash)
        for card in cards
        if held.get(card.id) != card.content_hash
    ]
    gone = set(held) - {card.id for card in cards}
    with library.writing() as writer:
        library.changes.record(writer, changed, gone)
    deck.put(library, cards, revision=revision)


def use(rep: Any, file: Path) -> None:
    """Give the calendar as a rep does: from the offer on Today, by keyboard."""
    desk(rep)
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_End)
    rep.press(Key.Key_Return)
    answer_sheet(rep, str(file))
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)


def answer_sheet(rep: Any, text: str) -> None:
    """Type into the sheet once it is there, and go on."""
    rep.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    rep.bot.waitUntil(lambda: QApplication.activeWindow() is not rep.window)
    rep.type(text)
    rep.press(Key.Key_Return)
    rep.settle()


def refresh(rep: Any) -> None:
    rep.desktop.features.today.refresh()
    rep.settle()
    rep.settle()


def thread(fate: Fate = Fate.ANSWERED, *said: str) -> Thread:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    rep_said = ThreadMessage(side=Side.REP, text="Does it stack?", at=at, name="Ana")
    marketing = [ThreadMessage(side=Side.MARKETING, text=one, at=at, name="Lena") for one in said]
    return Thread(
        thread_id="t1", kind=ThreadKind.QUESTION, fate=fate, card_id="too-expensive", revision=1,
        messages=(rep_said, *marketing),
    )  # fmt: skip
