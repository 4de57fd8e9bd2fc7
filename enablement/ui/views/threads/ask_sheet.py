"""Asking marketing, telling them that a card was proved wrong, or that one is missing: one sheet."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from enablement.sync.protocol import MAX_ASKED
from enablement.sync.threads import MAX_SAID, ThreadKind
from enablement.translation import _, ngettext
from enablement.ui.theme import Theme
from enablement.ui.views.fitting_area import FittingArea
from enablement.ui.views.pieces import IconLabel, keycap
from enablement.ui.views.sheet import Sheet
from enablement.ui.views.words_field import WordsField


@dataclass(frozen=True)
class Draft:
    """What is written: `text` must be, `more` need not."""

    text: str = ""
    more: str = ""


@dataclass(frozen=True)
class _Words:
    """The words of the sheet for one kind."""

    title: str
    text: str
    hint: str
    more: str = ""
    more_hint: str = ""


class AskSheet(Sheet):
    """Asks for a few sentences and says who reads them; `said` carries the `Draft` that is sent.

    `about` is the card and its block in words. What was written and not sent is in `draft`.
    """

    said = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, kind: ThreadKind, about: str, draft: Draft
    ) -> None:
        words = _words()[kind]
        super().__init__(theme, parent, words.title, about, width=560)
        most = MAX_ASKED if kind is ThreadKind.REQUEST else MAX_SAID
        cancel, self.send = QPushButton(_("Cancel")), QPushButton(_("Send"))
        self.send.setObjectName("primary")
        self.send.setDefault(True)
        self.icon, self.line = IconLabel(theme, size=16), QLabel()
        self._usual = ""
        self.line.setObjectName("meta")
        self.line.setWordWrap(True)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.line, 1)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 6, 0, 0)
        self._inside.setSpacing(8)
        self.text = self._add(words.text, words.hint, draft.text, lines=4, most=most)
        self.more: WordsField | None = None
        if words.more:
            self.more = self._add(words.more, words.more_hint, draft.more, lines=2, most=MAX_SAID)
        self._inside.addStretch(1)
        self.area = FittingArea(self._inside, words.title)
        self.body.addWidget(self.area, 1)
        self.body.addLayout(told)
        cancel.clicked.connect(self.reject)
        self.send.clicked.connect(self._send)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addSpacing(8)
        self.foot.addWidget(keycap(_("Ctrl+Enter")), 0, Qt.AlignmentFlag.AlignVCenter)
        self.foot.addWidget(self.send)
        for field in self.fields:
            field.textChanged.connect(self._check)
            field.grown.connect(self.place)
            field.sent.connect(self._send)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    @property
    def fields(self) -> tuple[WordsField, ...]:
        """The fields that are there."""
        return (self.text, self.more) if self.more is not None else (self.text,)

    @property
    def draft(self) -> Draft:
        """What is written now."""
        return Draft(self.text.words, self.more.words if self.more is not None else "")

    def tell_usual(self, words: str) -> None:
        """Say how soon marketing usually answers, beside who reads it; empty says nothing."""
        self._usual = words
        self._check()

    def _add(self, name: str, hint: str, text: str, *, lines: int, most: int) -> WordsField:
        label = QLabel(name)
        label.setObjectName("fieldName")
        field = WordsField(self.theme, name, lines=lines, most=most)
        field.setPlaceholderText(hint)
        field.setPlainText(text)
        field.moveCursor(QTextCursor.MoveOperation.End)
        label.setBuddy(field)
        self._inside.addWidget(label)
        self._inside.addWidget(field)
        return field

    def _check(self) -> None:
        over = max(field.over for field in self.fields)
        self.send.setEnabled(self.text.sayable and not over)
        self.icon.show_icon(*(("unverified", "flat_text") if over else ("person", "text_muted")))
        told = _("Marketing sees your name and this text; the answer comes with a sync.")
        words = f"{told} {self._usual}".strip()
        if over:
            words = ngettext("{n} character too many", "{n} characters too many", over)
            words = words.format(n=over)
        self.line.setText(words)

    def _send(self) -> None:
        if self.send.isEnabled():
            self.said.emit(self.draft)
            self.accept()


def _words() -> dict[ThreadKind, _Words]:
    return {
        ThreadKind.QUESTION: _Words(
            _("Ask marketing"), _("Your question"), _("What do you need to know to use this card?")
        ),
        ThreadKind.CONTRADICTION: _Words(
            _("The buyer proved this wrong"),
            _("What is wrong with it"),
            _("Which claim, and what is true instead?"),
            _("The buyer’s words"),
            _("As near as you remember them; may stay empty."),
        ),
        ThreadKind.REQUEST: _Words(
            _("Tell marketing what is missing"),
            _("What you needed"),
            _("The question you could not answer, or the story you looked for."),
            _("For whom, or what for"),
            _("If it helps to understand; may stay empty."),
        ),
    }
