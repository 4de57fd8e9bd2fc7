"""The two small windows: the keyboard map, and the report of a bug that one can copy."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from enablement.translation import _
from enablement.ui.actions import Actions
from enablement.ui.keyboard import KeyLine, keyboard_map
from enablement.ui.tasks import BugReport
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import keycap


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("heading")
    return label


class KeyboardMap(QDialog):
    """Every key, made from the actions themselves, so that it cannot tell another story."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 28, 32, 24)
        outer.setSpacing(20)
        columns = QHBoxLayout()
        columns.setSpacing(48)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(22)
            columns.addLayout(column)
        groups = keyboard_map(actions)
        for number, (title, lines) in enumerate(groups):
            part = QVBoxLayout()
            part.setSpacing(10)
            part.addWidget(_heading(title))
            part.addLayout(self._grid(lines, theme))
            (left if number < len(groups) // 2 else right).addLayout(part)
        for column in (left, right):
            column.addStretch(1)
        outer.addLayout(columns)
        hint = QLabel(_("While the card has the focus, typing begins a new search."))
        hint.setObjectName("muted")
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(close)
        outer.addLayout(foot)

    @staticmethod
    def _grid(lines: list[KeyLine], theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, theme.px(156))
        for number, line in enumerate(lines):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for key in line.keys:
                caps.addWidget(keycap(key))
            caps.addStretch(1)
            grid.addLayout(caps, number, 0)
            grid.addWidget(QLabel(line.words), number, 1)
        grid.setColumnStretch(1, 1)
        return grid


class BugDialog(QDialog):
    """Something that is our fault: what happened, ready to be sent to whoever can mend it."""

    def __init__(self, report: BugReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(_("Something went wrong"))
        self.resize(720, 440)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(12)
        layout.addWidget(_heading(_("That was a mistake of this program, not yours.")))
        words = QLabel(
            _("What you logged is safe. Copy this report and send it to whoever looks after Enablement.")
        )  # fmt: skip
        words.setWordWrap(True)
        layout.addWidget(words)
        text = QPlainTextEdit(report.text)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        layout.addWidget(text, 1)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal)
        copy = buttons.addButton(_("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.reject)
        layout.addWidget(buttons)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.text)
