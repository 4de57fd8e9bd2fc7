"""Asks into which brief a card goes, when that is not clear."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from enablement.translation import _
from enablement.ui.briefs.briefing import BriefLine
from enablement.ui.models.briefs import BriefListModel
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_delegates import BriefDelegate
from enablement.ui.views.briefs.brief_view import BriefView
from enablement.ui.views.sheet import Sheet

_MOST_SHOWN = 6


class WhichBrief(Sheet):
    """The briefs to come; `chosen` carries the id of one, empty for a new one."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, lines: Sequence[BriefLine]
    ) -> None:
        lead = _("Enter puts “{title}” in.").format(title=title)
        super().__init__(theme, parent, _("Into which brief?"), lead, width=540)
        self.model = BriefListModel(self)
        self.model.show_items(lines)
        self.view = BriefView(theme, self.model)
        self.view.setCurrentIndex(self.model.index(0))
        self.view.opened.connect(self._choose)
        self.view.left.connect(self.reject)
        height = BriefDelegate(theme, self.view).brief_height()
        self.view.setFixedHeight(height * min(_MOST_SHOWN, len(lines)) + 4)
        self.body.addWidget(self.view)
        self.new = QPushButton(_("A new brief…"))
        self.new.setAutoDefault(False)
        self.new.clicked.connect(lambda _on=False: self._choose(""))
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.foot.addWidget(self.new)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.view.setFocus()
        self.finished.connect(self.deleteLater)

    def _choose(self, brief_id: str) -> None:
        self.accept()
        self.chosen.emit(brief_id)
