"""What did it do? Three buttons with their keys, what they log, and a way to say more."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.log.log_book import LogContext
from enablement.ui.theme import Theme
from enablement.ui.views.columns import side_margins
from enablement.ui.views.log.log_details import LogPanel
from enablement.ui.views.one_line import OneLine
from enablement.ui.views.pieces import IconLabel, LinkButton, key_text, keycap, plain_tip

_WITH_KEYS = 1.25
"""Up to this size of text there is always room for the keys on the buttons."""

_LOW, _NO_LIMIT = 340, 16_777_215
"""The height of a window, in logical pixels, in which only the buttons stay; and Qt's own limit."""

_ASIDE = 190
"""Logical pixels that the words beside the buttons need; with fewer they stand above them."""


class OutcomeButton(QPushButton):
    """One outcome: its icon, its word and its key."""

    def __init__(self, theme: Theme, outcome: Outcome, action: QAction) -> None:
        super().__init__()
        self._theme = theme
        colour = OUTCOME_COLOURS[outcome]
        self.setObjectName(colour)
        self.setAccessibleName(outcome_name(outcome))
        self.setAccessibleDescription(_("Key {key}").format(key=key_text(action)))
        self.setToolTip(action.toolTip())
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        self._picture = IconLabel(theme, OUTCOME_ICONS[outcome], f"{colour}_text", 20)
        self._word, self._cap = QLabel(outcome_name(outcome)), keycap(key_text(action))
        for piece in (self._picture, self._word, self._cap):
            piece.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(piece, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    @override
    def sizeHint(self) -> QSize:
        """As large as its pieces."""
        return QSize(self._width(self._picture, self._word, self._cap), self._theme.px(42))

    @override
    def minimumSizeHint(self) -> QSize:
        """Its word is never cut; where text is large, the key and the icon may go."""
        if self._theme.scale <= _WITH_KEYS:
            return self.sizeHint()
        return QSize(self._width(self._word), self._theme.px(42))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much beside the word as there is room for."""
        super().resizeEvent(event)
        self._cap.setVisible(self.sizeHint().width() <= self.width())
        self._picture.setVisible(self._width(self._picture, self._word) <= self.width())

    def _width(self, *pieces: QWidget) -> int:
        margins = self._row.contentsMargins()
        widths = sum(piece.sizeHint().width() for piece in pieces)
        between = self._row.spacing() * (len(pieces) - 1)
        return widths + between + margins.left() + margins.right()


class LogBar(QWidget):
    """Stands under the card; above the buttons opens the panel for words, note, account and stage.

    `forgotten` when the rep lets go of the meeting that the next log would carry; `grown` when it
    needs more room or less.
    """

    forgotten = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, outcomes: dict[Outcome, QAction], note: QAction) -> None:
        super().__init__()
        self._theme, self._note = theme, note
        self._meeting = ("", "")
        self.setObjectName("logBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = {
            outcome: OutcomeButton(theme, outcome, action) for outcome, action in outcomes.items()
        }
        self.panel = LogPanel(theme)
        self.about, self.add, self.meeting = OneLine(), LinkButton(), LinkButton()
        self.about.setObjectName("muted")
        self.meeting.setObjectName("meetingChip")
        self.meeting.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.meeting.clicked.connect(self.forgotten)
        self.add.clicked.connect(note.trigger)
        note.enabledChanged.connect(self.add.setEnabled)
        self.add.setEnabled(note.isEnabled())
        self._lay_out()
        self.panel.hide()
        self.show_block("")
        self.show_draft(on=False)
        self.show_meeting(LogContext())
        theme.changed.connect(self._dress)
        self._dress()

    def show_block(self, title: str) -> None:
        """Say what a key logs: a block, or the whole card."""
        words = _("Logs the block “{block}”").format(block=title) if title else ""
        self.about.say(words or _("Logs the whole card"))

    def show_draft(self, *, on: bool) -> None:
        """Say whether words wait for the next log."""
        words = _("Your words go along") if on else _("Add words")
        self.add.say(f"{words}  ({key_text(self._note)})")

    def show_meeting(self, context: LogContext) -> None:
        """Say with whom the next log is, and let the rep take that off."""
        words = " · ".join(part for part in (context.account, context.stage) if part)
        self._meeting = (words, context.account or context.stage)
        told = _("Each log carries “{meeting}”. Press to take it off.").format(meeting=words)
        self.meeting.setAccessibleName(told)
        self.meeting.setToolTip(plain_tip(told))
        self.meeting.setVisible(bool(context))
        self._dress()

    def show_panel(self, *, on: bool) -> None:
        """Open the panel, or close it."""
        self.panel.setVisible(on)
        for piece in (self.add, self.about):
            piece.setVisible(not on)
        self.meeting.setVisible(not on and bool(self._meeting[0]))
        self.grown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._dress()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        self._column.addWidget(self.panel)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self.buttons.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        aside = QVBoxLayout()
        aside.setSpacing(2)
        aside.addStretch(1)
        aside.addWidget(self.about)
        line = QHBoxLayout()
        line.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self.add, 0, middle)
        line.addWidget(self.meeting, 0, middle)
        line.addStretch(1)
        aside.addLayout(line)
        aside.addStretch(1)
        self._row.addLayout(buttons, 0)
        self._row.addLayout(aside, 1)
        self._column.addLayout(self._row)

    def _dress(self) -> None:
        px = self._theme.px
        margin = side_margins(self.width(), self._theme.scale)
        self._column.setContentsMargins(margin, 12, margin, 12)
        buttons = sum(button.sizeHint().width() + 8 for button in self.buttons.values())
        room = self.width() - 2 * margin
        beside = room - buttons >= px(_ASIDE)
        self._name_meeting(room - buttons - 12 if beside else room)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.BottomToTop)
        # In a low window with large text the card needs the room more than these words.
        low = not beside and self.window().height() < px(_LOW)
        self.about.setMaximumHeight(0 if low else _NO_LIMIT)
        self.meeting.setIcon(self._theme.icon("clear"))
        self.meeting.setIconSize(QSize(px(14), px(14)))

    def _name_meeting(self, room: int) -> None:
        """Say account and stage where both fit beside the other words, else the account."""
        told = self.meeting.accessibleName(), self.meeting.toolTip()
        for words in self._meeting:
            self.meeting.say(words)
            if self.add.sizeHint().width() + 10 + self.meeting.sizeHint().width() <= room:
                break
        self.meeting.setAccessibleName(told[0])
        self.meeting.setToolTip(told[1])
