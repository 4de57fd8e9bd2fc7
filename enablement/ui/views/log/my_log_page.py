"""The page of the rep's own log: what was recorded, what became of it, and who sees it."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.log.journal import Counts, Entry, Show, Stand
from enablement.ui.log.who_sees import in_short
from enablement.ui.models.my_log import MyLogModel
from enablement.ui.theme import Theme
from enablement.ui.views.columns import side_margins
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.log.entry_list import EntryList
from enablement.ui.views.pieces import IconLabel, LinkButton

_ROOM = 420
"""Logical pixels that the few words on who sees what need."""


class EntryButtons(QWidget):
    """What can be done with the entry that is chosen, each with its key."""

    def __init__(self) -> None:
        super().__init__()
        self.open = _button(_("Open the conversation"))
        self.edit = _button(_("Change"))
        self.delete = _button(_("Delete"))
        self.card = _button(_("Open the card"))
        self.difference = _button(_("What changed"))
        pieces = (self.open, self.edit, self.delete, self.card, self.difference)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FlowRow(*pieces, across=8))
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Offer what makes sense with this entry; the key beside a word does the same in the list."""
        self.setVisible(entry is not None)
        if entry is None:
            return
        again = entry.stand is Stand.REJECTED
        talks = bool(entry.thread_id) and not entry.can_edit
        enter, delete = _("Enter"), _("Del")
        _offer(self.open, _("Open the conversation"), enter, on=talks)
        words = _("Correct and send again") if again else _("Change")
        _offer(self.edit, words, enter, on=entry.can_edit)
        _offer(self.delete, _("Delete"), delete, on=entry.can_delete)
        first = not talks and not entry.can_edit
        _offer(self.card, _("Open the card"), enter if first else "", on=bool(entry.card_id))
        _offer(self.difference, _("What changed"), "", on=entry.stand is Stand.CHANGED)


class MyLogPage(QWidget):
    """A list under a few words.

    `shown` carries the `Show` that is chosen; `asked_who` opens who sees what, `copied` saves a copy;
    `foot_changed` when the buttons need more room or less.
    """

    shown = Signal(object)
    asked_who = Signal()
    copied = Signal()
    foot_changed = Signal()

    def __init__(self, theme: Theme, model: MyLogModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setObjectName("myLog")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = EntryList(theme, model)
        self.buttons = EntryButtons()
        self.list.chosen.connect(self._show_buttons)
        self.who, self.copy = LinkButton(), QPushButton(_("Save a copy…"))
        self.copy.setAccessibleName(self.copy.text())
        self.copy.setToolTip(self.copy.text())
        self.who.say(_("Who sees what"))
        self.who.clicked.connect(self.asked_who)
        self.copy.clicked.connect(self.copied)
        self.chips = self._chips()
        self.empty = QLabel()
        self.empty.setObjectName("lead")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._badge = IconLabel(theme, "log", "accent", 36)
        self._badge.setObjectName("badge")
        self._column = QVBoxLayout(self)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def show_counts(self, counts: Counts) -> None:
        """Say how many there are behind the filters, and whether the hub did not take some."""
        words = _names()
        numbers = {Show.WAITING: counts.waiting, Show.REJECTED: counts.rejected}
        for show, chip in self.chips.items():
            count = numbers.get(show, 0)
            chip.setText(f"{words[show]}  {count}" if count else words[show])
        self.chips[Show.REJECTED].setVisible(bool(counts.rejected))

    def show_nothing(self, show: Show | None) -> None:
        """Say why there is nothing to list; `None` when there is."""
        words = {
            None: "",
            Show.ALL: _("Nothing yet. What you log or ask stands here, and what became of it."),
            Show.WAITING: _("Nothing waits: all has gone to marketing."),
            Show.ANSWERED: _("No answers yet. They stand here when they come."),
        }
        self.empty.setText(words.get(show, _("Nothing of that kind.")))
        if show is not None and self.list.hasFocus():
            self.chips[show].setFocus(Qt.FocusReason.OtherFocusReason)
        self._nothing.setVisible(show is not None)
        self.list.setVisible(show is None)

    @property
    def foot(self) -> int:
        """How high the buttons are."""
        return self.buttons.height() if self.buttons.isVisible() else 0

    def _show_buttons(self, entry: Entry | None) -> None:
        self.buttons.show_entry(entry)
        QTimer.singleShot(0, self, self.foot_changed.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from wherever on the page one is."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._dress()

    def _chips(self) -> dict[Show, QPushButton]:
        group = QButtonGroup(self)
        found: dict[Show, QPushButton] = {}
        for show, words in _names().items():
            chip = _button(words)
            chip.setObjectName("showChip")
            chip.setCheckable(True)
            chip.setChecked(show is Show.ALL)
            chip.clicked.connect(lambda _on=False, one=show: self.shown.emit(one))
            group.addButton(chip)
            found[show] = chip
        found[Show.REJECTED].hide()
        return found

    def _lay_out(self) -> None:
        column = self._column
        column.setSpacing(12)
        head = QHBoxLayout()
        self._title = QLabel(_("My log"))
        self._title.setObjectName("title")
        head.addWidget(self._title, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self._calm_panel())
        column.addWidget(FlowRow(*self.chips.values(), across=6))
        column.addWidget(self.list, 1)
        self._nothing = QWidget()
        inside = QVBoxLayout(self._nothing)
        inside.setContentsMargins(0, 16, 0, 0)
        inside.setSpacing(14)
        inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.empty, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.buttons)

    def _calm_panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("whoSees")
        row = QHBoxLayout(panel)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        words = self._short = QLabel(in_short())
        words.setWordWrap(True)
        row.addWidget(IconLabel(self._theme, "lock", "accent_text", 20), 0)
        row.addWidget(words, 1)
        row.addWidget(self.who, 0)
        row.addStretch(0)
        return panel

    def _dress(self) -> None:
        margin = side_margins(self.width(), self._theme.scale)
        self._column.setContentsMargins(margin, self._theme.px(28), margin, 14)
        room = self.width() - 2 * margin
        self._name_copy(room - self._title.sizeHint().width() - 12)
        # In little room the list is worth more than words that the sheet says better.
        self._short.setVisible(room >= self._theme.px(_ROOM))

    def _name_copy(self, room: int) -> None:
        """In words where there is room for them, else by an icon."""
        words = self.copy.accessibleName()
        self.copy.setIcon(QIcon())
        self.copy.setText(words)
        if self.copy.sizeHint().width() > room:
            self.copy.setText("")
            self.copy.setIcon(self._theme.icon("file"))
            self.copy.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))


def _offer(button: QPushButton, words: str, key: str, *, on: bool) -> None:
    button.setText(f"{words}   {key}" if key else words)
    button.setAccessibleName(words)
    button.setVisible(on)


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _names() -> dict[Show, str]:
    return {
        Show.ALL: _("All"), Show.WAITING: _("Waiting"), Show.ANSWERED: _("With an answer"),
        Show.LOGS: _("Logs"), Show.QUESTIONS: _("Questions"), Show.REQUESTS: _("Requests"),
        Show.REJECTED: _("Not taken"),
    }  # fmt: skip
