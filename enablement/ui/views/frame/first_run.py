"""The first page of a new laptop: paste the invitation, and the cards come."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.sync.invitation import Invitation, read_invitation
from enablement.translation import _, current_language
from enablement.ui.sync.sync_words import SyncNews
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, LineField, LinkButton

_WIDTH, _EDGE = 520, 24


class FirstRun(QWidget):
    """Asks for an invitation; `invited(address, code)` carries what is in it.

    One line takes a link, an address with its code, or a whole e-mail. Both can be typed apart,
    in the lines beneath, which show when they are asked for or when something is missing.
    """

    invited = Signal(str, str)

    def __init__(self, theme: Theme, languages: dict[str, QAction]) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("firstRun")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.invitation, self.address, self.code = LineField(), LineField(), LineField()
        self.invitation.setMaxLength(100_000)
        self.invitation.setPlaceholderText(_("The link, or the whole e-mail"))
        self.address.setPlaceholderText("https://hub.example.com")
        self.code.setPlaceholderText("K7QF-2M9X-PL4T")
        self.button = QPushButton(_("Get my cards"))
        self.button.setObjectName("primary")
        self.apart = LinkButton()
        self.apart.say(_("Type address and code instead"))
        self._by_hand = QWidget()
        self._found = _wrapped("metaStrong")
        self._problem, self._mend = _wrapped("problem"), _wrapped("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._progress = _wrapped("muted")
        self._busy = False
        self._lay_out(languages)
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()
        self.settle()

    @property
    def problem(self) -> str:
        """The sentence that is shown, if any."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def typed(self) -> tuple[str, str, str]:
        """What is typed: the invitation, the address and the code."""
        return self.invitation.text(), self.address.text(), self.code.text()

    def begin(self, typed: tuple[str, str, str] = ("", "", "")) -> None:
        """Put the cursor where the invitation goes, with what was typed before."""
        for field, text in zip((self.invitation, self.address, self.code), typed, strict=True):
            field.setText(text)
        self._show_by_hand(on=bool(typed[1] or typed[2]))
        (self.invitation if self._by_hand.isHidden() else self.address).setFocus()

    def start(self) -> None:
        """Something is under way: no second try before it ends."""
        self._busy = True
        self._problem.hide()
        self._mend.hide()
        self._bar.setRange(0, 0)
        self._bar.setVisible(not self._theme.calm)
        self._progress.setText(_("Asking the hub…"))
        self._progress.show()
        self._enable()

    def show_progress(self, news: SyncNews) -> None:
        """Show how many cards have come."""
        if self._busy and news.total:
            self._bar.setRange(0, news.total)
            self._bar.setValue(news.done)
            self._bar.show()
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
            field = self.invitation if self._by_hand.isHidden() else self.code
            field.setFocus()
            field.selectAll()

    def close_down(self, sentence: str, mend: str) -> None:
        """Say why nothing can be asked for here any more."""
        self.settle(sentence, mend)
        self._busy = True
        self._enable()

    def _connect(self) -> None:
        self.button.clicked.connect(self._send)
        self.apart.clicked.connect(self._type_apart)
        self.invitation.textChanged.connect(self._read)
        self.invitation.returnPressed.connect(self._go_on)
        self.address.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self._send)
        for field in (self.address, self.code):
            field.textChanged.connect(self._take_whole)
            field.textChanged.connect(self._enable)

    def _asked(self) -> Invitation:
        """What would be sent now."""
        if not self._by_hand.isHidden():
            return Invitation(self.address.text().strip(), self.code.text().strip())
        return read_invitation(self.invitation.text())

    def _send(self) -> None:
        if self.button.isEnabled():
            asked = self._asked()
            self.invited.emit(asked.address, asked.code)

    def _read(self, text: str) -> None:
        """Say what was found in what was pasted; typing into the one line hides the others."""
        found = read_invitation(text)
        if text:
            self._show_by_hand(on=False)
        said = _("Goes to {address} with the code {code}").format(
            address=found.address, code=found.code
        )
        self._found.setText(said if found.whole else "")
        self._found.setVisible(found.whole)
        self._enable()

    def _go_on(self) -> None:
        """Enter: send a whole invitation; else ask for what is missing, keeping what is there."""
        found = read_invitation(self.invitation.text())
        if found.whole:
            self._send()
        elif self.invitation.text().strip():
            self._ask_apart(found)

    def _type_apart(self) -> None:
        self._ask_apart(read_invitation(self.invitation.text()))

    def _ask_apart(self, found: Invitation) -> None:
        typed = self.invitation.text().strip()
        unread = typed if typed and len(typed.split()) == 1 and not found.code else ""
        self.address.setText(found.address or unread)
        self.code.setText(found.code)
        # What was wrong before says nothing about what is asked for now.
        self._problem.hide()
        self._mend.hide()
        self._show_by_hand(on=True)
        self._enable()
        (self.code if self.address.text() else self.address).setFocus()

    def _show_by_hand(self, *, on: bool) -> None:
        self._by_hand.setVisible(on)
        self.apart.setVisible(not on)
        if on:
            self._found.hide()

    def _take_whole(self, text: str) -> None:
        """An invitation that was pasted into one of the two lines fills both."""
        found = read_invitation(text)
        if found.whole:
            self.address.setText(found.address)
            self.code.setText(found.code)
            self.code.setFocus()

    def _enable(self) -> None:
        self.button.setEnabled(self._asked().whole and not self._busy)
        for field in (self.invitation, self.address, self.code, self.apart):
            field.setEnabled(not self._busy)

    def _lay_out(self, languages: dict[str, QAction]) -> None:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(40, 32, 40, 32)
        inner.setSpacing(8)
        inner.addLayout(self._head(languages))
        inner.addWidget(_wrapped("hero", _("Welcome")))
        lead = _("Marketing sent you an invitation. Paste it here, and your cards come to this laptop.")  # fmt: skip
        inner.addWidget(_wrapped("lead", lead))
        inner.addSpacing(12)
        self._add_field(inner, _("Your invitation"), self.invitation)
        inner.addWidget(self._found)
        inner.addWidget(self.apart)
        by_hand = QVBoxLayout(self._by_hand)
        by_hand.setContentsMargins(0, 4, 0, 0)
        by_hand.setSpacing(8)
        self._add_field(by_hand, _("Address of the hub"), self.address)
        self._add_field(by_hand, _("Code"), self.code)
        inner.addWidget(self._by_hand)
        inner.addSpacing(8)
        inner.addWidget(self.button)
        for piece in (self._bar, self._progress, self._problem, self._mend):
            inner.addWidget(piece)
        inner.addSpacing(14)
        for icon, words in self._promises():
            inner.addLayout(self._promise(icon, words))
        self._sheet = sheet
        self._scroll = QScrollArea()
        self._scroll.setObjectName("firstRunScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._middle(sheet))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    @staticmethod
    def _middle(sheet: QFrame) -> QWidget:
        """The sheet in the middle of the window, a little above it."""
        ground = QWidget()
        ground.setObjectName("firstRunGround")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(0, _EDGE, 0, _EDGE)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(sheet)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        return ground

    def _head(self, languages: dict[str, QAction]) -> QHBoxLayout:
        """The emblem, and a way to the other language for whoever does not read this one."""
        row = QHBoxLayout()
        row.addWidget(IconLabel(self._theme, "app", "accent", 52))
        row.addStretch(1)
        for code, action in languages.items():
            if code == current_language():
                continue
            button = LinkButton()
            button.say(action.iconText())
            button.clicked.connect(action.trigger)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @staticmethod
    def _add_field(column: QVBoxLayout, words: str, field: LineField) -> None:
        label = QLabel(words)
        label.setObjectName("fieldName")
        label.setBuddy(field)
        field.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(field)

    @staticmethod
    def _promises() -> tuple[tuple[str, str], ...]:
        return (
            ("search", _("The approved words for what a buyer says, in seconds, on a plane too.")),
            ("lock", _("The cards are encrypted on this laptop.")),
            ("thread", _("What you log, which cards you open and what you search in vain goes to marketing, shown without your name. “My log” says who sees what.")),
        )  # fmt: skip

    def _promise(self, icon: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        picture = IconLabel(self._theme, icon, "text_muted", 18)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_wrapped("muted", words), 1)
        return row

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the window has room for."""
        super().resizeEvent(event)
        self._dress()

    @override
    def minimumSizeHint(self) -> QSize:
        """It scrolls where there is too little room."""
        return QSize(0, 0)

    def _dress(self) -> None:
        px = self._theme.px
        self._sheet.setFixedWidth(min(px(_WIDTH), max(320, self.width() - 2 * _EDGE - 12)))
        for field in (self.invitation, self.address, self.code):
            field.setFixedHeight(px(44))
        self.button.setFixedHeight(px(46))


def _wrapped(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
