"""The head of a card: what it is, which revision, whether it is verified, and what it is about."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.translation import _, current_language
from enablement.ui.card_html import time_to_tell
from enablement.ui.kinds import KIND_ICONS, kind_name
from enablement.ui.theme import Theme
from enablement.ui.values import OpenCard
from enablement.ui.views.chip_row import ChipRow
from enablement.ui.views.columns import side_margins
from enablement.ui.views.pieces import IconText


def day_in_words(day: date) -> str:
    """A day as the language in force writes it, such as 31 Dec 2026."""
    return QLocale(current_language()).toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def _plain(word: str) -> str:
    """A facet's value as words: `food-service` is “food service”."""
    return word.replace("-", " ").replace("_", " ")


class CardHeader(QWidget):
    """Stands above the page, so that one always sees which message and which revision it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("cardHeader")
        self._kind = IconText(theme, "metaStrong")
        self._revision = QLabel()
        self._revision.setObjectName("meta")
        self._verified, self._time = IconText(theme), IconText(theme)
        self._language = QLabel()
        self._language.setObjectName("tag")
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        self._chips = ChipRow(theme)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        line = QHBoxLayout()
        line.setSpacing(16)
        for piece in (self._kind, self._revision, self._verified, self._time):
            line.addWidget(piece)
        line.addStretch(1)
        line.addWidget(self._language)
        self._layout.addLayout(line)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._chips)
        theme.changed.connect(self._indent)

    def show_card(self, opened: OpenCard) -> None:
        """Show the head of this card."""
        card = opened.card
        self._kind.say(KIND_ICONS[card.kind], "accent_text", kind_name(card.kind))
        self._revision.setText(_("Revision {n}").format(n=opened.held.revision))
        self._say_verified(opened)
        seconds = opened.page.told_seconds
        self._time.say("clock", "text_muted", time_to_tell(seconds) if seconds else "")
        self._language.setText(card.language.upper())
        self._title.setText(card.title)
        self._chips.show_chips(
            tuple(map(_plain, card.products)),
            tuple(map(_plain, (*card.competitors, *card.industries, *card.personas, *card.stages))),
        )

    def _say_verified(self, opened: OpenCard) -> None:
        until = opened.card.verify_by
        if until is None:
            self._verified.say("verified", "worked_text", _("Verified"))
        elif opened.verified:
            words = _("Verified until {day}").format(day=day_in_words(until))
            self._verified.say("verified", "worked_text", words)
        else:
            words = _("Unverified since {day}").format(day=day_in_words(until))
            self._verified.say("unverified", "neutral_text", words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._indent()

    def _indent(self) -> None:
        margin = side_margins(self.width(), self._theme.scale)
        self._layout.setContentsMargins(margin, 20, margin, 8)
