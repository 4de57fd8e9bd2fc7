"""A panel over the window, which is dimmed behind it: asks for little, and is left by Esc."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.ui.theme import Theme

_SHADE = 110
_MARGIN = 24
_ROUND = 15
"""How far the round corners of `#sheetPanel` reach."""


class _Shade(QWidget):
    """Dims the window behind a sheet, and follows its size."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ground.installEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what lies below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(8, 12, 24, _SHADE))
        painter.end()


class Sheet(QDialog):
    """Holds a title, a lead, a `body` and a `foot` for buttons; modal to its window.

    Open it with `open()`; it stays in the middle of the window and is as wide as `width` (logical
    pixels at normal text) or the window allows.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, lead: str = "", *, width: int = 520
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.theme, self._width, self._ground = theme, width, parent.window()
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setObjectName("sheetWindow")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(lead)
        self._shade = _Shade(self._ground)
        panel = QFrame()
        panel.setObjectName("sheetPanel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(28, 24, 28, 20)
        inside.setSpacing(10)
        self.title = _label("heading", title)
        self.lead = _label("muted", lead)
        self.lead.setVisible(bool(lead))
        inside.addWidget(self.title)
        inside.addWidget(self.lead)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        inside.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        inside.addLayout(self.foot)
        self._ground.installEventFilter(self)
        # Not every system turns back to the window by itself.
        self.finished.connect(self._ground.activateWindow)
        self.destroyed.connect(self._shade.deleteLater)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window and take its middle."""
        super().showEvent(event)
        self._shade.resize(self._ground.size())
        self._shade.show()
        self._shade.raise_()
        self.place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the dimmed window behind the round corners.

        Where nothing composes the windows, as on a plain X11, they would be black.
        """
        corners = [corner for corner in self._corners() if event.region().intersects(corner)]
        painter = QPainter(self)
        for corner in corners:
            painter.drawPixmap(corner.topLeft(), self._behind(corner))
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        """Grow or shrink with what the sheet holds."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return done

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let the window be seen again."""
        super().hideEvent(event)
        self._shade.hide()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave as Esc does."""
        super().closeEvent(event)
        self._shade.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.place()
        return False

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """Something else lies behind the corners now."""
        super().moveEvent(event)
        for corner in self._corners():
            self.update(corner)

    def _corners(self) -> list[QRect]:
        right, below = self.width() - _ROUND, self.height() - _ROUND
        return [QRect(x, y, _ROUND, _ROUND) for x in (0, right) for y in (0, below)]

    def _behind(self, corner: QRect) -> QPixmap:
        """What of the window lies behind a part of the sheet."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(corner.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.palette().window().color())
        spot = corner.translated(self._ground.mapFromGlobal(self.mapToGlobal(QPoint())))
        self._ground.render(picture, QPoint(), QRegion(spot))
        return picture

    def place(self) -> None:
        """Take the middle of the window, as large as needed and no larger than it."""
        window = self._ground
        width = min(self.theme.px(self._width), window.width() - 2 * _MARGIN)
        self.setFixedWidth(max(280, width))
        wanted = max(self.heightForWidth(self.width()), self.sizeHint().height())
        height = min(wanted, window.height() - 2 * _MARGIN)
        self.resize(self.width(), height)
        corner = window.frameGeometry().topLeft()
        if window.isVisible():
            corner = window.mapToGlobal(window.rect().topLeft())
        left = corner.x() + (window.width() - self.width()) // 2
        self.move(left, corner.y() + max(_MARGIN, (window.height() - height) * 2 // 5))


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
