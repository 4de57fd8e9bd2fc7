"""Icons are drawn at the sizes in which they are seen, and no sooner."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from enablement.settings import shipped_folder
from enablement.ui.icons import IconSet

RED, GREY = "#ff0000", "#808080"


class Counted(IconSet):
    """Counts what is drawn."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.drawn: list[tuple[str, int]] = []

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        self.drawn.append((colour, size))
        return super()._draw(name, colour, size, ratio)


@pytest.fixture
def icons(qapp: QApplication) -> Counted:
    return Counted(shipped_folder("resources") / "icons")


def colours(image: QImage) -> set[str]:
    """The colours of what is not seen through."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = (image.pixelColor(x, y) for x, y in points)
    return {QColor(one.rgb()).name() for one in found if one.alpha() == 255}


def test_an_icon_is_drawn_when_it_is_seen_and_once(icons: Counted) -> None:
    icon = icons.icon("search", RED, GREY)
    assert icons.drawn == []
    for _time in range(2):
        assert colours(icon.pixmap(QSize(24, 24)).toImage()) == {RED}
    assert icons.drawn == [(RED, 24)]
    assert colours(icon.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()) == {GREY}
    assert icon.pixmap(QSize(20, 20), 2.0).size() == QSize(40, 40), "as sharp as the screen"


def test_it_is_painted_in_the_middle(icons: Counted) -> None:
    image = QImage(60, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.icon("search", RED).paint(painter, QRect(0, 0, 60, 20))
    painter.end()
    assert colours(image.copy(20, 0, 20, 20)) == {RED}
    assert not colours(image.copy(0, 0, 20, 20))


def test_a_copy_that_was_changed_is_drawn_too(icons: Counted) -> None:
    icon = icons.icon("search", RED)
    copied = QIcon(icon)
    copied.addPixmap(QPixmap(8, 8))
    assert colours(copied.pixmap(QSize(32, 32)).toImage()) == {RED}
