"""What did it do? Three buttons with their keys, and a line for a note."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.theme import Theme
from enablement.ui.views.columns import side_margins
from enablement.ui.views.pieces import IconLabel, LineField, key_text, keycap


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
        pieces = (
            IconLabel(theme, OUTCOME_ICONS[outcome], f"{colour}_text", 20),
            QLabel(outcome_name(outcome)),
            keycap(key_text(action)),
        )
        for piece in pieces:
            piece.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(piece, 0, Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    @override
    def sizeHint(self) -> QSize:
        """As large as its pieces."""
        return QSize(self._row.sizeHint().width(), self._theme.px(42))

    @override
    def minimumSizeHint(self) -> QSize:
        """Its words are never cut."""
        return self.sizeHint()


class NoteField(LineField):
    """A line for the optional note; `left` when the rep is done with it."""

    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the note as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LogBar(QWidget):
    """Stands under the card; the note that is written here goes with the next outcome."""

    def __init__(self, theme: Theme, outcomes: dict[Outcome, QAction], note: QAction) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("logBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = {
            outcome: OutcomeButton(theme, outcome, action) for outcome, action in outcomes.items()
        }
        self.note = NoteField()
        self.note.setAccessibleName(_("Note"))
        self.note.setMaxLength(1000)
        self.note.setPlaceholderText(_("Add a note first ({key})").format(key=key_text(note)))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for button in self.buttons.values():
            self._row.addWidget(button)
        self._row.addSpacing(4)
        self._row.addWidget(self.note, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def focus_note(self) -> None:
        """Put the cursor into the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_note(self) -> str:
        """The note that was written, and an empty line from here on."""
        note = self.note.text().strip()
        self.note.clear()
        return note

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        margin = side_margins(self.width(), self._theme.scale)
        self._row.setContentsMargins(margin, 12, margin, 12)
        self.note.setFixedHeight(self._theme.px(42))
