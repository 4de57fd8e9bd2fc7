"""The entries of the rep's own log: chosen by the arrow keys, opened by Enter, deleted by Delete."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView
from typing_extensions import override

from enablement.translation import _
from enablement.ui.log.journal import Entry
from enablement.ui.models.headed import Index
from enablement.ui.models.my_log import MyLogModel
from enablement.ui.theme import Theme
from enablement.ui.views.log.entry_delegate import EntryDelegate

_Modifier, _Action = Qt.KeyboardModifier, QAbstractItemView.CursorAction
_UPWARDS = (_Action.MoveUp, _Action.MovePageUp, _Action.MovePrevious, _Action.MoveEnd)


class EntryList(QListView):
    """`chosen` carries an `Entry` or `None`; `opened` and `deleted` the one that is chosen.

    `left` at Escape, `typed` what was typed here, which is meant for the search.
    """

    chosen = Signal(object)
    opened = Signal(object)
    deleted = Signal(object)
    left = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, model: MyLogModel) -> None:
        super().__init__()
        self._entries = model
        self.setObjectName("entries")
        self.setAccessibleName(_("My log"))
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(theme, model, self))
        # A few at a time: entries differ in height, and there may be thousands.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def entry(self) -> Entry | None:
        """The entry that is chosen."""
        return self._entries.entry_at(self.currentIndex().row())

    def choose(self, position: int) -> None:
        """Choose the entry at a position, or the nearest below or above it."""
        place = max(0, min(position, self._entries.rowCount() - 1))
        index = self._entries.index(self._entries.nearest(place, 1), 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if index.isValid():
            # The first entry is shown with its day.
            first = index.row() == 1
            self.scrollTo(self._entries.index(0, 0) if first else index)
        self.chosen.emit(self.entry)

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Where a key of the list leads: to an entry, past the days."""
        if cursorAction in (_Action.MoveHome, _Action.MoveEnd):
            last = self._entries.rowCount() - 1
            position = 0 if cursorAction is _Action.MoveHome else last
        else:
            index = super().moveCursor(cursorAction, modifiers)
            if not index.isValid() or self._entries.entry_at(index.row()) is not None:
                return index
            position = index.row()
        direction = -1 if cursorAction in _UPWARDS else 1
        return self._entries.index(self._entries.nearest(position, direction), 0)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which one is chosen."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.entry)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete deletes, Escape leaves; what is typed is meant for the search."""
        entry, key, text = self.entry, event.key(), event.text()
        plain = not event.modifiers() & (_Modifier.ControlModifier | _Modifier.AltModifier)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and entry is not None:
            self.opened.emit(entry)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and entry is not None:
            self.deleted.emit(entry)
        elif plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = self._entries.entry_at(index.row())
        if entry is not None:
            self.opened.emit(entry)
