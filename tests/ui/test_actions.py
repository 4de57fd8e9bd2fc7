"""Every action has a place in a menu and a key of its own."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from enablement.ui.keyboard import keyboard_map


def actions_of(window: Any) -> list[QAction]:
    """Every action that there is, those in groups included."""
    return list(window.actions())


def in_menus(menu: QMenu) -> list[QAction]:
    """Every action in a menu and the menus in it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += in_menus(inner) if isinstance(inner, QMenu) else [action]
    return found


def test_every_action_is_in_a_menu(rep: Any) -> None:
    listed = in_menus(rep.window.menu)
    missing = [action.text() for action in actions_of(rep.window) if action not in listed]
    assert missing == []


def test_no_key_does_two_things(rep: Any) -> None:
    keys = [key.toString() for action in actions_of(rep.window) for key in action.shortcuts()]
    assert len(keys) == len(set(keys)) > 12


def test_the_map_names_every_key(rep: Any) -> None:
    lines = [line for _title, group in keyboard_map(rep.window.actions_) for line in group]
    named = {key for line in lines for key in line.keys}
    arrows = {"Alt+Down": "Alt+↓", "Alt+Up": "Alt+↑", "Ctrl+Down": "Ctrl+↓", "Ctrl+Up": "Ctrl+↑"}
    keys = {key.toString() for action in actions_of(rep.window) for key in action.shortcuts()}
    # Both keys that are called Enter are told as one.
    told = {arrows.get(key, key.replace("Return", "Enter")) for key in keys}
    assert told <= named
