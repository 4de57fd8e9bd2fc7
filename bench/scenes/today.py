"""Today: the next meetings with their cards, what is new, what marketing answered."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete

from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.cards.model import Card
from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.library.tables import changes, entries, objects
from enablement.settings import shipped_folder
from enablement.sync.protocol import shard_of
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.views.today.today_page import TodayPage

_ASKED = {
    "en": ("Does the discount for three years stack with the one for 2,000 sensors?",
           "No: the larger of the two counts. The card says so now, under “Ask next”."),
    "es": ("¿El descuento de tres años se suma al de 2000 sensores?",
           "No: vale el mayor de los dos. La tarjeta lo dice ahora, en «Pregunta después»."),
}  # fmt: skip


def _library(studio: Studio) -> Library:
    if studio.demo is None:
        raise LookupError("these pictures are of the demo")
    return studio.demo.library


def _bring_news(studio: Studio) -> None:
    """What a sync would have brought: two cards changed, one new, one taken back, one answer."""
    library, es = _library(studio), studio.language == "es"
    now = library.now()
    changed = ("frente-a-glacint", "demasiado-caro") if es else ("versus-glacint", "too-expensive")
    held = {one.card.id: one for one in library.cards.all() if one.card.language == studio.language}
    rows = [
        _row(held[name].card, "changed", held[name].revision + 1, _former(held[name].card), now)
        for name in changed
    ]
    others = [one for name, one in sorted(held.items()) if name not in changed]
    rows += [_row(one.card, "new", 1, None, now) for one in others[:5]]
    gone = others[5].card.model_copy(update={"id": "gone", "title": _gone_title(es=es)})
    rows.append(_row(gone, "retired", 3, gone, now))
    thread = _thread(studio.language, changed[0], now)
    with library.writing() as writer:
        writer.execute(delete(changes))
        writer.execute(changes.insert(), rows)
        writer.execute(delete(entries).where(entries.c.kind == "thread"))
        data = thread.to_bytes()
        writer.execute(delete(objects).where(objects.c.hash == "0" * 64))
        writer.execute(objects.insert().values(hash="0" * 64, data=data))
        entry = HeldEntry(
            "thread", thread.thread_id, 1, "0" * 64, shard_of("thread", thread.thread_id)
        )
        writer.execute(entries.insert().values(**entry._asdict()))
    library.desk_state.put("threads_seen", None)


def _gone_title(*, es: bool) -> str:
    return "Los sensores caben en cualquier vitrina" if es else "Our sensors fit into any display"


def _row(
    card: Card, kind: str, revision: int, former: Card | None, now: datetime
) -> dict[str, object]:
    return {"card_id": card.id, "kind": kind, "revision": revision,
            "former_revision": revision - 1 if former else None,
            "former": former.to_bytes() if former else None, "arrived_at": now,
            "dismissed_at": None}  # fmt: skip


def _former(card: Card) -> Card:
    """The card as it was before marketing changed a block of it."""
    first, second, *_more = card.blocks
    body = card.body.replace(second.markdown, f"{second.markdown}\n\nAs it was.")
    return card.model_copy(update={"body": body.replace(first.markdown, f"So. {first.markdown}")})


def _thread(language: str, card_id: str, now: datetime) -> Thread:
    asked, said = _ASKED[language]
    return Thread(
        thread_id="thread", kind=ThreadKind.QUESTION, fate=Fate.CHANGED, card_id=card_id, revision=1,
        messages=(
            ThreadMessage(side=Side.REP, text=asked, at=now - timedelta(days=1), name="Ana Ruiz"),
            ThreadMessage(side=Side.MARKETING, text=said, at=now - timedelta(hours=2), name="Lena Ek"),
        ),
        changed_card=card_id, changed_to=2,
    )  # fmt: skip


def _use_calendar(studio: Studio) -> None:
    studio.type("")
    studio.desktop.features.today.use_calendar(shipped_folder("content") / "calendar.ics")
    studio.settle()
    studio.settle()


def today(studio: Studio) -> None:
    """A lively Today."""
    _bring_news(studio)
    _use_calendar(studio)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(studio.desktop.window.search, Qt.Key.Key_T, control)
    studio.settle()
    studio.desktop.window.search.setFocus()


def today_end(studio: Studio) -> None:
    """Its end: what is new, and what marketing answered."""
    today(studio)
    _page(studio).focus_first()
    studio.press(Qt.Key.Key_End)


def _page(studio: Studio) -> TodayPage:
    page = studio.desktop.window.pane.findChild(TodayPage)
    if page is None:
        raise LookupError("the pane has no Today")
    return page


def _see_everything(studio: Studio) -> None:
    library = _library(studio)
    with library.writing() as writer:
        writer.execute(delete(changes))
        writer.execute(delete(entries).where(entries.c.kind == "thread"))


def today_empty(studio: Studio) -> None:
    """Nothing waits, and no calendar is known."""
    _see_everything(studio)
    for name in ("calendar", "calendar_meetings"):
        _library(studio).desk_state.put(name, None)
    studio.type("")
    studio.desktop.features.today.refresh()
    studio.settle()


def today_quiet(studio: Studio) -> None:
    """Meetings and nothing new; what the other scenes brought is gone after it."""
    _see_everything(studio)
    _use_calendar(studio)


def calendar(studio: Studio) -> None:
    """Where the calendar is asked for."""
    _use_calendar(studio)
    _page(studio).show_top()
    studio.desktop.window.actions_.calendar.trigger()
    studio.settle()


def calendar_large(studio: Studio) -> None:
    """The same at twice the size, with a sentence about what was wrong."""
    for _step in range(8):
        studio.theme.zoom(1)
    calendar(studio)
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        QTest.keyClicks(dialog.focusWidget(), "https://nobody.invalid:x/")
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    studio.settle()


def today_large(studio: Studio) -> None:
    """Text at twice its size."""
    for _step in range(8):
        studio.theme.zoom(1)
    today(studio)


SCENES: tuple[Scene, ...] = (
    today_empty, today, today_end, calendar, calendar_large, today_large, today_quiet,
)  # fmt: skip
