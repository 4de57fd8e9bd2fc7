"""The sheet of the command palette: a line to type in, and what can be done below it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.models.commands import Command, CommandModel, sorted_commands
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import LineField, keycap
from enablement.ui.views.sheet import Sheet

_ROWS = 11
_LINE, _TOP, _EDGE = 38, 56, 24
"""Logical pixels: the height of a line, and the room above the sheet as it should be and must be."""

_MOVES = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS,
}  # fmt: skip


class CommandDelegate(QStyledItemDelegate):
    """Draws one line: the icon, the words, quietly where they stand, and the keys."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A line of words with room around it."""
        return QSize(0, self._theme.px(_LINE))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it; the chosen line has a ground and a bar of its own."""
        model = index.model()
        command = model.command_at(index.row()) if isinstance(model, CommandModel) else None
        if command is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            self._draw_ground(painter, option.rect)
        self._draw_words(painter, option.rect, command)
        painter.restore()

    def _draw_ground(self, painter: QPainter, line: QRect) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("selected"))
        painter.drawRoundedRect(line.adjusted(0, 1, 0, -1), 8, 8)
        painter.setBrush(tokens.colour("accent"))
        painter.drawRoundedRect(
            QRect(line.left(), line.top() + px(9), px(3), line.height() - px(18)), 1.5, 1.5
        )

    def _draw_words(self, painter: QPainter, line: QRect, command: Command) -> None:
        theme, px = self._theme, self._theme.px
        tokens = theme.tokens
        if command.icon:
            side = px(20)
            spot = QRect(line.left() + px(14), line.center().y() - side // 2, side, side)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(spot, theme.pixmap(command.icon, "text_muted", 20, ratio))
        right = self._draw_keys(painter, line, command.keys)
        room = QRect(line.left() + px(46), line.top(), 0, line.height())
        room.setRight(right - px(12))
        for words, size, colour in (
            (command.words, "row", "text"), (command.place, "small", "text_muted"),
        ):  # fmt: skip
            font = theme.font(size)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            if size == "small" and shown != words:
                return  # half of where it stands tells nothing
            painter.setFont(font)
            painter.setPen(tokens.colour(colour))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )
            room.setLeft(room.left() + metrics.horizontalAdvance(shown) + px(10))

    def _draw_keys(self, painter: QPainter, line: QRect, keys: str) -> int:
        """Draw the keys at the right end, if there are any; where they begin."""
        theme, px = self._theme, self._theme.px
        right = line.right() - px(10)
        if not keys:
            return right
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(keys) + px(14)
        cap = QRect(right - width, line.center().y() - px(11), width, px(22))
        painter.setPen(theme.tokens.colour("line_strong"))
        painter.setBrush(theme.tokens.colour("panel"))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(theme.tokens.colour("text_soft"))
        painter.setFont(font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return cap.left()


class CommandField(LineField):
    """The line to type in; the keys that move through the list are told instead of kept."""

    moved = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the list, or type."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class PaletteSheet(Sheet):
    """Offers commands; `chosen` carries the name of the one that was taken, after it has closed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, _("Do anything"), width=640)
        self._window = parent.window()
        self.setObjectName("paletteWindow")
        self.title.hide()
        self._commands: Sequence[Command] = ()
        self._recent: Sequence[str] = ()
        self.field, self.model, self.list = CommandField(), CommandModel(self), QListView()
        self.field.setObjectName("command")
        self.field.setPlaceholderText(_("What do you want to do?"))
        self.field.setAccessibleName(_("Do anything"))
        self.field.setAccessibleDescription(_("Type a few letters; the arrow keys choose."))
        self.list.setObjectName("commands")
        self.list.setAccessibleName(_("What can be done now"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommandDelegate(theme, self))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing)
        self._add_keys()
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._take)
        self.field.moved.connect(self._move)
        self.list.clicked.connect(self._take)
        theme.changed.connect(self._dress)
        self._dress()

    def offer(self, commands: Sequence[Command], recent: Sequence[str]) -> None:
        """Open with these."""
        self._commands, self._recent = commands, recent
        self.field.clear()
        self._find("")
        self.open()
        self.field.setFocus()

    @override
    def place(self) -> None:
        """In the upper part of the window, as many lines high as there is room for."""
        window, line = self._window, self.theme.px(_LINE)
        others = self.sizeHint().height() - (self.list.height() if self.list.isVisible() else 0)
        room = (window.height() - others - 2 * _EDGE) // line
        self.list.setFixedHeight(max(2, min(_ROWS, room)) * line)
        super().place()
        top = min(self.theme.px(_TOP), max(_EDGE, window.height() - self.height() - _EDGE))
        self.move(self.x(), window.mapToGlobal(window.rect().topLeft()).y() + top)

    def _add_keys(self) -> None:
        """Say at the foot which keys do what."""
        lines = ((("↑", "↓"), _("choose")), ((_("Enter"),), _("do it")), ((_("Esc"),), _("close")))
        for caps, words in lines:
            for cap in caps:
                self.foot.addWidget(keycap(cap))
            label = QLabel(words)
            label.setObjectName("count")
            self.foot.addWidget(label)
            self.foot.addSpacing(10)
        self.foot.addStretch(1)

    def _find(self, typed: str) -> None:
        found = sorted_commands(self._commands, typed, self._recent)
        self.model.show(found)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(_("Nothing of that name can be done here now."))

    def _move(self, step: int) -> None:
        rows = self.model.rowCount()
        row = self.list.currentIndex().row() + step
        if abs(step) == 1:
            row %= max(1, rows)
        self.list.setCurrentIndex(self.model.index(max(0, min(rows - 1, row)), 0))

    def _take(self) -> None:
        command = self.model.command_at(self.list.currentIndex().row())
        if command is not None:
            self.accept()
            self.chosen.emit(command.name)

    def _dress(self) -> None:
        self.field.setFixedHeight(self.theme.px(46))
