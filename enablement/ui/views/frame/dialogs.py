"""Two sheets: the keyboard map, and the report of a bug that one can copy."""

from importlib.metadata import version
from itertools import combinations, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from enablement.translation import _
from enablement.ui.actions import Actions
from enablement.ui.keyboard import KeyLine, keyboard_map
from enablement.ui.tasks import BugReport
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import keycap
from enablement.ui.views.sheet import Sheet

_WIDTH, _COLUMN, _MOST = 1232, 360, 3
"""The width of the map and what a column of it needs, in logical pixels; how many there are at most."""

_AIR = 6
"""How much further apart the lines stand where the window has room for it."""


class KeyboardMap(Sheet):
    """Every key, made from the actions themselves, so that it cannot tell another story."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, _("Keyboard"), width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._groups = keyboard_map(actions)
        self.keys = QScrollArea()
        self.keys.setObjectName("keys")
        self.keys.setAccessibleName(_("Keyboard"))
        self.keys.setWidgetResizable(True)
        self.keys.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.keys, 1)
        hint = QLabel(_("While the card has the focus, typing begins a new search."))
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        told = QLabel(f"Enablement {version('enablement')}")
        told.setObjectName("count")
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        self.foot.addWidget(hint, 1)
        self.foot.addWidget(told)
        self.foot.addWidget(close)
        whole = self._lay_out(parent.window())
        self.keys.setFocusPolicy(Qt.FocusPolicy.NoFocus if whole else Qt.FocusPolicy.StrongFocus)
        (close if whole else self.keys).setFocus()

    def _lay_out(self, window: QWidget) -> bool:
        """In columns of about the same length, fewer where text is large; whether all fits."""
        px = self.theme.px
        inside = QWidget()
        inside.setObjectName("keysInside")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(8, 4, 16, 4)
        columns.setSpacing(px(24))
        room = min(px(_WIDTH), window.width() - 48) - 100
        many = max(1, min(_MOST, room // px(_COLUMN)))
        lengths = [len(lines) + 2 for _title, lines in self._groups]
        grids: list[QGridLayout] = []
        parts = list(pairwise(_parted(lengths, many)))
        for begin, end in parts:
            groups = self._groups[begin:end]
            column = QVBoxLayout()
            column.setSpacing(px(6))
            for title, lines in groups:
                column.addWidget(_heading(title))
                grids.append(_grid(lines, self.theme))
                column.addLayout(grids[-1])
                column.addSpacing(px(8))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.keys.setWidget(inside)
        wanted, room = inside.sizeHint().height() + 8, window.height() - 96 - px(68)
        longest = max(sum(lengths[begin:end]) for begin, end in parts)
        air = max(0, min(px(_AIR), (room - wanted) // longest))
        for grid in grids:
            grid.setVerticalSpacing(grid.verticalSpacing() + air)
        wanted += air * longest
        self.keys.setMinimumHeight(min(wanted, room))
        self.keys.setFrameShape(QFrame.Shape.NoFrame)
        return wanted <= room


class BugDialog(Sheet):
    """Something that is our fault: what happened, ready to be sent to whoever can mend it."""

    def __init__(self, report: BugReport, theme: Theme, parent: QWidget) -> None:
        super().__init__(
            theme,
            parent,
            _("That was a mistake of this program, not yours."),
            _("What you logged is safe. Copy this report and send it to whoever looks after Enablement."),
            width=720,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        text = QPlainTextEdit(report.text)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Report"))
        text.setMinimumHeight(theme.px(200))
        self.body.addWidget(text, 1)
        self.said = QLabel()
        self.said.setObjectName("muted")
        copy, close = QPushButton(_("Copy the report")), QPushButton(_("Close"))
        copy.setObjectName("primary")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.reject)
        self.foot.addWidget(self.said, 1)
        self.foot.addWidget(close)
        self.foot.addWidget(copy)
        copy.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.text)
        self.said.setText(_("Copied."))


def _parted(lengths: list[int], many: int) -> tuple[int, ...]:
    """Where so many columns begin, and the end, so that the longest is as short as can be."""
    inner = combinations(range(1, len(lengths)), many - 1)
    ways = ((0, *cuts, len(lengths)) for cuts in inner)
    return min(ways, key=lambda way: max(sum(lengths[a:b]) for a, b in pairwise(way)))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("heading")
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


def _grid(lines: list[KeyLine], theme: Theme) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnMinimumWidth(0, theme.px(132))
    for number, line in enumerate(lines):
        caps = QHBoxLayout()
        caps.setSpacing(4)
        for key in line.keys:
            caps.addWidget(keycap(key), 0, Qt.AlignmentFlag.AlignTop)
        caps.addStretch(1)
        words = QLabel(line.words)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 1, 0, 0)
        grid.addLayout(caps, number, 0)
        grid.addWidget(words, number, 1)
    grid.setColumnStretch(1, 1)
    return grid
