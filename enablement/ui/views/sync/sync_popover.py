"""A panel above the sync line: what waits, what came, what failed and what to do."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.sync.sync_story import StoryPart, SyncStory
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, key_text

_WIDTH, _EDGE = 400, 12
_REFRESH_MS = 5_000


class SyncPopover(QFrame):
    """Tells the story; not modal: it goes when the rep turns to something else, or by Esc.

    `due` asks for the story anew, since minutes pass while it is open.
    """

    due = Signal()

    def __init__(self, theme: Theme, window: QWidget, sync: QAction) -> None:
        super().__init__(window)
        self._theme, self._window, self._sync = theme, window, sync
        self._back: QWidget | None = None
        self._line: QWidget | None = None
        self.setObjectName("popover")
        self.setAccessibleName(_("What the sync does"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._icon = IconLabel(theme, size=22)
        self._words, self._detail = _label("heading"), _label("muted")
        self._next = _label("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self._parts = QVBoxLayout()
        self._told: tuple[StoryPart, ...] = ()
        self.button = QPushButton()
        self.button.setObjectName("primary")
        self.button.setToolTip(key_text(sync))
        self.button.clicked.connect(sync.trigger)
        self.close_button = QPushButton(_("Close"))
        self.close_button.clicked.connect(self.leave)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.due)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    @property
    def words(self) -> str:
        """All that it says."""
        told = (line for part in self._told for line in (part.title, *part.lines))
        labels = (self._words, self._detail, self._next)
        return "\n".join(text for text in (*(label.text() for label in labels), *told) if text)

    def show_story(self, story: SyncStory) -> None:
        """Tell this."""
        self._icon.show_icon(story.icon, story.colour)
        for label, text in (
            (self._words, story.words), (self._detail, story.detail), (self._next, story.next),
        ):  # fmt: skip
            label.setText(text)
            label.setVisible(bool(text))
        busy = story.syncing and not story.total
        self.bar.setVisible(story.syncing and not (busy and self._theme.calm))
        self.bar.setRange(0, story.total)
        self.bar.setValue(story.done)
        self.button.setText(_("Sync now") if story.icon == "synced" else _("Try now"))
        if story.parts != self._told:
            self._fill(story.parts)
        self.setAccessibleDescription(self.words)
        self._place()

    def open_above(self, line: QWidget) -> None:
        """Show above the sync line, and take the focus."""
        self._back = QApplication.focusWidget()
        self._line = line
        self.show()
        self.raise_()
        self._place()
        self.button.setFocus(Qt.FocusReason.PopupFocusReason)
        self._timer.start()

    def leave(self) -> None:
        """Go, and give the focus back."""
        inside = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self._timer.stop()
        self.hide()
        if inside and self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay above the line when the window changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go when the rep turns to another part of the window."""
        if now is None or now.window() is not self._window or self.isAncestorOf(now):
            return
        if self.isVisible() and now is not self:
            self.leave()

    def _fill(self, parts: tuple[StoryPart, ...]) -> None:
        self._told = parts
        while (item := self._parts.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for part in parts:
            title = _label("metaStrong", part.title)
            title.setContentsMargins(0, 8, 0, 0)
            for label in (title, *(_label("muted", line) for line in part.lines)):
                self._parts.addWidget(label)
                # Else it would take no room before the next turn of the loop.
                label.show()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("popoverInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 4)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        column.addLayout(head)
        for piece in (self._detail, self.bar, self._next):
            column.addWidget(piece)
        self._parts.setSpacing(3)
        column.addLayout(self._parts)
        column.addStretch(1)
        self._inside = inside
        self._scroll = QScrollArea()
        self._scroll.setObjectName("popoverScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 6, 18, 14)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(foot)

    def _place(self) -> None:
        """Stand above the line, no higher than the window has room for."""
        if self._line is None or not self.isVisible():
            return
        corner = self._line.mapTo(self._window, self._line.rect().topLeft())
        width = min(self._theme.px(_WIDTH), self._window.width() - 2 * _EDGE)
        inner = self._inside.layout()
        wanted = inner.heightForWidth(width - 2) if inner is not None else 0
        foot = self.button.sizeHint().height() + 28
        height = min(wanted + foot, corner.y() - 2 * _EDGE)
        self.setGeometry(corner.x() + _EDGE, corner.y() - height - 6, width, height)


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
