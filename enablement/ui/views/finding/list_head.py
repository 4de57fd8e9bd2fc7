"""What stands above the list: how many cards, what was searched instead, and that more is to come."""

from html import escape

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from enablement.translation import _, current_language
from enablement.ui.finding.messages import count_line
from enablement.ui.values import Found
from enablement.ui.views.pieces import LinkButton, key_text, keycap


def number(count: int) -> str:
    """A number as the language in force writes it."""
    return QLocale(current_language()).toString(count)


class CorrectionLine(QWidget):
    """“Showing results for price”, and the way back to what was typed."""

    def __init__(self, exactly: QAction) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setObjectName("correction")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.button = LinkButton()
        self.button.clicked.connect(exactly.trigger)
        self._key = keycap(key_text(exactly))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.button)
        row.addWidget(self._key)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_found(self, found: Found) -> None:
        """Say what was searched instead, if anything was."""
        self.setVisible(bool(found.corrected))
        if found.corrected:
            said = _("Showing results for {words}")
            self.words.setText(said.format(words=f"<b>{escape(found.corrected)}</b>"))
            self.words.setAccessibleName(said.format(words=found.corrected))
            self.button.say(_("Search for “{text}” instead").format(text=found.text))


class ListHead(QWidget):
    """The lines above the list, each only while it has something to say."""

    def __init__(self, exactly: QAction) -> None:
        super().__init__()
        self.correction = CorrectionLine(exactly)
        self.count = QLabel()
        self.count.setObjectName("count")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.preparing = QLabel()
        self.preparing.setObjectName("count")
        self.preparing.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Preparing the search"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for piece in (self.preparing, self._bar, self.correction, self.count):
            column.addWidget(piece)
        self.show_progress(0, 0)

    def show_found(self, found: Found) -> None:
        """Say how many cards were found, and for what."""
        self.correction.show_found(found)
        self.count.setText(count_line(found))

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the search has been prepared; nothing when `total` is 0."""
        for piece in (self.preparing, self._bar):
            piece.setVisible(total > 0)
        if total:
            words = _("Preparing the search: {done} of {total} cards")
            self.preparing.setText(words.format(done=number(done), total=number(total)))
            self._bar.setRange(0, total)
            self._bar.setValue(done)
