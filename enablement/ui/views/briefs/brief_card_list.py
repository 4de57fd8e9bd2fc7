"""The cards of a brief as a list: opened, moved and taken out by keys, and moved by dragging."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy
from typing_extensions import override

from enablement.translation import _
from enablement.ui.models.brief_cards import CARD_MIME, BriefCardsModel, Index
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_delegates import EntryDelegate

_MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class BriefCardList(QListView):
    """As high as its cards, so that the page around it scrolls.

    `opened` and `removed` carry a card's id, `moved` one and its new place, `chosen` the id of the
    card that is chosen now.
    """

    opened = Signal(str)
    removed = Signal(str)
    moved = Signal(str, int)
    chosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, model: BriefCardsModel) -> None:
        super().__init__()
        self._cards = model
        self.setObjectName("briefCards")
        self.setAccessibleName(_("Cards of the brief"))
        self.setAccessibleDescription(
            _("Enter reads a card, Ctrl+Shift+Up and Down move it, Delete takes it out")
        )
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(True)
        self.doubleClicked.connect(lambda _index: self._open())
        for change in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            change.connect(self.fit)
        theme.changed.connect(self.fit)

    @property
    def card_id(self) -> str:
        """The card that is chosen; empty when none is."""
        entry = self._cards.entry_at(self.currentIndex().row())
        return entry.card_id if entry else ""

    def choose(self, position: int) -> None:
        """Choose the card at a place, or the nearest."""
        last = self._cards.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._cards.index(max(0, min(position, last))))

    def fit(self) -> None:
        """Take the height of all cards."""
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(self._cards.rowCount()))
        self.setFixedHeight(height + 2 * self.frameWidth())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a brief; the arrows alone choose as in every list."""
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _STEPS and modifiers == _MOVE:
            self._move(self.currentIndex().row() + _STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers:
            self._open()
        elif key == Qt.Key.Key_Delete and not modifiers:
            self._remove()
        else:
            super().keyPressEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged card between the two where it was let go."""
        if not event.mimeData().hasFormat(CARD_MIME):
            event.ignore()
            return
        dragged = bytes(event.mimeData().data(CARD_MIME).data()).decode()
        start, place = self._cards.position_of(dragged), self.drop_place(event)
        self.choose(start)
        self._move(place - 1 if place > start else place)
        # Not a move to Qt: it would take the row out once more.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def drop_place(self, event: QDropEvent) -> int:
        """Before which card something is dropped."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return self._cards.rowCount() if point.y() > 0 else 0
        return index.row() + (point.y() > self.visualRect(index).center().y())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as wide as the list."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card is chosen."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.card_id)

    def _open(self) -> None:
        if self.card_id:
            self.opened.emit(self.card_id)

    def _remove(self) -> None:
        if self.card_id:
            self.removed.emit(self.card_id)

    def _move(self, to: int) -> None:
        start, card_id = self.currentIndex().row(), self.card_id
        if card_id and self._cards.move(start, to):
            self.moved.emit(card_id, to)
            self.scrollTo(self.currentIndex())
            self.chosen.emit(card_id)
