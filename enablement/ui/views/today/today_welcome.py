"""What Today says when nothing waits: a few searches to try, the keys, and the calendar on offer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.views.first_steps import add_examples, add_first_keys
from enablement.ui.views.pieces import words_label


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
        self._column.addSpacing(theme.px(14))
        add_first_keys(self._column, theme)

    def _add_searches(self, title: str, searches: Sequence[str]) -> None:
        """Searches to try at a click, two on a line."""
        if not searches:
            return
        self._column.addSpacing(self._theme.px(8))
        self._column.addWidget(words_label("meta", title))
        self.buttons += add_examples(self._column, searches, self.example_chosen.emit)
