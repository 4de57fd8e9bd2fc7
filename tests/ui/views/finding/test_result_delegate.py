"""A card in the list: what is painted at the right end of its title, and when."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from enablement.cards.model import CardKind
from enablement.translation import use_language
from enablement.ui.models.results import ResultModel
from enablement.ui.theme import Theme
from enablement.ui.values import Row
from enablement.ui.views.finding.result_list import ResultList

ROW = Row("too-expensive", 1, "It costs too much", CardKind.OBJECTION, "en", True, "Say the price.")
LONG = replace(ROW, title="Comedores Albarán: 24,500 hours back, a year after they began")


def painted(qtbot: QtBot, theme: Theme, row: Row) -> QImage:
    model = ResultModel()
    listed = ResultList(theme, model)
    qtbot.addWidget(listed)
    listed.resize(440, 200)
    model.show_items([row])
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 420, 90)
    picture = QImage(420, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    listed.itemDelegate().paint(painter, option, model.index(0, 0))
    painter.end()
    return picture


def test_the_own_language_goes_without_saying(qtbot: QtBot, theme: Theme) -> None:
    use_language("en")
    here, other = ROW, replace(ROW, language="es")
    assert painted(qtbot, theme, here) != painted(qtbot, theme, other)
    use_language("es")
    assert painted(qtbot, theme, replace(ROW, language="es")) == painted(
        qtbot, theme, replace(ROW, language="es", also=())
    )
    assert painted(qtbot, theme, other).pixelColor(410, 20) == QColor("white")


@pytest.mark.parametrize(("row", "said"), [(ROW, True), (LONG, False)], ids=["short", "long"])
def test_no_title_is_cut_for_its_translations(
    qtbot: QtBot, theme: Theme, row: Row, said: bool
) -> None:
    alone = painted(qtbot, theme, row)
    assert (painted(qtbot, theme, replace(row, also=("es",))) != alone) is said
