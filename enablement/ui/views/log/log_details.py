"""What may be said of a use beside its outcome: the buyer's words, a note, and with whom it was."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.log.log_book import MOST_NAME, MOST_WORDS, LogDetails
from enablement.ui.theme import Theme
from enablement.ui.views.one_line import OneLine
from enablement.ui.views.pieces import IconLabel, LineField

_SAVE_MS = 500
"""What is typed is kept when the keys have rested for so long."""

_PAIRED = 600
"""Logical pixels from which the lines have their names beside them."""

_FIELD_ICONS = ("say", "note", "person", "section")


class DetailField(LineField):
    """A line whose Ctrl+Z undoes its own typing while there is some; `left` at Escape."""

    left = Signal()

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(most)
        self._values = QStringListModel(self)

    def offer(self, values: Sequence[str]) -> None:
        """Complete what is typed by these, and list them at the Down key."""
        self._values.setStringList(list(values))
        if self.completer() is None:
            completer = QCompleter(self._values, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            popup = QListView()
            popup.setObjectName("completions")
            completer.setPopup(popup)
            self.setCompleter(completer)

    @override
    def event(self, event: QEvent) -> bool:
        """Undo what was typed here before anything else."""
        own = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self.isUndoAvailable()
        )
        if own:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what is written as it is; Down lists what there is to choose."""
        completer = self.completer()
        popup = completer.popup() if self._values.rowCount() else None
        listed = popup is not None and popup.isVisible()
        if event.key() == Qt.Key.Key_Escape and listed:
            event.ignore()  # the completer puts its list away then, and nothing else
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and completer is not None:
            completer.setCompletionPrefix("" if not self.text().strip() else self.text())
            completer.complete()
        else:
            super().keyPressEvent(event)


class DetailFields(QWidget):
    """Four lines, each with its name; `edited` at each letter, `done` at Enter and `left` at Esc."""

    edited = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = DetailField(_("The buyer’s words"), MOST_WORDS)
        self.note = DetailField(_("Your note"), MOST_WORDS)
        self.account = DetailField(_("Account"), MOST_NAME)
        self.stage = DetailField(_("Stage"), MOST_NAME)
        self._labels: list[QLabel] = []
        self._icons = [IconLabel(theme, name) for name in _FIELD_ICONS]
        self._hint, self._narrow = "", False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(12)
        for field in self.all:
            label = QLabel(field.accessibleName())
            label.setObjectName("fieldName")
            label.setBuddy(field)
            self._labels.append(label)
            field.textEdited.connect(self.edited)
            field.returnPressed.connect(self.done)
            field.left.connect(self.left)
        theme.changed.connect(self._place)
        self._place()

    @property
    def all(self) -> tuple[DetailField, ...]:
        """The fields, in their order."""
        return self.words, self.note, self.account, self.stage

    @property
    def details(self) -> LogDetails:
        """What is written."""
        return LogDetails(*(field.text() for field in self.all))

    def show_details(self, details: LogDetails) -> None:
        """Write these."""
        for field, text in zip(self.all, vars(details).values(), strict=True):
            field.setText(text)
            # The end where one goes on writing; the beginning where one only reads.
            field.setCursorPosition(len(text) if field.hasFocus() else 0)

    def hint_account(self, words: str) -> None:
        """What to say in the account while nothing is written there; empty for nothing."""
        self._hint = words
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the names stand within the lines, so that there is room to write."""
        super().resizeEvent(event)
        if (self.width() < self._theme.px(_PAIRED)) != self._narrow:
            self._place()

    def _place(self) -> None:
        narrow = self._narrow = self.width() < self._theme.px(_PAIRED)
        places = ((0, 0, 3), (1, 0, 3), (2, 0, 1), (2, 2, 1))
        px = self._theme.px
        for field, label, icon in zip(self.all, self._labels, self._icons, strict=True):
            label.setHidden(narrow)
            icon.setParent(field)
            icon.setVisible(narrow)
            icon.setGeometry(px(10), px(9), px(18), px(18))
            field.setTextMargins(px(26) if narrow else 0, 0, 0, 0)
            hint = self._hint if field is self.account else ""
            field.setPlaceholderText(hint or (field.accessibleName() if narrow else ""))
            field.setToolTip(field.accessibleName() if narrow else "")
        for field, label, (row, column, span) in zip(self.all, self._labels, places, strict=True):
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(field, row, column + 1, 1, span)
            field.setFixedHeight(self._theme.px(36))
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)


class LogPanel(QWidget):
    """Opens above the log bar, without a question: what is typed is kept as it is typed.

    `changed` carries the `LogDetails` when they have rested, `closed` when the rep is done.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("logPanel")
        self.fields = DetailFields(theme)
        self.icon, self.about = IconLabel(theme, size=16), OneLine()
        self.about.setObjectName("muted")
        self.finish = QPushButton()
        self.finish.setText(_("Done"))
        self.finish.setAccessibleName(_("Done"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SAVE_MS)
        self._rest.timeout.connect(self._tell)
        self.fields.edited.connect(self._rest.start)
        self.fields.done.connect(self.closed)
        self.fields.left.connect(self.closed)
        self.finish.clicked.connect(self.closed)
        self._lay_out()

    @property
    def details(self) -> LogDetails:
        """What is written now."""
        return self.fields.details

    def begin(self, details: LogDetails, accounts: Sequence[str], stages: Sequence[str]) -> None:
        """Show what is known, and put the cursor into the buyer's words."""
        self.fields.show_details(details)
        self.fields.account.offer(accounts)
        self.fields.stage.offer(stages)
        self.fields.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, icon: str, colour: str, words: str) -> None:
        """Say which log this goes with."""
        self.icon.show_icon(icon, colour)
        self.about.say(words)

    def settle(self) -> None:
        """Nothing that was typed waits to be told any more."""
        self._rest.stop()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is not lost with the window."""
        super().hideEvent(event)
        if self._rest.isActive():
            self.settle()
            self._tell()

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self._theme.px(_PAIRED), super().sizeHint().height())

    def _tell(self) -> None:
        self.changed.emit(self.details)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon, 0)
        head.addWidget(self.about, 1)
        head.addWidget(self.finish, 0)
        column.addLayout(head)
        column.addWidget(self.fields)
