"""Larger text: the window looks as if it had always been so."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from typing_extensions import override

from enablement.ui.theme import Scheme, Theme

PAGES = ("today", "briefs", "my_log")


@pytest.fixture(autouse=True)
def as_it_was(theme: Theme) -> Iterator[None]:
    yield
    theme.zoom(0)
    theme.use(Scheme.LIGHT)


class Paintings(QObject):
    """Counts how often a widget is painted."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def looks(rep: Any) -> list[QImage]:
    """The window with a card, and on each of its pages."""
    seen = [picture(rep)]
    for page in PAGES:
        getattr(rep.window.actions_, page).trigger()
        seen.append(picture(rep))
    rep.window.pane.show_page("card")
    return seen


def picture(rep: Any) -> QImage:
    rep.settle()
    rep.bot.wait(200)
    image: QImage = rep.window.grab().toImage()
    return image


def test_the_way_to_a_look_cannot_be_seen(rep: Any, theme: Theme) -> None:
    rep.type("price")
    rep.settle()
    rep.bot.waitUntil(lambda: not rep.desktop.rounds.syncing)
    rep.desktop.rounds.stop()  # a sync that is tried meanwhile would say so below the list
    looks(rep)  # so that the focus has gone where it stays
    before = looks(rep)
    theme.zoom(2)
    larger = looks(rep)
    assert larger[0] != before[0]
    theme.use(Scheme.DARK)
    dark = looks(rep)
    assert dark[0] != larger[0]
    theme.zoom(1)
    theme.zoom(-1)
    assert looks(rep) == dark
    theme.use(Scheme.LIGHT)
    assert looks(rep) == larger
    theme.zoom(0)
    assert looks(rep) == before


def test_a_look_comes_in_turns_and_is_painted_once(rep: Any, theme: Theme) -> None:
    rep.type("price")
    rep.settle()
    painted = Paintings()
    rep.window.results.viewport().installEventFilter(painted)
    with rep.bot.waitSignal(theme.changed):
        for _step in range(3):
            theme.zoom(1)
        assert not theme.settled
    assert painted.count == 0
    assert not theme.settled
    rep.settle()
    rep.bot.waitUntil(lambda: painted.count > 0)


def test_a_window_that_is_hidden_meanwhile_is_painted_again(rep: Any, theme: Theme) -> None:
    theme.zoom(1)
    rep.window.hide()
    rep.settle()
    rep.window.show()
    rep.settle()
    rep.bot.wait(200)
    painted = Paintings()
    rep.window.results.viewport().installEventFilter(painted)
    rep.window.results.viewport().update()
    rep.bot.waitUntil(lambda: painted.count > 0)


def test_the_card_keeps_its_place(rep: Any, theme: Theme) -> None:
    rep.window.resize(900, 560)
    for _step in range(4):
        theme.zoom(1)
    rep.type("expensive")
    rep.settle()
    rep.bot.waitUntil(lambda: rep.window.pane.browser.verticalScrollBar().maximum() > 40)
    bar = rep.window.pane.browser.verticalScrollBar()
    bar.setValue(40)
    theme.use(Scheme.DARK)
    theme.use(Scheme.LIGHT)
    assert rep.window.pane.browser.place == 40
    rep.settle()
    assert bar.value() == 40


def test_a_page_that_nobody_sees_wears_the_look_when_it_is_seen(rep: Any, theme: Theme) -> None:
    rep.window.actions_.today.trigger()
    rep.settle()
    seen = picture(rep)
    theme.zoom(1)
    larger = picture(rep)
    theme.zoom(0)
    rep.window.actions_.my_log.trigger()
    rep.settle()
    theme.zoom(1)
    rep.window.actions_.today.trigger()
    assert picture(rep) == larger != seen
