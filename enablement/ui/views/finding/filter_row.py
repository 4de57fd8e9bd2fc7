"""The filters under the search box: what is chosen, what would shorten the list, and a menu of all."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from enablement.translation import _
from enablement.ui.finding.choices import by_facet, chosen_first, worth_offering
from enablement.ui.kinds import facet_name
from enablement.ui.theme import Theme
from enablement.ui.values import Choice
from enablement.ui.views.chip import Chip

_GAP = 6
_MOST_OFFERED = 8

_LOW = 360
"""Below this height of the window (logical pixels at normal text) one line must do; the menu has all."""


class FilterRow(QWidget):
    """One tab stop: the arrows go from chip to chip, Space presses one.

    `picked(facet, value)` chooses a value or takes it back; `left` goes back to the search, `typed`
    carries what was typed here.
    """

    picked = Signal(str, str)
    left = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._choices: tuple[Choice, ...] = ()
        self._wanted: list[Choice] = []
        self._chips: list[Chip] = []
        self._lines = 1
        self._more = self._make_chip()
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.show_more(_("Filter"), _("All filters"))
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_("All filters"))
        self._more.clicked.connect(self.open_menu)
        self.setAccessibleName(_("Filters"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._regrow)

    @property
    def first(self) -> Chip:
        """The chip that the tab key reaches: the one with the menu."""
        return self._more

    @property
    def shown(self) -> list[Chip]:
        """The chip with the menu, and those that there is room for."""
        return [chip for chip in (self._more, *self._chips) if not chip.isHidden()]

    def show_choices(self, choices: tuple[Choice, ...], total: int) -> None:
        """Offer these, of a list of so many cards."""
        if choices == self._choices:
            return
        focused = next((chip for chip in self.shown if chip.hasFocus()), None)
        kept = focused.choice if focused else None
        self._choices = choices
        self._wanted = chosen_first(choices) + worth_offering(choices, total)[:_MOST_OFFERED]
        while len(self._chips) < len(self._wanted):
            chip = self._make_chip()
            chip.clicked.connect(lambda _on=False, one=chip: self._press(one))
            self._chips.append(chip)
        for chip, choice in zip(self._chips, self._wanted, strict=False):
            chip.show_choice(choice)
        self.setVisible(bool(choices))
        self._place()
        if focused is not None:
            self._follow(kept)

    def open_menu(self) -> None:
        """Show every filter with its count, grouped by what it is about."""
        self.menu.clear()
        for facet, group in by_facet(self._choices).items():
            part = self.menu.addMenu(facet_name(facet))
            for choice in group:
                action = part.addAction(f"{choice.words}\t{choice.count}")
                action.setCheckable(True)
                action.setChecked(choice.chosen)
                action.triggered.connect(
                    lambda _on=False, one=choice: self.picked.emit(one.facet, one.value)
                )
        if not self.menu.isEmpty():
            self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))
            self.menu.setActiveAction(self.menu.actions()[0])

    @override
    def sizeHint(self) -> QSize:
        """As many lines as what is chosen needs, one at least."""
        height = self._more.sizeHint().height()
        return QSize(self._theme.px(200), self._lines * height + (self._lines - 1) * _GAP)

    @override
    def minimumSizeHint(self) -> QSize:
        """Chips that do not fit are in the menu."""
        return QSize(self._theme.px(80), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a chip that has the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shown = self.shown
        here = next((n for n, chip in enumerate(shown) if chip is watched), 0)
        steps = {
            Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(shown) - 1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            shown[max(0, min(len(shown) - 1, steps[key]))].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            shown[here].click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            return False
        return True

    def _make_chip(self) -> Chip:
        chip = Chip(self._theme)
        chip.setParent(self)
        # A click leaves the cursor in the search box; the keys reach every chip by the arrows.
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.installEventFilter(self)
        return chip

    def _follow(self, choice: Choice | None) -> None:
        """Keep the focus on the same filter when the chips have changed places."""
        for chip in self.shown:
            one = chip.choice
            if choice and one and (one.facet, one.value) == (choice.facet, choice.value):
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, chip: Chip) -> None:
        if chip.choice is not None:
            self.picked.emit(chip.choice.facet, chip.choice.value)

    def _place(self) -> None:
        """Lay the chips out: what is chosen on as many lines as it takes, the rest on the last."""
        size, room = self._more.sizeHint(), self.width()
        self._more.setGeometry(QRect(QPoint(0, 0), size))
        left, line, shown = size.width() + _GAP, 0, 0
        for chip, choice in zip(self._chips, self._wanted, strict=False):
            width = chip.sizeHint().width()
            if left + width > room:
                if not choice.chosen or self.window().height() < self._theme.px(_LOW):
                    break
                left, line = 0, line + 1
            top = line * (size.height() + _GAP)
            chip.setGeometry(QRect(left, top, min(width, room), size.height()))
            left += width + _GAP
            shown += 1
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < shown)
        if line + 1 != self._lines:
            self._lines = line + 1
            self.updateGeometry()

    def _regrow(self) -> None:
        self.updateGeometry()
        self._place()
