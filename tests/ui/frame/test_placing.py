"""A window comes back where it was, if that can still be seen."""

import pytest
from PySide6.QtCore import QRect

from enablement.ui.frame.placing import WindowPlace, fitting

LAPTOP = QRect(0, 0, 1440, 900)
BESIDE = QRect(1440, -200, 1920, 1200)
PLACE = WindowPlace(100, 80, 1280, 800, list_width=440)


def test_words_and_back() -> None:
    assert WindowPlace.from_words(PLACE.as_words()) == PLACE
    for words in ("", "a b c d e f", "1 2 3 4 5", "1 2 3 4 5 6 7"):
        assert WindowPlace.from_words(words) is None


def test_the_same_place_when_a_screen_shows_it() -> None:
    assert fitting(PLACE, [LAPTOP]) == PLACE
    beside = WindowPlace(1600, 0, 1280, 800)
    assert fitting(beside, [LAPTOP, BESIDE]) == beside


@pytest.mark.parametrize(
    "place",
    [
        WindowPlace(1600, 0, 1280, 800),
        WindowPlace(100, -300, 1280, 800),
        WindowPlace(100, 890, 1280, 800),
        WindowPlace(-1270, 80, 1280, 800),
    ],
)
def test_no_place_when_the_screen_is_gone(place: WindowPlace) -> None:
    assert fitting(place, [LAPTOP]) is None


def test_no_larger_than_the_screen() -> None:
    large = WindowPlace(0, 0, 1900, 1100, list_width=600)
    assert fitting(large, [LAPTOP]) == WindowPlace(0, 0, 1440, 900, list_width=600)
    assert fitting(large, []) is None
