"""Where the window stood when it was left, and whether it can stand there again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

_SEEN = 120
"""So much of the window's top, in pixels, must be on a screen: enough to take hold of it."""


@dataclass(frozen=True)
class WindowPlace:
    """Position and size as they are when the window is not maximised, and how wide the list is."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False
    list_width: int = 0

    def as_words(self) -> str:
        """As it is kept: numbers apart by blanks."""
        numbers = (self.x, self.y, self.width, self.height, int(self.maximised), self.list_width)
        return " ".join(str(number) for number in numbers)

    @classmethod
    def from_words(cls, words: str) -> Self | None:
        """What was kept, if that can be read."""
        try:
            x, y, width, height, maximised, list_width = (int(word) for word in words.split())
        except ValueError:
            return None
        return cls(x, y, width, height, bool(maximised), list_width)


def fitting(place: WindowPlace, screens: Sequence[QRect]) -> WindowPlace | None:
    """The same place, no larger than the screen that shows it; `None` when no screen does."""
    top = QRect(place.x, place.y, place.width, _SEEN // 2)
    for screen in screens:
        seen = screen.intersected(top)
        if seen.width() >= min(_SEEN, place.width) and seen.height() >= _SEEN // 4:
            width, height = min(place.width, screen.width()), min(place.height, screen.height())
            return replace(place, width=width, height=height)
    return None


def screens() -> list[QRect]:
    """The parts of the screens that windows may use."""
    return [screen.availableGeometry() for screen in QApplication.screens()]
