"""Where nothing was found: one key tells marketing, and what they get to know stands beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from enablement.sync.protocol import MAX_ASKED
from enablement.translation import _
from enablement.ui.finding.ask import is_pasted
from enablement.ui.finding.gaps import Gap, GapState
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import IconLabel, key_text, keycap


class RequestPart(QWidget):
    """The button that files a request, and the line that says what was noted."""

    taken_back = Signal()

    def __init__(self, theme: Theme, request: QAction) -> None:
        super().__init__()
        self._theme = theme
        self.button = QPushButton()
        self.button.setObjectName("request")
        self.button.setText(request.iconText())
        self.button.setAccessibleDescription(_("Key {key}").format(key=key_text(request)))
        self.button.clicked.connect(request.trigger)
        self._key = keycap(key_text(request))
        self._icon = IconLabel(theme, "info", "text_muted", 16)
        self.line = QLabel()
        self.line.setObjectName("meta")
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = QPushButton(_("Take it back"))
        self.undo.setObjectName("link")
        self.undo.clicked.connect(self.taken_back)
        self._lay_out()

    def show_gap(self, gap: Gap) -> None:
        """Say what marketing gets to know."""
        asked = gap.state is GapState.ASKED
        self.button.setVisible(not asked)
        self._key.setVisible(not asked)
        words = {
            GapState.UNSAID: _sent(gap.text),
            GapState.NOTED: _("Noted: marketing will see that this search found nothing."),
            GapState.TAKEN_BACK: _("Taken back: marketing does not see it."),
            GapState.TOO_LATE: _("Marketing has it already: it was sent before you took it back."),
            GapState.ASKED: _("Told: marketing will see that you needed this."),
        }[gap.state]
        self.line.setText(words)
        icon = ("synced", "worked_text") if asked else ("info", "text_muted")
        self._icon.show_icon(*icon)
        self.undo.setVisible(gap.state is GapState.NOTED and bool(gap.event_id))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.button)
        first.addWidget(self._key)
        first.addStretch(1)
        second.setSpacing(8)
        second.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.line)
        words.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        second.addLayout(words, 1)
        column.addLayout(first)
        column.addLayout(second)


def _sent(text: str) -> str:
    """What a request for this text would tell marketing."""
    if not is_pasted(text):
        return _("They get your name and the words that you searched for.")
    if len(text) <= MAX_ASKED:
        return _("They get your name and the text that you pasted.")
    words = _("They get your name and the first {n} characters of the text that you pasted.")
    return words.format(n=MAX_ASKED)
