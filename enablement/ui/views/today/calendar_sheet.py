"""Asks where the rep's calendar is: a file or an address; says plainly what is done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from enablement.translation import _, ngettext
from enablement.ui.theme import Theme
from enablement.ui.today.diary import DiaryState
from enablement.ui.views.log.whole_area import WholeArea
from enablement.ui.views.pieces import LineField
from enablement.ui.views.sheet import Sheet


class CalendarSheet(Sheet):
    """`chosen` carries what was typed or picked; `removed` when no calendar shall be known."""

    chosen = Signal(str)
    removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(
            theme, parent, _("Your calendar"),
            _("Your next meetings stand on Today, with the cards that fit each. Your calendar is read on this laptop and never sent; its address is kept encrypted."),
        )  # fmt: skip
        self.state = _words("meta")
        self.field = LineField()
        self.field.setPlaceholderText(_("https://… or webcal://…, or a file"))
        self.field.setAccessibleName(_("Address or file of your calendar"))
        self.field.setFixedHeight(theme.px(40))
        self.file = QPushButton(_("Choose a &file…"))
        self.problem = _words("problem")
        self.use = QPushButton(_("Show my meetings"))
        self.use.setObjectName("primary")
        self.use.setDefault(True)
        self.remove = QPushButton(_("&Remove the calendar"))
        self.close_ = QPushButton(_("Close"))
        label = QLabel(_("&Address or file"))
        label.setObjectName("fieldName")
        label.setBuddy(self.field)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.file)
        hint = _told(
            _("The secret address in iCal format is in your calendar’s settings; it mostly ends in .ics.")
        )  # fmt: skip
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        used = QHBoxLayout()
        used.setSpacing(12)
        used.addWidget(self.state, 1)
        used.addWidget(self.remove)
        column.addLayout(used)
        column.addWidget(label)
        column.addLayout(line)
        column.addWidget(hint)
        column.addWidget(self.problem)
        column.addWidget(
            _told(
                _(
                    "The customer’s name is offered when you add words to a log, and goes only if you take it."
                )
            )
        )
        column.addStretch(1)
        self.body.addWidget(WholeArea(inside, theme.px(464), self.windowTitle()), 1)
        theme.changed.connect(self._dress)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_)
        self.foot.addWidget(self.use)
        for button in (self.file, self.remove, self.close_):
            button.setAutoDefault(False)
        self.file.clicked.connect(self._pick)
        self.use.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda _on=False: self.removed.emit())
        self.close_.clicked.connect(self.reject)
        self.field.textEdited.connect(lambda _text: self._say(""))

    def _dress(self) -> None:
        self.field.setFixedHeight(self.theme.px(40))

    def show_state(self, state: DiaryState | None, meetings: int) -> None:
        """Say which calendar is in use; `meetings` are those of the next days."""
        self.remove.setVisible(state is not None)
        self.state.setVisible(state is not None)
        if state is not None:
            self.state.setText(_state_words(state, meetings))
        self._enable(on=True)
        self._say("")
        self.place()

    def wait(self) -> None:
        """Something is being read."""
        self._enable(on=False)
        self.problem.setObjectName("meta")
        self._say(_("Reading…"))

    def refuse(self, sentence: str, mend: str) -> None:
        """Say what is wrong, and let it be mended."""
        self._enable(on=True)
        self.problem.setObjectName("problem")
        self._say(f"{sentence} {mend}".strip())
        self.field.setFocus()

    def settle(self) -> None:
        """It was read: the sheet is done."""
        self._enable(on=True)
        self.field.clear()
        self._say("")
        self.accept()

    def _choose(self) -> None:
        self.chosen.emit(self.field.text())

    def _pick(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Choose your calendar"), "", _("Calendars (*.ics *.ical *.ifb);;All files (*)")
        )
        if path:
            self.field.setText(path)
            self._choose()

    def _enable(self, *, on: bool) -> None:
        for widget in (self.field, self.file, self.use, self.remove):
            widget.setEnabled(on)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        style = self.problem.style()
        style.unpolish(self.problem)
        style.polish(self.problem)
        if self.isVisible():
            self.place()


def _state_words(state: DiaryState, meetings: int) -> str:
    words = [_("In use: {name}").format(name=state.name)]
    words.append(
        ngettext("{n} meeting in the next 7 days", "{n} meetings in the next 7 days", meetings).format(n=meetings)
    )  # fmt: skip
    if state.unread:
        left_out = ngettext(
            "{n} event cannot be read and is left out, at line {line}",
            "{n} events cannot be read and are left out, the first at line {line}",
            len(state.unread),
        )
        words.append(left_out.format(n=len(state.unread), line=state.unread[0]))
    return " · ".join(words)


def _told(text: str) -> QLabel:
    label = _words("hint")
    label.setText(text)
    label.show()
    return label


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label
