"""What a rep can do where nothing is shown yet: searches to try at a click, and the first keys."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.views.pieces import keycap, words_label


def add_examples(
    column: QVBoxLayout, searches: Sequence[str], chosen: Callable[[str], object]
) -> list[QPushButton]:
    """Searches to try at a click, two on a line, below what the column has; their buttons."""
    buttons = []
    for start in range(0, len(searches), 2):
        row = QHBoxLayout()
        row.setSpacing(8)
        for words in searches[start : start + 2]:
            button = QPushButton(_("“{words}”").format(words=words))
            button.setObjectName("example")
            button.clicked.connect(lambda _on=False, w=words: chosen(w))
            buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
    return buttons


def add_first_keys(column: QVBoxLayout, theme: Theme) -> None:
    """The keys that a rep needs first, below what the column has."""
    lines = (
        (("↑", "↓"), _("choose a card")),
        ((_("Enter"),), _("read it")),
        (("F2", "F3", "F4"), _("say what it did: worked, neutral, fell flat")),
        (("F1",), _("every key")),
    )
    for keys, words in lines:
        caps = QWidget()
        caps.setFixedWidth(theme.px(112))
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
        column.addLayout(row)
