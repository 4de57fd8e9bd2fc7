"""The tray: only where there is one, off until it is asked for, and never in the way of leaving."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from enablement.library.library import Library
from enablement.ui.preferences import Preferences

# The platform without a screen has no tray, and says so in its way.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


def test_without_a_tray_it_is_not_offered(rep: Any) -> None:
    assert not rep.window.actions_.tray.isVisible()
    rep.window.close()
    assert not rep.window.isVisible()
    assert rep.desktop.features.tray.icon is None


def test_closing_hides_the_window_and_the_icon_brings_it_back(rep: Any, library: Library) -> None:
    tray = rep.desktop.features.tray
    tray.offer()
    action = rep.window.actions_.tray
    assert action.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert Preferences(library.folder).tray
    rep.type("expensive")
    rep.window.close()
    assert not rep.window.isVisible()
    menu = tray.icon.contextMenu()
    names = [one.text().replace("&", "") for one in menu.actions() if not one.isSeparator()]
    assert names == ["Open Enablement", "Today", "Sync now", "Quit"]
    assert tray.icon.toolTip() == "Enablement · Offline"
    menu.actions()[0].trigger()
    assert rep.window.isVisible()
    assert rep.window.search.text() == "expensive"
    rep.window.close()
    menu.actions()[1].trigger()
    rep.settle()
    assert (rep.window.isVisible(), rep.window.pane.page) == (True, "today")


def test_quit_leaves_for_good(rep: Any) -> None:
    rep.desktop.features.tray.offer()
    rep.window.actions_.tray.trigger()
    rep.window.actions_.quit.trigger()
    assert not rep.window.isVisible()
    assert rep.window.leaving


def test_the_end_of_the_session_is_not_held_up(rep: Any, qapp: QApplication) -> None:
    rep.desktop.features.tray.offer()
    rep.window.actions_.tray.trigger()
    qapp.commitDataRequest.emit(None)
    assert rep.window.close()


def test_what_was_preferred_is_so_in_the_next_window(rep: Any) -> None:
    rep.desktop.features.tray.offer()
    rep.window.actions_.tray.trigger()
    rep.desktop.speak("es")
    rep.settle()
    rep.desktop.features.tray.offer()
    assert rep.desktop.features.tray.icon is not None
    rep.window.actions_.tray.trigger()
    assert rep.desktop.features.tray.icon is None
