"""The list of found cards: one chooses with the arrow keys, headers are passed over."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView
from typing_extensions import override

from enablement.translation import _
from enablement.ui.finding.ask import FIRST
from enablement.ui.models.headed import Index
from enablement.ui.models.results import ResultModel
from enablement.ui.theme import Theme
from enablement.ui.values import Header, Item
from enablement.ui.views.finding.result_delegate import ResultDelegate

_Action = QAbstractItemView.CursorAction
_UPWARDS = (_Action.MoveUp, _Action.MovePageUp, _Action.MovePrevious, _Action.MoveEnd)


class ResultList(QListView):
    """The found cards; `chosen` carries the id of the one that was selected."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, model: ResultModel) -> None:
        super().__init__()
        self._results = model
        self._delegate = ResultDelegate(theme, self)
        self.setObjectName("results")
        self.setAccessibleName(_("Found cards"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.activated.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def room(self) -> int:
        """So many cards with a line that says why fill the list.

        Some more than can be seen, since a correction above the list may go: it never asks for more
        by itself.
        """
        if not self.isVisible():
            return FIRST
        return self.viewport().height() // max(1, self._delegate.answer_height) + 3

    def show_why(self, *, on: bool) -> None:
        """Give each row a line that says why it was found."""
        if self._delegate.with_why != on:
            self._delegate.show_why(on=on)
            self.scheduleDelayedItemsLayout()

    def show_items(self, items: Sequence[Item], *, more: bool) -> bool:
        """Show these items; whether those before stayed where they are."""
        # Equal heights let Qt lay out thousands of cards without asking each; headers are lower.
        # With both it asks, a few at a time.
        mixed = any(isinstance(item, Header) for item in items)
        mode = QListView.LayoutMode.Batched if mixed else QListView.LayoutMode.SinglePass
        if self.layoutMode() != mode or self.uniformItemSizes() == mixed:
            self.setUniformItemSizes(not mixed)
            self.setLayoutMode(mode)
        return self._results.show_items(items, more=more)

    def show_below(self, position: int, items: Sequence[Item]) -> None:
        """Show these items below the first ones, whose place, scroll and choice stay.

        Other items never take the place of those where the rep is.
        """
        if items and self.currentIndex().row() >= position:
            return
        # All at once, whatever it costs: what is laid out in batches scrolls to its beginning.
        self.setUniformItemSizes(self.uniformItemSizes() and not items)
        self._results.show_below(position, items)

    def show_doubted(self, card_ids: frozenset[str]) -> None:
        """Mark these cards as being in doubt."""
        self._delegate.doubted = card_ids
        self._results.show_doubted(card_ids)

    def choose(self, position: int) -> None:
        """Select a row and bring it into view."""
        index = self._results.index(position, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            above = self._results.index(position - 1, 0)
            if above.isValid() and self._results.row_at(position - 1) is None:
                self.scrollTo(above)
            self.scrollTo(index)

    def clear_choice(self) -> None:
        """Select nothing."""
        self.setCurrentIndex(QModelIndex())

    def step(self, direction: int, *, by_page: bool = False) -> None:
        """Select a row above or below, or a page of rows away."""
        last = self._results.rowCount() - 1
        now = self.currentIndex().row()
        if by_page:
            height = max(1, self._delegate.card_height)
            now += direction * max(1, self.viewport().height() // height - 1)
        elif now < 0 and direction < 0:
            now = last
        else:
            now += direction
        wanted = max(0, min(last, now))
        self.choose(self._results.nearest(wanted, direction))

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Where a key of the list leads: to a card, past the headers."""
        index = super().moveCursor(cursorAction, modifiers)
        position = index.row()
        if index.isValid() and self._results.row_at(position) is None:
            direction = -1 if cursorAction in _UPWARDS else 1
            return self._results.index(self._results.nearest(position, direction), 0)
        return index

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card was chosen."""
        super().currentChanged(current, previous)
        row = self._results.row_at(current.row())
        if row is not None:
            self.chosen.emit(row.card_id)
