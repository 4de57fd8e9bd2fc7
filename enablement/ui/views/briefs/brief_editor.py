"""One open brief: whom it is for, the rep's note, and its cards in the rep's order."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _, ngettext
from enablement.ui.actions import Actions, plain
from enablement.ui.briefs.briefing import BriefState, OpenBrief
from enablement.ui.models.brief_cards import BriefCardsModel
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_card_list import BriefCardList
from enablement.ui.views.briefs.note_edit import NoteEdit
from enablement.ui.views.columns import side_margins
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.pieces import IconLabel, key_text

_NARROW = 420


class BriefEditor(QScrollArea):
    """Shows one brief; every key of it is emitted, and nothing is written here.

    `left` leads back to the list of briefs, `change_wanted` and `delete_wanted` ask for what their
    names say.
    """

    left = Signal()
    change_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self.model = BriefCardsModel(self)
        self.cards = BriefCardList(theme, self.model)
        self.note, self.card_note = NoteEdit(theme), NoteEdit(theme)
        self.back = self._tool("back", _("All briefs"), self.left)
        self.back.setText(_("Briefs"))
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.setObjectName("backTool")
        self.change = self._tool("edit", _("Change title, account, stage or time"),
                                 self.change_wanted)  # fmt: skip
        self.delete = self._tool("delete", _("Delete the brief"), self.delete_wanted)
        self._title, self._about = _label("title"), _label("meta")
        self._count, self._card_title = _label("metaStrong"), _label("meta")
        self._paper = _label("hint")
        self.over = _OverBar(theme, actions.after_meeting)
        ways = {actions.share: "share", actions.pdf: "file", actions.print: "print",
                actions.after_meeting: "worked"}  # fmt: skip
        self.buttons = {self._button(action): icon for action, icon in ways.items()}
        self.exports = FlowRow(*self.buttons, across=8, down=8)
        self.empty = _Empty(theme, actions.find, key_text(actions.to_brief))
        self._opened: OpenBrief | None = None
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._lay_out()
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("briefEditor")
        self.cards.left.connect(self.left)
        self.cards.chosen.connect(self._follow_chosen)
        self.note.left.connect(self._leave_note)
        self.card_note.left.connect(self._leave_note)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def title(self) -> str:
        """The title that is shown."""
        return self._title.text()

    def show_brief(self, opened: OpenBrief) -> None:
        """Show this brief; of the same, what changed, keeping the rep's place and words."""
        fresh = self._opened is None or self._opened.brief_id != opened.brief_id
        place = 0 if fresh else max(0, self.cards.currentIndex().row())
        self._opened, brief = opened, opened.brief
        self._title.setText(brief.title)
        self._about.setText(opened.about)
        self._about.setVisible(bool(opened.about))
        self.note.show_note(brief.brief_id, brief.note)
        if fresh:
            self.card_note.flush()
            self.model.show_entries(())
        self.model.show_entries(opened.entries)
        if not self.cards.currentIndex().isValid():
            self.cards.choose(place)
        self.over.setVisible(opened.state is BriefState.OVER)
        self._say_count()
        self._show_chosen(self.cards.card_id)
        if fresh:
            self.verticalScrollBar().setValue(0)

    def choose(self, card_id: str) -> None:
        """Choose a card, if it is there."""
        position = self.model.position_of(card_id)
        if position >= 0:
            self.cards.choose(position)

    def flush(self) -> None:
        """Save both notes now."""
        self.note.flush()
        self.card_note.flush()

    def take_focus(self) -> None:
        """Put the keys to the cards, or to the note where there are none."""
        target: QWidget = self.cards if self.model.rowCount() else self.note
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._dress()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape anywhere goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = self._column
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.change)
        head.addWidget(self.delete)
        column.addLayout(head)
        column.addSpacing(10)
        for piece, gap in (
            (self._title, 4), (self._about, 14), (self.over, 14), (self.exports, 20),
            (self.note, 24), (self._count, 8), (self.empty, 0), (self.cards, 12),
            (self._card_title, 6), (self.card_note, 16), (self._paper, 0),
        ):  # fmt: skip
            column.addWidget(piece)
            column.addSpacing(gap)
        column.addStretch(1)
        self.note.setAccessibleName(_("Your note for this meeting"))
        self.note.setPlaceholderText(_("Your note for this meeting"))
        self.card_note.setPlaceholderText(_("What you want to remember about it"))
        self._paper.setText(
            _("Paper and PDF hold your notes, and nothing internal. The page for the customer holds "
              "only what is marked for customers, and none of your notes.")
        )  # fmt: skip

    def _show_chosen(self, card_id: str) -> None:
        entry = self.model.entry_at(self.model.position_of(card_id))
        some = entry is not None
        self._card_title.setVisible(some)
        self.card_note.setVisible(some)
        if entry is not None:
            words = _("Your note on “{title}”").format(title=entry.title)
            self._card_title.setText(words)
            self.card_note.setAccessibleName(words)
            # A note belongs to a card of this brief: the brief may be another when it is saved.
            brief_id = self._opened.brief_id if self._opened else ""
            self.card_note.show_note(f"{brief_id} {card_id}", entry.note)

    def _follow_chosen(self, card_id: str) -> None:
        """The rep has chosen another card: bring it into view."""
        self._show_chosen(card_id)
        spot = self.cards.visualRect(self.cards.currentIndex())
        self._bring_into_view(
            spot.translated(self.cards.mapTo(self._page, spot.topLeft()) - spot.topLeft())
        )

    def _bring_into_view(self, spot: QRect) -> None:
        if spot.isValid() and self.cards.hasFocus():
            middle, margin = spot.center(), spot.height() // 2 + 12
            self.ensureVisible(middle.x(), middle.y(), 0, margin)

    def _say_count(self) -> None:
        count = self.model.rowCount()
        gone = sum(entry.gone for entry in self.model.entries)
        words = ngettext("{n} card in this brief", "{n} cards in this brief", count).format(n=count)
        if gone:
            more = ngettext(
                "{n} of them no longer approved", "{n} of them no longer approved", gone
            )
            words = " · ".join((words, more.format(n=gone)))
        self._count.setText(words)
        self._count.setVisible(bool(count))
        self.cards.setVisible(bool(count))
        self._paper.setVisible(bool(count))
        self.empty.setVisible(not count)

    def _leave_note(self) -> None:
        if self.model.rowCount():
            self.take_focus()
        else:
            self.left.emit()

    def _tool(self, icon: str, words: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setProperty("glyph", icon)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: signal.emit())
        return button

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(plain(action).rstrip("…"))
        button.setObjectName("briefAction")
        button.setToolTip(f"{plain(action)} ({key_text(action)})")
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        button.clicked.connect(lambda _on=False: action.trigger())
        return button

    def _dress(self) -> None:
        px = self._theme.px
        side = side_margins(self.viewport().width(), self._theme.scale)
        self._column.setContentsMargins(side, px(20), side, px(48))
        for button in (self.back, self.change, self.delete):
            button.setIcon(self._theme.icon(str(button.property("glyph"))))
            button.setIconSize(QSize(px(20), px(20)))
        for export, icon in self.buttons.items():
            export.setIcon(self._theme.icon(icon))
            export.setIconSize(QSize(px(17), px(17)))


