"""The sheet that says who sees what of the rep's record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from enablement.translation import _
from enablement.ui.log.who_sees import Insight, who_sees_what
from enablement.ui.theme import Theme
from enablement.ui.views.log.whole_area import WholeArea
from enablement.ui.views.pieces import IconLabel
from enablement.ui.views.sheet import Sheet


class WhoSeesSheet(Sheet):
    """One paragraph for each who may look, and one for what stays here."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, _("Who sees what"), width=620)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        for insight in who_sees_what():
            column.addLayout(self._part(insight))
        column.addStretch(1)
        area = WholeArea(inside, theme.px(560), _("Who sees what"))
        area.setObjectName("readScroll")  # there is nothing in it that could show the focus
        self.body.addWidget(area, 1)
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.foot.addStretch(1)
        self.foot.addWidget(close)

    def _part(self, insight: Insight) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        icon = IconLabel(self.theme, insight.icon, "accent_text", 20)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        title = QLabel(insight.title)
        title.setObjectName("metaStrong")
        title.setWordWrap(True)
        words.addWidget(title)
        for sentence in insight.sentences:
            label = QLabel(sentence)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row.addLayout(words, 1)
        return row
