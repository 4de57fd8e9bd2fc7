"""The left side: the search box, how many cards there are, the list, and the sync line."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView
from typing_extensions import override

from enablement.translation import _
from enablement.ui.models.results import Index, ResultModel
from enablement.ui.theme import Theme
from enablement.ui.views.result_delegate import ResultDelegate


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
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.activated.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_why(self, *, on: bool) -> None:
        """Give each row a line that says why it was found."""
        if self._delegate.with_why != on:
            self._delegate.with_why = on
            self.scheduleDelayedItemsLayout()

    def choose(self, position: int) -> None:
        """Select a row and bring it into view."""
        index = self._results.index(position, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)

    def step(self, direction: int, *, by_page: bool = False) -> None:
        """Select a row above or below, or a page of rows away."""
        count = self._results.rowCount()
        if count:
            height = max(1, self.sizeHintForRow(0))
            far = max(1, self.viewport().height() // height - 1) if by_page else 1
            now = self.currentIndex().row()
            first = now < 0 and direction < 0
            self.choose(count - 1 if first else max(0, min(count - 1, now + direction * far)))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card was chosen."""
        super().currentChanged(current, previous)
        row = self._results.row_at(current.row())
        if row is not None:
            self.chosen.emit(row.card_id)


def count_label() -> QLabel:
    """The line above the list."""
    label = QLabel()
    label.setObjectName("count")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
