"""A place as high as what stands in it, which scrolls where the window is too small for that."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

_LEAST = 96


class FittingArea(QScrollArea):
    """Shows all of a layout, or as much as there is room for."""

    def __init__(self, inside: QLayout, name: str) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setObjectName("fittingInside")
        self._inside.setLayout(inside)
        self.setObjectName("plainScroll")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever it holds has grown or shrunk: so may this."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def sizeHint(self) -> QSize:
        """As high as all of it."""
        hint, frame = self._inside.sizeHint(), 2 * self.frameWidth()
        return QSize(hint.width() + frame, hint.height() + frame)

    @override
    def minimumSizeHint(self) -> QSize:
        """A little of it."""
        return QSize(120, min(_LEAST, self._inside.sizeHint().height()))
