"""One conversation with marketing, drawn as a talk: what became of it, what was said, a reply."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.library.events import EventState
from enablement.sync.threads import Fate
from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.threads.conversation import Conversation, about_words, fate_words, hint_words
from enablement.ui.times import ago
from enablement.ui.views.fitting_area import FittingArea
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.pieces import IconLabel
from enablement.ui.views.threads.bubble import Bubble
from enablement.ui.views.words_field import LINE, WordsField

_GAP = 14


class FateChip(QFrame):
    """What became of a conversation: an icon and words, in the colour that fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("fateChip")
        self._icon, self.words = IconLabel(theme, size=16), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 12, 3)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_fate(self, one: Conversation) -> None:
        """Say it."""
        icon, look, colour = _look(one)
        self.words.setText(fate_words(one))
        self.words.setProperty("look", look)
        self.setProperty("look", look)
        self._icon.show_icon(icon, colour)
        for widget in (self, self.words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class ThreadView(QWidget):
    """Shows one `Conversation` and takes a reply, offline too; `foot` is the row of the reply.

    `replied` carries the thread and the words, `taken_back` the event of words that shall not go,
    `card_wanted` a card to open, `change_wanted` the event to change in the rep's log. `fitted` when
    the bubbles have found their size.
    """

    replied = Signal(str, str)
    taken_back = Signal(str)
    card_wanted = Signal(str)
    change_wanted = Signal(str)
    fitted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Conversation | None = None
        self.setObjectName("threadView")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fate = FateChip(theme)
        self.about, self.hint = QLabel(), QLabel()
        self.about.setObjectName("meta")
        self.hint.setObjectName("muted")
        for label in (self.about, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.card, self.change = QPushButton(), QPushButton(_("Change it in my log"))
        self.bubbles: list[Bubble] = []
        self._at_end = True
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 6, 8, 6)
        self._column.setSpacing(_GAP)
        self.area = _talk_area(self._column)
        self.reply = WordsField(theme, _("Your reply"), most_lines=5)
        self.reply.setPlaceholderText(_("Reply…"))
        self.send = QPushButton(_("Send"))
        self.send.setObjectName("primary")
        self.foot = self._reply_row()
        self._lay_out()
        self._connect()
        self._dress()

    @property
    def conversation(self) -> Conversation | None:
        """What is shown."""
        return self._shown

    def show_conversation(self, one: Conversation) -> None:
        """Show a conversation; the same one read anew keeps what is being written."""
        before, self._shown = self._shown, one
        self.fate.show_fate(one)
        self.about.setText(about_words(one))
        self.about.setVisible(bool(one.card_id))
        self.hint.setText(hint_words(one))
        self.hint.setVisible(bool(self.hint.text()))
        self._offer(one)
        for widget in (self.reply, self.send):
            widget.setVisible(one.can_reply)
        if before is None or before.thread_id != one.thread_id:
            self.reply.clear()
        if before is None or before.messages != one.messages:
            self._fill(one)
        self._check()

    def card_id(self) -> str:
        """The card that came of it, else the one it is about."""
        one = self._shown
        return (one.changed_card or one.card_id) if one else ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the bubbles fit."""
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Make the bubbles fit larger text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def _offer(self, one: Conversation) -> None:
        changed = one.fate is Fate.CHANGED
        other = changed and one.changed_card not in ("", one.card_id)
        words = _("Open “{title}”").format(title=one.changed_title) if other else _("Open the card")
        self.card.setText(words)
        self.card.setAccessibleName(words)
        self.card.setVisible(bool(self.card_id()))
        first = one.opening
        self.change.setVisible(first is not None and first.state is EventState.WAITING)

    def _fill(self, one: Conversation) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and any(bubble.isAncestorOf(focus) for bubble in self.bubbles):
            self.reply.setFocus(Qt.FocusReason.OtherFocusReason)
        for bubble in self.bubbles:
            bubble.hide()
            bubble.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self.bubbles = [Bubble(self._theme, said, ago(said.at, one.now)) for said in one.messages]
        for bubble in self.bubbles:
            bubble.taken_back.connect(self.taken_back)
            self._column.addWidget(bubble)
        self._column.addStretch(1)
        self.area.setAccessibleDescription(
            "\n".join(bubble.accessibleName() for bubble in self.bubbles)
        )
        self._fit()
        self._at_end = True

    def _fit(self) -> None:
        room = self.area.viewport().width() - 8
        for bubble in self.bubbles:
            bubble.fit(room)
        self.fitted.emit()

    def _grown(self, _least: int, most: int) -> None:
        """The newest words are read first: who is at the end stays there."""
        if self._at_end:
            self.area.verticalScrollBar().setValue(most)

    def _scrolled(self, value: int) -> None:
        self._at_end = value >= self.area.verticalScrollBar().maximum() - 2

    def _check(self) -> None:
        self.send.setEnabled(self.reply.sayable)

    def _send(self) -> None:
        if self._shown is not None and self.reply.sayable:
            words = self.reply.words
            self.reply.clear()
            self.replied.emit(self._shown.thread_id, words)

    def _connect(self) -> None:
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.valueChanged.connect(self._scrolled)
        self._theme.changed.connect(self._dress)
        self.reply.textChanged.connect(self._check)
        self.reply.sent.connect(self._send)
        self.send.clicked.connect(self._send)
        self.card.clicked.connect(lambda: self.card_wanted.emit(self.card_id()))
        self.change.clicked.connect(self._ask_to_change)

    def _dress(self) -> None:
        self.send.setFixedHeight(self._theme.px(LINE))

    def _ask_to_change(self) -> None:
        if self._shown is not None:
            self.change_wanted.emit(self._shown.thread_id)

    def _reply_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.reply, 1)
        row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(FlowRow(self.fate, self.card, self.change, across=10))
        column.addWidget(self.about)
        column.addWidget(self.area, 1)
        column.addWidget(self.hint)
        column.addLayout(self.foot)


def _talk_area(inside: QVBoxLayout) -> FittingArea:
    area = FittingArea(inside, _("Conversation"))
    area.setObjectName("talkArea")
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area


def _look(one: Conversation) -> tuple[str, str, str]:
    """The icon, the look and the icon's colour for what became of a conversation."""
    first = one.opening
    if first is not None and first.state is EventState.REJECTED:
        return "unverified", "flat", "flat_text"
    if first is not None and first.state is not EventState.SENT:
        return "clock", "quiet", "text_muted"
    return {
        Fate.ANSWERED: ("thread", "accent", "accent_text"),
        Fate.CHANGED: ("change", "worked", "worked_text"),
        Fate.DECLINED: ("info", "neutral", "neutral_text"),
    }.get(one.fate or Fate.RECEIVED, ("synced", "quiet", "text_muted"))
