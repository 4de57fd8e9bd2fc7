"""The look, chosen in the menu, at once and for the next start."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSplitter

from enablement.library.library import Library
from enablement.ui.frame.appearance import preferred_theme
from enablement.ui.preferences import Preferences
from enablement.ui.theme import Scheme, Theme

Dark, Light = Qt.ColorScheme.Dark, Qt.ColorScheme.Light


@pytest.fixture(autouse=True)
def as_it_was(theme: Theme) -> Iterator[None]:
    yield
    theme.move_less(on=False)
    theme.zoom(0)
    theme.wear("light")
    theme.use(Scheme.LIGHT)


def shown(theme: Theme) -> Scheme:
    """The scheme in force; each time asked anew."""
    return theme.scheme


def test_light_and_dark_at_once_and_remembered(rep: Any, theme: Theme, library: Library) -> None:
    looks = rep.window.actions_.looks
    assert looks["light"].isChecked()
    looks["dark"].trigger()
    assert shown(theme) == Scheme.DARK
    assert rep.window.palette().window().color().lightness() < 60
    assert Preferences(library.folder).look == "dark"
    looks["light"].trigger()
    assert shown(theme) == Scheme.LIGHT
    assert Preferences(library.folder).look == "light"


def test_as_the_system_follows_it_while_the_window_is_open(rep: Any, theme: Theme) -> None:
    hints = QGuiApplication.styleHints()
    rep.window.actions_.looks["system"].trigger()
    hints.colorSchemeChanged.emit(Dark)
    assert shown(theme) == Scheme.DARK
    hints.colorSchemeChanged.emit(Light)
    assert shown(theme) == Scheme.LIGHT
    rep.window.actions_.looks["light"].trigger()
    hints.colorSchemeChanged.emit(Dark)
    assert shown(theme) == Scheme.LIGHT, "what was chosen stays"


def test_less_motion_stops_what_blinks(rep: Any, theme: Theme, library: Library) -> None:
    action = rep.window.actions_.calm
    assert not action.isChecked()
    action.trigger()
    assert theme.calm
    assert QApplication.cursorFlashTime() == 0
    assert Preferences(library.folder).calm is True
    action.trigger()
    assert not theme.calm
    assert QApplication.cursorFlashTime() > 0
    assert Preferences(library.folder).calm is False


def test_the_size_of_text_is_remembered(rep: Any, library: Library) -> None:
    rep.window.actions_.larger.trigger()
    rep.window.actions_.larger.trigger()
    assert Preferences(library.folder).scale == 1.25
    rep.window.actions_.normal.trigger()
    assert Preferences(library.folder).scale == 1.0


def test_the_next_start_looks_the_same(qapp: QApplication, library: Library) -> None:
    kept = Preferences(library.folder)
    kept.look, kept.scale, kept.calm = "dark", 1.5, True
    theme = preferred_theme(qapp, kept)
    assert (theme.scheme, theme.look, theme.scale, theme.calm) == (Scheme.DARK, "dark", 1.5, True)
    theme.deleteLater()


def test_the_place_of_the_window_is_kept_when_it_closes(rep: Any, library: Library) -> None:
    rep.window.setGeometry(30, 40, 1000, 640)
    split = rep.window.findChild(QSplitter)
    split.moveSplitter(380, 1)
    rep.window.close()
    place = Preferences(library.folder).place
    assert place is not None
    assert (place.x, place.y, place.width, place.height) == (30, 40, 1000, 640)
    assert not place.maximised
    assert abs(place.list_width - 380) <= 4


def test_a_window_takes_its_place_again(rep: Any, library: Library) -> None:
    rep.window.setGeometry(30, 40, 1280, 640)
    rep.window.findChild(QSplitter).moveSplitter(500, 1)
    place = rep.window.place
    rep.desktop.speak("es")
    rep.settle()
    assert rep.window.place == place
    assert abs(rep.window.findChild(QSplitter).sizes()[0] - 500) <= 4
