"""One meeting on Today: its time, what it is, and the cards that fit it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from enablement.translation import _
from enablement.ui.kinds import KIND_ICONS, kind_name
from enablement.ui.theme import Theme
from enablement.ui.today.agenda import Coming
from enablement.ui.today.fitting import FittingCard
from enablement.ui.today.today_words import meeting_title
from enablement.ui.views.today.meeting_head import MeetingHead, indent
from enablement.ui.views.today.today_row import TodayRow


class MeetingCard(QFrame):
    """Shows a `Coming`.

    `card_chosen` carries the id of one of its cards, `brief_wanted` the `Coming` itself.
    """

    card_chosen = Signal(str)
    brief_wanted = Signal(object)

    def __init__(
        self, theme: Theme, coming: Coming, now: datetime, *, first: bool, own_name: str = ""
    ) -> None:
        super().__init__()
        self._theme, self.coming = theme, coming
        title = meeting_title(coming.meeting)
        self.setObjectName("nextMeeting" if first else "meeting")
        self.head = MeetingHead(theme, coming.meeting, own_name)
        self.rows: list[QPushButton] = [self._row(card) for card in coming.cards or ()]
        self.brief = QPushButton(_("Make a brief"))
        self.brief.setObjectName("quiet")
        self.brief.setAccessibleName(_("Make a brief for {title}").format(title=title))
        self.brief.setCursor(Qt.CursorShape.PointingHandCursor)
        self.brief.clicked.connect(lambda _on=False: self.brief_wanted.emit(self.coming))
        self._lay_out()
        self.tell_time(now)

    @property
    def buttons(self) -> list[QPushButton]:
        """What can be reached by keyboard, in order."""
        return [*self.rows, self.brief]

    def tell_time(self, now: datetime) -> None:
        """Say how soon it is."""
        self.head.tell_time(now)
        self.setAccessibleName(self.head.accessibleName())

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(14), px(12), px(10))
        column.setSpacing(px(2))
        column.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(indent(self._theme), px(4) if self.rows else 0, 0, 0)
        below.setSpacing(px(2))
        for row in self.rows:
            below.addWidget(row)
        foot = QHBoxLayout()
        foot.addWidget(self.brief)
        foot.addStretch(1)
        below.addLayout(foot)
        column.addLayout(below)

    def _row(self, card: FittingCard) -> TodayRow:
        why = card.why if card.verified else " · ".join((card.why, _("unverified")))
        row = TodayRow(self._theme, KIND_ICONS[card.kind], card.title, why)
        row.key = f"card {self.coming.meeting.key} {card.card_id}"
        row.setAccessibleName(f"{kind_name(card.kind)}: {card.title}. {why}")
        row.clicked.connect(lambda _on=False: self.card_chosen.emit(card.card_id))
        return row
