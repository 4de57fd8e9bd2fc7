"""One thing that was said, as a bubble: the rep's own to the right, marketing's to the left."""

import re

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from enablement.library.events import EventState
from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.threads.conversation import Said
from enablement.ui.views.pieces import IconLabel

_SHARE = 0.82
"""A bubble is at most so wide, as a share of the column."""

_PAD_X, _PAD_Y = 14, 10
_LONG_WORD, _BREAK = re.compile(r"\S{25,}"), "\u200b"


class Bubble(QWidget):
    """Who and when, what was said, and under what waits how it is taken back (`taken_back`)."""

    taken_back = Signal(str)

    def __init__(self, theme: Theme, said: Said, when: str) -> None:
        super().__init__()
        self._theme, self._said = theme, said
        side = Qt.AlignmentFlag.AlignRight if said.mine else Qt.AlignmentFlag.AlignLeft
        self.setAccessibleName(f"{said.who}, {when}: {said.text}")
        self._text = _breakable(said.text)
        self.words = QLabel(self._text)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        frame = QFrame()
        frame.setObjectName("bubbleMine" if said.mine else "bubbleTheirs")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(_PAD_X, _PAD_Y, _PAD_X, _PAD_Y)
        inside.addWidget(self.words)
        head = QLabel(f"{said.who} · {when}")
        head.setObjectName("bubbleHead")
        head.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(head, 0, side)
        column.addWidget(frame, 0, side)
        self.undo: QPushButton | None = None
        if said.state is not None:
            column.addLayout(self._foot(said))

    def fit(self, room: int) -> None:
        """Be as wide as the words, within the room there is."""
        self.words.ensurePolished()
        widest = max(80, round(room * _SHARE) - 2 * _PAD_X - 2)
        metrics = self.words.fontMetrics()
        flags = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextExpandTabs.value
        box = metrics.boundingRect(QRect(0, 0, widest, 1_000_000), flags, self._text)
        # Two more, since widths of text are rounded.
        self.words.setFixedSize(min(widest, box.width() + 2), max(box.height(), metrics.height()))

    def _foot(self, said: Said) -> QHBoxLayout:
        icon, colour, words = _state(said)
        line = QLabel(words)
        line.setObjectName("meta")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(IconLabel(self._theme, icon, colour, 16))
        row.addWidget(line)
        if said.waits:
            self.undo = QPushButton(_("Take it back"))
            self.undo.setObjectName("link")
            self.undo.setAccessibleName(_("Take it back"))
            self.undo.clicked.connect(lambda: self.taken_back.emit(said.event_id))
            row.addWidget(self.undo)
        return row


def _breakable(text: str) -> str:
    """The text with places to break its very long words, such as addresses, which nobody sees."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(re.findall(r".{1,12}", word[0])), text)


def _state(said: Said) -> tuple[str, str, str]:
    """The icon, its colour and the words for what is on its way."""
    return {
        EventState.WAITING: ("clock", "text_muted", _("waits for the next sync")),
        EventState.SENDING: ("syncing", "text_muted", _("on its way")),
        EventState.SENT: ("synced", "worked_text", _("received")),
        EventState.REJECTED: ("unverified", "flat_text", _("not taken by the hub")),
    }[said.state or EventState.SENT]
