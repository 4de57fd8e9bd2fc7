"""What stands above the list: how many cards, what was searched instead, and that more is to come."""

from html import escape

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.translation import _, current_language
from enablement.ui.finding.messages import count_line
from enablement.ui.values import Found
from enablement.ui.views.pieces import LinkButton, key_text, keycap


def number(count: int) -> str:
    """A number as the language in force writes it."""
    return QLocale(current_language()).toString(count)


_BOLD = 0.9
"""Bold words are wider than the same in the font by which they are measured."""


class CorrectionLine(QWidget):
    """“Showing results for price”, and the way back to what was typed."""

    def __init__(self, exactly: QAction) -> None:
        super().__init__()
        self._short, self._corrected = False, ""
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

    def be_short(self, *, on: bool) -> None:
        """Where the window is low: in two lines, without the key of the way back."""
        self._short = on
        self._key.setVisible(not on)
        self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands in one line is cut to its width."""
        super().resizeEvent(event)
        if self._short:
            self._write()

    def _write(self) -> None:
        said = _("Showing results for {words}")
        if self._short:
            metrics, mode = self.words.fontMetrics(), Qt.TextElideMode.ElideRight
            fits = metrics.elidedText(self._corrected, mode, round(_BOLD * self.width()))
            self.words.setText(f"<b>{escape(fits)}</b>")
        else:
            self.words.setText(said.format(words=f"<b>{escape(self._corrected)}</b>"))
        self.words.setAccessibleName(said.format(words=self._corrected))

    def show_found(self, found: Found) -> None:
        """Say what was searched instead, if anything was."""
        self.setVisible(bool(found.corrected))
        if found.corrected:
            self._corrected = found.corrected
            self._write()
            self.button.say(_("Search for “{text}” instead").format(text=found.text))


class ListHead(QWidget):
    """The lines above the list, each only while it has something to say."""

    def __init__(self, exactly: QAction) -> None:
        super().__init__()
        self._short = False
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
        self._fit()

    def be_short(self, *, on: bool) -> None:
        """Where the window is low, leave the count out while something else is said."""
        self._short = on
        self._fit()

    def _fit(self) -> None:
        said = not self.correction.isHidden()
        self.count.setVisible(not (self._short and said))
        self.correction.be_short(on=self._short)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the search has been prepared; nothing when `total` is 0."""
        for piece in (self.preparing, self._bar):
            piece.setVisible(total > 0)
        if total:
            words = _("Preparing the search: {done} of {total} cards")
            self.preparing.setText(words.format(done=number(done), total=number(total)))
            self._bar.setRange(0, total)
            self._bar.setValue(done)
