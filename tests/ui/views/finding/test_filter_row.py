"""The row of filters: what fits is shown, what is chosen always, the rest in the menu."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enablement.ui.theme import Theme
from enablement.ui.values import Choice
from enablement.ui.views.finding.filter_row import FilterRow

CHOICES = tuple(
    Choice("industries", f"value-{number}", f"an industry {number}", 20 - number)
    for number in range(8)
)


@pytest.fixture
def row(qtbot: QtBot, theme: Theme) -> Iterator[FilterRow]:
    # In a window high enough for more than one line of them.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(420, 800)
    made = FilterRow(theme)
    made.setParent(window)
    made.resize(420, made.sizeHint().height())
    window.show()
    yield made
    theme.zoom(0)


def chosen(count: int) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.facet, one.value, one.words, one.count, chosen=number < count)
        for number, one in enumerate(CHOICES)
    )


def test_only_what_fits_is_shown_and_nothing_is_cut(row: FilterRow) -> None:
    row.show_choices(CHOICES, 30)
    assert 2 <= len(row.shown) < len(CHOICES)
    for chip in row.shown:
        assert chip.geometry().right() <= row.width()
        assert chip.width() >= chip.sizeHint().width()
    assert row.sizeHint().height() == row.shown[0].height()


def test_what_is_chosen_is_shown_whatever_the_width(row: FilterRow) -> None:
    row.show_choices(chosen(5), 30)
    removable = [chip for chip in row.shown if chip.choice and chip.choice.chosen]
    assert len(removable) == 5
    assert row.sizeHint().height() > 2 * row.shown[0].height()
    places = [chip.geometry() for chip in row.shown]
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_it_grows_with_the_text(qtbot: QtBot, row: FilterRow, theme: Theme) -> None:
    row.show_choices(CHOICES, 30)
    before = row.sizeHint().height()
    for _step in range(8):
        theme.zoom(1)
    qtbot.waitUntil(lambda: theme.settled)
    assert row.sizeHint().height() >= 1.5 * before
    assert all(chip.width() >= chip.sizeHint().width() for chip in row.shown)


def test_each_chip_says_what_it_does(row: FilterRow) -> None:
    row.show_choices(chosen(1), 30)
    names = [chip.accessibleName() for chip in row.shown]
    assert names[0] == "All filters"
    assert names[1] == "Remove the filter, Industry: an industry 0, 20"
    assert names[2] == "Filter, Industry: an industry 1, 19"


def test_without_choices_there_is_no_row(row: FilterRow) -> None:
    row.show_choices(CHOICES, 30)
    row.show_choices((), 0)
    assert row.isHidden()
