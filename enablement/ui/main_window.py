"""The window: search and results on the left, the card on the right, all reached by keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.actions import Actions
from enablement.ui.frame.placing import WindowPlace
from enablement.ui.menus import fill_menu
from enablement.ui.models.results import ResultModel
from enablement.ui.theme import Theme
from enablement.ui.views.card_pane import CardPane
from enablement.ui.views.finding.filter_row import FilterRow
from enablement.ui.views.finding.list_head import ListHead
from enablement.ui.views.finding.result_list import ResultList
from enablement.ui.views.finding.search_box import SearchBox
from enablement.ui.views.nav import NavStrip
from enablement.ui.views.pieces import IconLabel, YieldingLabel
from enablement.ui.views.sync.sync_line import SyncLine

if TYPE_CHECKING:
    from enablement.ui.views.frame.first_run import FirstRun

_LEFT_WIDTH = 440
_WIDENING = 0.6
"""Text of twice the size makes the list 1.5 times as wide."""

_LEAST_PANE, _PANE_WIDENING = 430, 0.25
"""What the right side keeps for itself: half of the smallest window, a little more for large text."""

_LOW = 340
"""The height in logical pixels below which the list needs the room of what can be left out."""


class MainWindow(QMainWindow):
    """Lays out the views; what they do is connected by `ui.conductor`.

    `closing` carries a `QCloseEvent`; whoever ignores it keeps the window, which is then hidden.
    `invited` carries address and code of the invitation that was taken on the first page.
    """

    closing = Signal(object)
    invited = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWindowTitle("Enablement")
        self.actions_ = Actions(self, theme)
        self.model = ResultModel(self)
        self.menu, self.menu_button = QMenu(self), QToolButton()
        pages = {"today": self.actions_.today, "briefs": self.actions_.briefs,
                 "my_log": self.actions_.my_log}  # fmt: skip
        self.nav = NavStrip(theme, pages)
        self.search = SearchBox(theme)
        self.filters = FilterRow(theme)
        self.head = ListHead(self.actions_.exactly)
        self.results = ResultList(theme, self.model)
        self.sync_line = SyncLine(theme, self.actions_.sync, self.actions_.sync_details)
        self.pane = CardPane(theme, self.actions_)
        self._first_run: FirstRun | None = None
        self._pages = QStackedWidget()
        self._split = self._splitter()
        self._pages.addWidget(self._split)
        self.setCentralWidget(self._pages)
        self.setTabOrder(self.search, self.filters.first)
        self.setTabOrder(self.filters.first, self.head.correction.button)
        self.setTabOrder(self.head.correction.button, self.results)
        self._scale, self._list_width = theme.scale, float(_LEFT_WIDTH)
        self.leaving = False
        self._split.splitterMoved.connect(self._keep_width)
        self.pane.page_changed.connect(self.nav.show_page)
        theme.changed.connect(self._make_room)
        theme.changed.connect(self._dress)
        self._dress()
        self.resize(1280, 800)
        self.setMinimumSize(QSize(880, 560))
        self._spread(1280)
        self.search.setFocus()

    def show_desk(self) -> None:
        """Show the cards, with the cursor in the search box."""
        self._pages.setCurrentWidget(self._split)
        self.search.setFocus()

    def show_first_run(self) -> None:
        """Ask for the invitation."""
        self._pages.setCurrentWidget(self.first_run)
        self.first_run.begin(self.first_run.typed)

    @property
    def first_run(self) -> "FirstRun":
        """Where the invitation is asked for; made when it is first wanted, on few starts."""
        if self._first_run is None:
            from enablement.ui.views.frame.first_run import FirstRun

            self._first_run = FirstRun(self._theme, self.actions_.languages)
            self._first_run.invited.connect(self.invited)
            self._pages.addWidget(self._first_run)
        return self._first_run

    @property
    def shows_first_run(self) -> bool:
        """Whether the invitation is being asked for."""
        return self._pages.currentWidget() is not self._split

    @property
    def place(self) -> WindowPlace:
        """Where the window stands, and how wide its list is."""
        spot = self.geometry() if not self.isMaximized() else self.normalGeometry()
        return WindowPlace(
            spot.x(), spot.y(), spot.width(), spot.height(), self.isMaximized(),
            round(self._list_width),
        )  # fmt: skip

    def take_place(self, place: WindowPlace) -> None:
        """Stand where a window stood before."""
        self.setGeometry(place.x, place.y, place.width, place.height)
        if place.maximised:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)
        if place.list_width:
            self._list_width = float(place.list_width)
            self._spread(self.width())

    def leave(self) -> None:
        """Close for good and end the program, though the window may be hidden in the tray."""
        self.leaving = True
        self.close()
        QApplication.quit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave at once; what is under way ends behind the scenes."""
        self.closing.emit(event)
        self.hide()
        if event.isAccepted():
            super().closeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the search from wherever nothing else takes it."""
        if event.key() == Qt.Key.Key_Escape and not self.shows_first_run:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what stands around the list makes room for it."""
        super().resizeEvent(event)
        self._tell_low()

    def _tell_low(self) -> None:
        low = self.height() < self._theme.px(_LOW)
        self.head.be_short(on=low)
        self.sync_line.be_short(on=low)

    def _make_room(self) -> None:
        """Larger text needs a wider list, though not so much wider as to crowd the card."""
        if self._theme.scale != self._scale:
            self._scale = self._theme.scale
            self._spread(self._split.width())

    def _spread(self, width: int) -> None:
        """Give the list its share of so much room.

        The pane's least width is said here, since the margins of its pages count as their minimum:
        a page laid out in a wide window would keep them, and narrow the list, in a smaller one.
        """
        self.pane.setMinimumWidth(round(_LEAST_PANE * self._scale**_PANE_WIDENING))
        wide = round(self._list_width * self._scale**_WIDENING)
        self._split.setSizes([wide, width - wide])

    def _keep_width(self, width: int, _handle: int) -> None:
        """The rep has moved the border: that is how wide the list shall be."""
        self._list_width = width / self._scale**_WIDENING

    def _splitter(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        left, column = self._left()
        split.addWidget(left)
        split.addWidget(self.pane)
        # Only now, so that the tab key comes from the list to the card, and to this at the end.
        column.addWidget(self.sync_line)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT_WIDTH, 1280 - _LEFT_WIDTH])
        return split

    def _left(self) -> tuple[QWidget, QVBoxLayout]:
        """All but the sync line, and the column that takes it."""
        left = QWidget()
        left.setObjectName("left")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setMinimumWidth(320)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        box = QVBoxLayout()
        box.setContentsMargins(16, 6, 16, 0)
        box.setSpacing(10)
        box.addWidget(self.nav)
        box.addWidget(self.search)
        box.addWidget(self.filters)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 2)
        head.addWidget(self.head)
        box.addLayout(head)
        column.addLayout(box)
        listed = QHBoxLayout()
        listed.setContentsMargins(8, 4, 4, 0)
        listed.addWidget(self.results)
        column.addLayout(listed, 1)
        return left, column

    def _top(self) -> QHBoxLayout:
        """The name, and the one menu."""
        name = YieldingLabel("Enablement")
        name.setObjectName("appName")
        fill_menu(self.menu, self.actions_)
        self.menu_button.setObjectName("menu")
        self.menu_button.setMenu(self.menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAccessibleName(_("Menu"))
        self.menu_button.setToolTip(_("Menu ({key})").format(key="F10"))
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QShortcut(QKeySequence("F10"), self, self.menu_button.showMenu)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 14, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, "app", "accent", 24))
        row.addWidget(name, 1)
        row.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _dress(self) -> None:
        side = self._theme.px(20)
        self.menu_button.setIcon(self._theme.icon("menu"))
        self.menu_button.setIconSize(QSize(side, side))
        self._tell_low()
