"""The page of the briefs: all of them, or the one that is open."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.actions import Actions, plain
from enablement.ui.briefs.briefing import BriefItem, OpenBrief
from enablement.ui.models.briefs import BriefListModel
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_editor import BriefEditor
from enablement.ui.views.briefs.brief_view import BriefView
from enablement.ui.views.columns import side_margins
from enablement.ui.views.pieces import IconLabel, key_text, keycap

_ROOM = 420
"""Logical pixels from which the button says its key."""


class BriefsPage(QWidget):
    """Shows the list of briefs, or one brief over it; `left` leads back to the search."""

    left = Signal()

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("briefsPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = BriefList(theme, actions)
        self.editor = BriefEditor(theme, actions)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.editor)
        self.list.left.connect(self.left)

    @property
    def shows_brief(self) -> bool:
        """Whether a brief is open."""
        return self._stack.currentWidget() is self.editor

    def show_list(self, items: Sequence[BriefItem], chosen: str = "") -> None:
        """Show all briefs, with one of them chosen."""
        self.list.show_items(items, chosen)
        self._stack.setCurrentWidget(self.list)

    def show_brief(self, opened: OpenBrief, chosen: str = "") -> None:
        """Show one brief, with one of its cards chosen."""
        self.editor.show_brief(opened)
        if chosen:
            self.editor.choose(chosen)
        self._stack.setCurrentWidget(self.editor)

    def take_focus(self) -> None:
        """Put the keys to what is shown."""
        if self.shows_brief:
            self.editor.take_focus()
        else:
            self.list.take_focus()


class BriefList(QWidget):
    """All briefs; `opened` and `deleted` carry the id of one."""

    opened = Signal(str)
    deleted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self.model = BriefListModel(self)
        self.view = BriefView(theme, self.model)
        new_brief = actions.new_brief
        self.new = QPushButton()
        self._new_words = (plain(new_brief).rstrip("…"), key_text(new_brief))
        self.new.setAccessibleName(self._new_words[0])
        self.new.setObjectName("primary")
        self.new.clicked.connect(lambda _on=False: new_brief.trigger())
        self.new.setEnabled(new_brief.isEnabled())
        new_brief.enabledChanged.connect(self.new.setEnabled)
        self._empty = self._welcome(actions.to_brief)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._lay_out()
        self.view.opened.connect(self.opened)
        self.view.deleted.connect(self.deleted)
        self.view.left.connect(self.left)
        theme.changed.connect(self._dress)
        self._dress()

    def show_items(self, items: Sequence[BriefItem], chosen: str = "") -> None:
        """Show these briefs, with one of them chosen, else the first."""
        chosen = chosen or self.view.brief_id
        self.model.show_items(items)
        self.view.setVisible(bool(items))
        self._empty.setVisible(not items)
        position = self.model.position_of(chosen)
        if position >= 0:
            self.view.setCurrentIndex(self.model.index(position))

    def take_focus(self) -> None:
        """Put the keys to the list, or to the button where there is nothing in it."""
        target: QWidget = self.view if self.model.rowCount() else self.new
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._dress()

    def _lay_out(self) -> None:
        title = QLabel(_("Briefs"))
        title.setObjectName("title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(head)
        self._column.addSpacing(8)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self._empty, 1)

    def _welcome(self, to_brief: QAction) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(12)
        badge = IconLabel(self._theme, "brief", "accent", 36)
        badge.setObjectName("badge")
        lead = QLabel(_("The cards for one meeting, in your order, with your own notes: on paper, as "
                        "a page for the customer, and afterwards one key a card to say what it did."))  # fmt: skip
        lead.setObjectName("lead")
        lead.setWordWrap(True)
        hint = QHBoxLayout()
        hint.setSpacing(8)
        hint.addWidget(keycap(key_text(to_brief)), 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(_("puts the card that you are reading into a brief"))
        words.setObjectName("meta")
        words.setWordWrap(True)
        hint.addWidget(words, 1)
        column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(lead)
        column.addLayout(hint)
        column.addStretch(1)
        return empty

    def _dress(self) -> None:
        px = self._theme.px
        side = side_margins(self.width(), self._theme.scale)
        # In little room the key is in the menu and in the tip.
        words, key = self._new_words
        self.new.setText(f"{words}   {key}" if self.width() >= px(_ROOM) else words)
        self.new.setToolTip(key)
        self._column.setContentsMargins(side, px(28), side, 0)
