"""Every action has a place in a menu and a key of its own."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar


def actions_of(window: Any) -> list[QAction]:
    return [action for action in vars(window.actions_).values() if isinstance(action, QAction)] + [
        *window.actions_.outcomes.values()
    ]


def in_menus(window: Any) -> list[QAction]:
    bar = window.findChild(QMenuBar)
    return [action for menu in bar.actions() for action in menu.menu().actions()]


def test_every_action_is_in_a_menu(rep: Any) -> None:
    listed = in_menus(rep.window)
    missing = [action.text() for action in actions_of(rep.window) if action not in listed]
    assert missing == []


def test_no_key_does_two_things(rep: Any) -> None:
    keys = [key.toString() for action in actions_of(rep.window) for key in action.shortcuts()]
    assert len(keys) == len(set(keys)) > 12


def test_the_map_names_every_key(rep: Any) -> None:
    lines = [line for _title, group in rep.window.actions_.map() for line in group]
    named = {key for line in lines for key in line.keys}
    keys = {key.toString() for action in actions_of(rep.window) for key in action.shortcuts()}
    assert keys <= named
