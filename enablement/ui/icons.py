"""Our icons: simple SVG files whose `currentColor` is replaced, drawn crisp at any scale."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override


class IconSet:
    """Draws icons by name and colour, each drawn once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._sources: dict[str, bytes] = {}
        self.copies: list[QIconEngine] = []

    def names(self) -> list[str]:
        """The icons that there are."""
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon in a square of `size` logical pixels, on a screen of that pixel ratio."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, disabled: str = "") -> QIcon:
        """The icon for buttons and menus."""
        return QIcon(_DrawnWhenSeen(self, name, colour, disabled or colour))

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        source = self._sources[name]
        renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))
        side = round(size * ratio)
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class _DrawnWhenSeen(QIconEngine):
    """Draws an icon at the sizes in which it is seen: a window has many that are not, in its menus."""

    def __init__(self, icons: IconSet, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._icons, self._name = icons, name
        self._colour, self._disabled = colour, disabled

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon in a square that fits, in pixels of the screen."""
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        return self._icons.pixmap(self._name, colour, max(1, min(size.width(), size.height())))

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon in the middle of a rectangle."""
        ratio = painter.device().devicePixelRatioF()
        picture = QPixmap(self.pixmap(rect.size() * ratio, mode, state))  # not the one that is kept
        picture.setDevicePixelRatio(ratio)
        place = QRect(rect)
        place.setSize(picture.deviceIndependentSize().toSize())
        place.moveCenter(rect.center())
        painter.drawPixmap(place, picture)

    @override
    def clone(self) -> QIconEngine:
        """Another one of the same icon; kept, since Qt alone knows when it is needed no more."""
        copy = _DrawnWhenSeen(self._icons, self._name, self._colour, self._disabled)
        self._icons.copies.append(copy)
        return copy
