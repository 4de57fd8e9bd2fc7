"""The first page of a new laptop: paste the invitation, and the cards come."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from enablement.translation import _
from enablement.ui.sync_words import SyncNews
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, LineField


def split_invitation(pasted: str) -> tuple[str, str] | None:
    """Address and code of an invitation pasted whole, command and all; `None` when it is not one."""
    words = pasted.split()
    for number, word in enumerate(words[:-1]):
        if "://" in word:
            return word, words[number + 1]
    return None


class FirstRun(QWidget):
    """Asks for address and code; `invited(address, code)` carries them."""

    invited = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("firstRun")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.address, self.code = LineField(), LineField()
        self.address.setPlaceholderText("https://hub.example.com")
        self.code.setPlaceholderText(_("The code from the invitation"))
        self.button = QPushButton(_("Enrol this laptop"))
        self.button.setObjectName("primary")
        self.button.setDefault(True)
        self._problem, self._mend = _wrapped("problem"), _wrapped("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._progress = _wrapped("muted")
        self.button.clicked.connect(self._send)
        self.address.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self._send)
        for field in (self.address, self.code):
            field.textChanged.connect(self._enable)
        self.address.textChanged.connect(self._take_whole)
        self._busy = False
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self.settle()

    @property
    def problem(self) -> str:
        """The sentence that is shown, if any."""
        return "" if self._problem.isHidden() else self._problem.text()

    def start(self) -> None:
        """Something is under way: no second try before it ends."""
        self._busy = True
        self._problem.hide()
        self._mend.hide()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._progress.setText(_("Asking the hub…"))
        self._progress.show()
        self._enable()

    def show_progress(self, news: SyncNews) -> None:
        """Show how many cards have come."""
        if self._busy and news.total:
            self._bar.setRange(0, news.total)
            self._bar.setValue(news.done)
            self._progress.setText(
                _("Fetching your cards: {done} of {total}").format(done=news.done, total=news.total)
            )

    def settle(self, sentence: str = "", mend: str = "") -> None:
        """Nothing is under way; say what went wrong, if anything did."""
        self._busy = False
        self._bar.hide()
        self._progress.hide()
        for label, text in ((self._problem, sentence), (self._mend, mend)):
            label.setText(text)
            label.setVisible(bool(text))
        self._enable()
        if sentence:
            self.code.setFocus()
            self.code.selectAll()

    def _send(self) -> None:
        if self.button.isEnabled():
            self.invited.emit(self.address.text(), self.code.text())

    def _take_whole(self, text: str) -> None:
        """An invitation that was pasted into the first line fills both."""
        if parts := split_invitation(text):
            self.address.setText(parts[0])
            self.code.setText(parts[1])
            self.code.setFocus()

    def _enable(self) -> None:
        filled = all(field.text().strip() for field in (self.address, self.code))
        self.button.setEnabled(filled and not self._busy)
        for field in (self.address, self.code):
            field.setEnabled(not self._busy)

    def _lay_out(self) -> None:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(40, 36, 40, 36)
        inner.setSpacing(8)
        inner.addWidget(IconLabel(self._theme, "app", "accent", 52))
        inner.addSpacing(8)
        inner.addWidget(_wrapped("hero", _("Welcome")))
        lead = _("Marketing sent you an invitation with an address and a code. Paste both here, and your cards come to this laptop.")  # fmt: skip
        inner.addWidget(_wrapped("lead", lead))
        inner.addSpacing(12)
        for words, field in ((_("Address of the hub"), self.address), (_("Code"), self.code)):
            label = QLabel(words)
            label.setObjectName("metaStrong")
            label.setBuddy(field)
            field.setAccessibleName(words)
            inner.addWidget(label)
            inner.addWidget(field)
            inner.addSpacing(4)
        inner.addSpacing(8)
        inner.addWidget(self.button)
        for piece in (self._bar, self._progress, self._problem, self._mend):
            inner.addWidget(piece)
        inner.addSpacing(12)
        promise = _("The cards are encrypted on this laptop. What you log goes to marketing; nothing else about you does.")  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            IconLabel(self._theme, "lock", "text_muted", 18), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(_wrapped("muted", promise), 1)
        inner.addLayout(row)
        self._sheet = sheet
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(sheet)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _dress(self) -> None:
        self._sheet.setFixedWidth(self._theme.px(520))
        for field in (self.address, self.code):
            field.setFixedHeight(self._theme.px(44))
        self.button.setFixedHeight(self._theme.px(46))


def _wrapped(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
