"""Words on a slide: as large as fits, and never cut."""

import pytest
from PySide6.QtCore import QSizeF

from enablement.ui.theme import Theme
from enablement.ui.views.card.slide_layout import fitted_document

ROOM = QSizeF(1000, 560)


def size_of(theme: Theme, words: int, larger: float = 1.0) -> tuple[int, float]:
    html = f"<p>{'word ' * words}</p><ul><li>one</li><li>two</li></ul>"
    document = fitted_document(html, ROOM, theme.font("base"), theme.tokens, larger)
    return document.defaultFont().pixelSize(), document.size().height()


@pytest.mark.parametrize("words", [1, 30, 120, 250])
@pytest.mark.parametrize("larger", [0.6, 1.0, 1.8])
def test_nothing_is_cut(theme: Theme, words: int, larger: float) -> None:
    _size, height = size_of(theme, words, larger)
    assert height <= ROOM.height()


def test_a_few_words_are_larger_than_many(theme: Theme) -> None:
    assert size_of(theme, 5)[0] > size_of(theme, 150)[0]


def test_the_rep_can_have_them_larger_while_there_is_room(theme: Theme) -> None:
    assert size_of(theme, 5, 1.5)[0] > size_of(theme, 5)[0] > size_of(theme, 5, 0.6)[0]
