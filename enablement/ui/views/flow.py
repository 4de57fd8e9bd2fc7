"""Pieces in a row that goes on in the next line where there is no room: nothing is cut at any size."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Lays its widgets out as words are: from left to right, line after line."""

    def __init__(self, across: int = 16, down: int = 6) -> None:
        super().__init__()
        self._across, self._down = across, down
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Take in what comes next."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """How many pieces there are."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """The piece at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of the piece at a place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it is given."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """How high all lines are."""
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        """Put each piece in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        """As wide as all pieces in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        across = max(0, len(sizes) - 1) * self._across
        return QSize(
            sum(size.width() for size in sizes) + across,
            max((size.height() for size in sizes), default=0),
        )

    @override
    def minimumSize(self) -> QSize:
        """As wide as the widest piece."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        left, top, tallest = rect.left(), rect.top(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 16_777_215))
            if size.width() < item.sizeHint().width() and item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if line and left + size.width() > rect.right() + 1:
                _settle(line, tallest, move=move)
                left, top, tallest, line = rect.left(), top + tallest + self._down, 0, []
            line.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + self._across
            tallest = max(tallest, size.height())
        _settle(line, tallest, move=move)
        return top + tallest - rect.top()


def _settle(line: list[tuple[QLayoutItem, QRect]], tallest: int, *, move: bool) -> None:
    """Put a line in its place, its pieces on one middle."""
    for item, place in line if move else ():
        item.setGeometry(place.translated(0, (tallest - place.height()) // 2))


class FlowRow(QWidget):
    """A widget whose pieces flow."""

    def __init__(self, *pieces: QWidget, across: int = 16, down: int = 6) -> None:
        super().__init__()
        self._flow = FlowLayout(across, down)
        self.setLayout(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for piece in pieces:
            self._flow.addWidget(piece)
