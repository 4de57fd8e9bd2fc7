"""An area that is as high as what is inside where the window is high enough, and else scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

_BAR = 14


class WholeArea(QScrollArea):
    """Holds words or fields of a sheet."""

    def __init__(self, inside: QWidget, width: int, name: str) -> None:
        super().__init__()
        self._width, self._inside = width, inside
        self.setObjectName("plainScroll")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds has grown or shrunk: so may this."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def heightForWidth(self, width: int) -> int:
        """As high as what is inside at that width, even beside a scroll bar."""
        inside = self._inside
        if inside.hasHeightForWidth():
            return inside.heightForWidth(width - _BAR) + 4
        return inside.sizeHint().height() + 4

    @override
    def sizeHint(self) -> QSize:
        """As wide as is easily read."""
        return QSize(self._width, self.heightForWidth(self._width))

    @override
    def minimumSizeHint(self) -> QSize:
        """One can scroll."""
        return QSize(0, 0)
