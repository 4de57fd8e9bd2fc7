"""Words wrap to their width, and no more lines than allowed are counted."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from enablement.ui.theme import Theme
from enablement.ui.views.wrapped_words import WrappedWords


def drawn(words: WrappedWords, width: int) -> set[str]:
    """The colours on a picture of the words."""
    picture = QImage(width, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    words.paint(painter, QPointF(0, 0), width, QColor("black"))
    painter.end()
    return {picture.pixelColor(x, y).name() for x in range(width) for y in range(60)}


def test_narrower_is_higher_up_to_the_lines_allowed(theme: Theme) -> None:
    font, text = theme.font("base"), "What did the buyer say to us today? " * 4
    words = WrappedWords(text, font)
    wide, narrow = words.height(2_000), words.height(150)
    assert narrow > wide > 0
    assert words.used(150) <= 150
    assert wide < WrappedWords(text, font, lines=2).height(150) <= 2 * wide
    assert WrappedWords("", font).height(150) == 0


def test_the_first_words_stand_out(theme: Theme) -> None:
    font = theme.font("base")
    assert "#ff0000" not in drawn(WrappedWords("WWWW and more", font), 300)
    strong = WrappedWords("WWWW and more", font, strong=4, strong_colour=QColor("red"))
    assert any(name.startswith("#ff00") for name in drawn(strong, 300))
    assert "#000000" in drawn(WrappedWords("WWWW and more", font), 300)