class _OverBar(QFrame):
    """Says quietly that the meeting is over, and leads to what its cards did."""

    def __init__(self, theme: Theme, after_meeting: QAction) -> None:
        super().__init__()
        self.setObjectName("overBar")
        words = QLabel(_("The meeting is over. What did the cards do?"))
        words.setWordWrap(True)
        say = _("Say it")
        self.button = QPushButton(f"{say}   {key_text(after_meeting)}")
        self.button.clicked.connect(lambda _on=False: after_meeting.trigger())
        self._row = _turning_row(theme, "clock", words, self.button)
        self.setLayout(self._row)
        self._theme = theme

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the button goes below the words."""
        super().resizeEvent(event)
        _turn(self._row, self.width() < self._theme.px(_NARROW))


class _Empty(QFrame):
    """What a brief without cards says."""

    def __init__(self, theme: Theme, find: QAction, key: str) -> None:
        super().__init__()
        self.setObjectName("emptyBrief")
        words = QLabel(_("No cards yet. Find a card, and {key} puts it in here.").format(key=key))
        words.setWordWrap(True)
        words.setObjectName("meta")
        self.button = QPushButton(plain(find))
        self.button.clicked.connect(lambda _on=False: find.trigger())
        self._row = _turning_row(theme, "add", words, self.button)
        self.setLayout(self._row)
        self._theme = theme

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the button goes below the words."""
        super().resizeEvent(event)
        _turn(self._row, self.width() < self._theme.px(_NARROW))


def _turning_row(theme: Theme, icon: str, words: QLabel, button: QPushButton) -> QBoxLayout:
    """An icon with words, and a button at their right or below them."""
    inner = QHBoxLayout()
    inner.setSpacing(10)
    inner.addWidget(IconLabel(theme, icon, "accent_text", 20), 0, Qt.AlignmentFlag.AlignVCenter)
    inner.addWidget(words, 1)
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setContentsMargins(14, 10, 10, 10)
    row.setSpacing(10)
    row.addLayout(inner, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    return row


def _turn(row: QBoxLayout, narrow: bool) -> None:
    ways = QBoxLayout.Direction
    row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
