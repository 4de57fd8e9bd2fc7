"""What Today says when nothing waits: a few searches to try, the keys, and the calendar on offer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import keycap
from enablement.ui.views.today.today_sections import words_label


class TodayWelcome(QWidget):
    """Shows searches; `example_chosen` carries the one that was chosen."""

    example_chosen = Signal(str)

    def __init__(self, theme: Theme, recent: Sequence[str], examples: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._column.addWidget(words_label("heading", _("What did the buyer say?")))
        self._column.addWidget(
            words_label(
                "muted",
                _("Type their words, or paste their e-mail. The cards that answer appear here, online or offline."),
            )
        )  # fmt: skip
        self._add_searches(_("You searched for"), recent)
        self._add_searches(_("For example"), examples)
        self._add_keys()

    def _add_searches(self, title: str, searches: Sequence[str]) -> None:
        """Searches to try at a click, two on a line."""
        if not searches:
            return
        self._column.addSpacing(self._theme.px(8))
        self._column.addWidget(words_label("meta", title))
        for start in range(0, len(searches), 2):
            row = QHBoxLayout()
            row.setSpacing(8)
            for words in searches[start : start + 2]:
                button = QPushButton(_("“{words}”").format(words=words))
                button.setObjectName("example")
                button.clicked.connect(lambda _on=False, w=words: self.example_chosen.emit(w))
                self.buttons.append(button)
                row.addWidget(button)
            row.addStretch(1)
            self._column.addLayout(row)

    def _add_keys(self) -> None:
        self._column.addSpacing(self._theme.px(14))
        lines = (
            (("↑", "↓"), _("choose a card")),
            ((_("Enter"),), _("read it")),
            (("F2", "F3", "F4"), _("say what it did: worked, neutral, fell flat")),
            (("F1",), _("every key")),
        )
        for keys, words in lines:
            caps = QWidget()
            caps.setFixedWidth(self._theme.px(112))
            inner = QHBoxLayout(caps)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(4)
            for key in keys:
                inner.addWidget(keycap(key))
            inner.addStretch(1)
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(caps)
            row.addWidget(words_label("meta", words), 1)
            self._column.addLayout(row)
