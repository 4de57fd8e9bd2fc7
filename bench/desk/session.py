"""Two hundred actions in a row while a sync runs: what was the longest that the window stood still?

`python -m bench.desk.session FOLDER CARDS [ACTIONS]` prints one line of JSON. The hub is a process of its own;
before each of the syncs it publishes other revisions of one card in twenty.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bench.desk.desktop import OpenDesktop, opened_desktop, wait, wait_until
from bench.desk.hub import HubProcess, hub_process
from bench.desk.screen import press, type_letter
from bench.desk.stock import Texts, open_library, read_texts
from bench.desk.watchdog import Block, Watchdog
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine, SyncReport
from enablement.ui.session import Session as DeskSession
from enablement.ui.session import Shown
from enablement.ui.sync.rounds import Rounds

ACTIONS = 200
_PAUSE_MS = 90
_SYNC_EVERY = 60
_LONG_MS = 50.0
_LONGEST_REST = 120.0
_MOST_LOGS = 1000
_SEEN = frozenset(("open", "log", "undo", "filter", "paste"))
"""What a rep waits to see, however slow the machine; everything else they do in a hurry."""

_CTRL = Qt.KeyboardModifier.ControlModifier

Action = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class Session:
    """What came of it: the longest blocks in milliseconds, and what the syncs brought meanwhile.

    `longest_own` leaves out the time in which other programs had the processor. `logs` are those
    that the library holds, sent or not, and `undone` those that were taken back again; `opened` are
    the cards that came to the screen and `larger` how often the text changed its size.
    """

    actions: int
    longest_block: float
    longest_own: float
    longest_doing: str
    over_50_ms: int
    worst: tuple[Block, ...]
    syncs: int
    synced_cards: int
    logs: int
    undone: int
    opened: int
    larger: int


class Rep:
    """Does one thing after another, as a rep would who is in a hurry."""

    def __init__(self, opened: OpenDesktop, texts: Texts) -> None:
        self._opened, self._texts = opened, texts
        self._words = cycle(texts.typed)
        self.logged = self.undone = self.opened = self.larger = 0
        self._session.logged.connect(self._count_log)
        self._session.undo.taken_back.connect(self._count_undo)
        self._session.shown.connect(self._count_card)
        opened.theme.changed.connect(self._count_size)

    def actions(self) -> Iterator[Action]:
        """Without end: words and cards, logs and undos, filters, zooms, a pasted mail, a long list."""
        for turn in cycle(range(4)):
            text = next(self._words)
            yield "clear", self._opened.window.search.clear_all
            for letter in text[:12]:
                yield "type", self._typing(letter)
            for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
                yield "arrow", self._pressing(key)
            yield "open", self._pressing(Qt.Key.Key_Return)
            yield "log", self._pressing((Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4)[turn % 3])
            yield "back", self._pressing(Qt.Key.Key_Escape)
            yield from (self._few, self._filters, self._paste, self._long_list)[turn]()

    def _few(self) -> Iterator[Action]:
        yield "undo", self._pressing(Qt.Key.Key_Z, _CTRL)
        yield "larger", self._pressing(Qt.Key.Key_Plus, _CTRL)
        yield "normal", self._pressing(Qt.Key.Key_0, _CTRL)

    def _filters(self) -> Iterator[Action]:
        for facet, value in (("kind", "objection"), ("personas", "finance")):
            yield "filter", partial(self._session.choose, facet, value)
        yield "unfilter", self._session.unfilter

    def _paste(self) -> Iterator[Action]:
        QGuiApplication.clipboard().setText(self._texts.pasted)
        yield "clear", self._opened.window.search.clear_all
        yield "paste", self._pressing(Qt.Key.Key_V, _CTRL)
        for _time in range(3):
            yield "arrow", self._pressing(Qt.Key.Key_Down)

    def _long_list(self) -> Iterator[Action]:
        yield "clear", self._opened.window.search.clear_all
        bar = self._opened.window.results.verticalScrollBar()
        for _time in range(8):
            yield "scroll to the end", lambda: bar.setValue(bar.maximum())

    @property
    def _session(self) -> DeskSession:
        return self._opened.desktop.session

    def _typing(self, letter: str) -> Callable[[], None]:
        return lambda: type_letter(self._opened.window.search, letter)

    def _pressing(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> Callable[[], None]:
        return lambda: press(self._opened.focus, key, modifiers)

    def _count_log(self, _logged: object) -> None:
        self.logged += 1

    def _count_undo(self, _event_id: str, in_time: bool) -> None:
        self.undone += in_time

    def _count_card(self, shown: Shown) -> None:
        self.opened += not shown.again

    def _count_size(self) -> None:
        self.larger += 1


class Syncs:
    """Publishes and syncs again and again beside the actions, and counts what came."""

    def __init__(self, hub: HubProcess, rounds: Rounds) -> None:
        self._hub, self._rounds = hub, rounds
        self._published: threading.Thread | None = None
        self.done = self.cards = 0
        rounds.synced.connect(self._count)

    def publish(self) -> None:
        """Let the hub publish, without waiting for it."""
        self._published = threading.Thread(target=self._hub.publish, daemon=True)
        self._published.start()

    def sync_when_published(self) -> None:
        """Sync as soon as there is something new."""
        if self._published is not None and not self._published.is_alive():
            self._published = None
            self._rounds.sync()

    def rest(self) -> bool:
        """Whether what was published is being fetched, or has been."""
        self.sync_when_published()
        return self._published is None

    def _count(self, report: SyncReport) -> None:
        self.done += 1
        self.cards += len(report.changed) + len(report.added)


def play(opened: OpenDesktop, texts: Texts, hub: HubProcess, actions: int) -> Session:
    """Do so many actions on an open desktop, with syncs in between."""
    rep, syncs, watchdog = Rep(opened, texts), Syncs(hub, opened.desktop.rounds), Watchdog()
    before = _logs_of(opened.library)
    hub.publish()
    watchdog.start()
    done: Counter[str] = Counter()
    for number, (name, act) in enumerate(islice(rep.actions(), actions)):
        if number % _SYNC_EVERY == 0:
            opened.desktop.rounds.sync()
        elif number % _SYNC_EVERY == 1:
            syncs.publish()
        syncs.sync_when_published()
        watchdog.doing = name
        done[name] += 1
        act()
        wait(_PAUSE_MS)
        if name in _SEEN:
            wait_until(lambda: not opened.desktop.db.busy)
    watchdog.doing = "rest"
    wait_until(lambda: syncs.rest() and not opened.desktop.net.busy, _LONGEST_REST)
    watchdog.stop()
    held = _logs_of(opened.library) - before
    if (rep.logged, rep.undone, held) != (done["log"], done["undo"], done["log"] - done["undo"]):
        raise RuntimeError(f"{done}, but {rep.logged} logged, {rep.undone} undone, {held} held")
    worst = sorted(watchdog.blocks, key=attrgetter("whole"), reverse=True)
    first = worst[0] if worst else Block(0.0, 0.0, "")
    return Session(
        actions=actions,
        longest_block=first.whole,
        longest_own=max((one.own for one in worst), default=0.0),
        longest_doing=first.doing,
        over_50_ms=sum(one.whole > _LONG_MS for one in worst),
        worst=tuple(worst[:10]),
        syncs=syncs.done,
        synced_cards=syncs.cards,
        logs=held,
        undone=rep.undone,
        opened=rep.opened,
        larger=rep.larger,
    )


def _logs_of(library: Library) -> int:
    """How many uses a library holds, whether they have gone to the hub or not."""
    return len(library.events.page(_MOST_LOGS, kinds=("usage",)))


def measure_session(folder: Path, cards: int, actions: int = ACTIONS) -> Session:
    """Enrol the library of a folder with a hub that has the same cards, and play."""
    place = folder.with_name(f"{folder.name}-hub")
    place.mkdir()
    with hub_process(place, cards) as hub:
        library = open_library(folder)
        index = SearchIndex(library)
        engine = SyncEngine(library, index, HubClient)
        engine.enroll(hub.url, hub.code, "bench")
        engine.sync()
        index.close()
        library.close()
        with opened_desktop(folder) as opened:
            return play(opened, read_texts(folder), hub, actions)


if __name__ == "__main__":
    print(json.dumps(asdict(measure_session(Path(sys.argv[1]), *map(int, sys.argv[2:])))))
