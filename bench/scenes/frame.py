"""The frame around the desk: the palette, the keyboard map, the words of the sync, large text."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.ui.sync.sync_words import Phase, SyncNews
from enablement.ui.tasks import BugReport

QUERIES = {"en": "too expensive", "es": "es demasiado caro"}
DONE = {"en": "br", "es": "dos"}


def palette(studio: Studio) -> None:
    """Everything that can be done, by name."""
    studio.type(QUERIES[studio.language])
    studio.desktop.window.actions_.palette.trigger()
    studio.settle()


def palette_typed(studio: Studio) -> None:
    """A few letters typed."""
    palette(studio)
    field = QApplication.focusWidget()
    if field is not None:
        QTest.keyClicks(field, DONE[studio.language])


def keyboard_large(studio: Studio) -> None:
    """The keyboard map with text twice as large."""
    _grow(studio)
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F1)


def palette_large(studio: Studio) -> None:
    """The palette with text twice as large."""
    _grow(studio)
    palette(studio)


def sync_popover(studio: Studio) -> None:
    """What waits, what came and what to do, above the sync line."""
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F2)
    _open_popover(studio)


def sync_popover_offline(studio: Studio) -> None:
    """The same while the hub is out of reach."""
    studio.go_offline()
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F5)
    _open_popover(studio)


def sync_popover_large(studio: Studio) -> None:
    """The same with text twice as large."""
    _grow(studio)
    sync_popover_offline(studio)


def bug(studio: Studio) -> None:
    """A mistake of the program: what to do with it."""
    studio.type(QUERIES[studio.language])
    report = "Traceback (most recent call last):\n  …\nZeroDivisionError: division by zero\n"
    studio.desktop.conductor.tell_bug(BugReport("search", report))
    studio.desktop.window.actions_.report.trigger()
    studio.settle()


def sign_in(studio: Studio) -> None:
    """A network that wants a sign-in first."""
    studio.type(QUERIES[studio.language])
    _open_popover(studio)
    rounds = studio.desktop.rounds
    studio.unheard = True
    rounds.look()
    studio.settle()
    standing = rounds.standing
    if standing is not None:
        rounds.news.emit(SyncNews(Phase.CAPTIVE, standing))


def _open_popover(studio: Studio) -> None:
    telling = studio.desktop.features.sync
    if telling.popover.isVisible():
        telling.toggle()
    telling.toggle()
    studio.settle()


def _grow(studio: Studio) -> None:
    for _step in range(8):
        studio.theme.zoom(1)


SCENES: tuple[Scene, ...] = (
    palette, palette_typed, palette_large, keyboard_large, sync_popover, sync_popover_offline,
    sync_popover_large, sign_in, bug,
)  # fmt: skip
