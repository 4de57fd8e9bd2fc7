"""The briefs as a list: one chooses with the arrow keys, headers are passed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView
from typing_extensions import override

from enablement.translation import _
from enablement.ui.models.briefs import BriefListModel
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_delegates import BriefDelegate


class BriefView(QListView):
    """Shows briefs; `opened` and `deleted` carry the id of one."""

    opened = Signal(str)
    deleted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, model: BriefListModel) -> None:
        super().__init__()
        self._briefs = model
        self.setObjectName("briefs")
        self.setAccessibleName(_("Briefs"))
        self.setModel(model)
        self.setItemDelegate(BriefDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda _index: self._open())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def brief_id(self) -> str:
        """The brief that is chosen; empty when none is."""
        line = self._briefs.line_at(self.currentIndex().row())
        return line.brief_id if line else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes, Escape leaves."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Delete and self.brief_id:
            self.deleted.emit(self.brief_id)
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.brief_id:
            self.opened.emit(self.brief_id)
