"""The head of a card: what it is, which revision, whether it is verified, and what it is about."""

from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.translation import _, n_
from enablement.ui.card.card_html import SPOKEN_LIMIT, seconds_of, time_to_say, time_to_tell
from enablement.ui.days import day_in_words
from enablement.ui.kinds import KIND_ICONS, kind_name
from enablement.ui.theme import Theme
from enablement.ui.value_words import value_words
from enablement.ui.values import OpenCard
from enablement.ui.views.card.evidence_piece import EvidencePiece
from enablement.ui.views.chip_row import ChipRow
from enablement.ui.views.columns import side_margins
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.pieces import IconText, key_text

_ABOVE, _GAP, _BELOW = 18, 8, 8

_ALSO = {
    "en": n_("also in English"), "es": n_("also in Spanish"), "fr": n_("also in French"),
    "de": n_("also in German"), "pt": n_("also in Portuguese"), "it": n_("also in Italian"),
}  # fmt: skip


def also_in(language: str) -> str:
    """Where else a card can be read, in words."""
    return _(_ALSO[language]) if language in _ALSO else _("also in {code}").format(code=language)


class CardHeader(QWidget):
    """Stands above the page, so that one always sees which message and which revision it is."""

    def __init__(self, theme: Theme, other_language: QAction | None = None) -> None:
        super().__init__()
        self._theme, self._other = theme, other_language
        self.setObjectName("cardHeader")
        self._kind = IconText(theme, "metaStrong")
        self._revision = QLabel()
        self._revision.setObjectName("meta")
        self._verified, self._time = IconText(theme), IconText(theme)
        self.evidence = EvidencePiece(theme)
        self._language = QLabel()
        self._language.setObjectName("tag")
        self.also = QPushButton()
        self.also.setObjectName("also")
        self.also.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._chips = ChipRow(theme)
        self._lay_out()
        if other_language is not None:
            self.also.clicked.connect(other_language.trigger)
        theme.changed.connect(self._indent)

    def show_card(self, opened: OpenCard) -> None:
        """Show the head of this card."""
        card = opened.card
        self._kind.say(KIND_ICONS[card.kind], "accent_text", kind_name(card.kind))
        self._revision.setText(_("Revision {n}").format(n=opened.held.revision))
        self._say_verified(opened)
        self._say_time(opened)
        self.evidence.show_evidence(opened.evidence)
        self._language.setText(card.language.upper())
        self._say_also(opened)
        self._title.setText(card.title)
        strong, *others = (
            tuple(value_words(facet, value) for value in getattr(card, facet))
            for facet in ("products", "competitors", "industries", "personas", "stages")
        )
        self._chips.show_chips(strong, tuple(chain(*others)))

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

    def _say_time(self, opened: OpenCard) -> None:
        """How long a story takes, or that what to say is too long for a live call."""
        told, say = opened.page.told_seconds, opened.card.block("say_this")
        words = time_to_tell(told) if told else ""
        if not told and say is not None and (seconds := seconds_of(say)) > SPOKEN_LIMIT:
            words = time_to_say(seconds)
        self._time.say("clock", "text_muted", words)

    def _say_also(self, opened: OpenCard) -> None:
        words = ", ".join(also_in(language) for language, _id in opened.translations[:1])
        if words and self._other is not None:
            words = _("{also} ({key})").format(also=words, key=key_text(self._other))
        self.also.setText(words)
        self.also.setAccessibleName(words)
        self.also.setVisible(bool(words))

    def _lay_out(self) -> None:
        language = QWidget()
        pair = QHBoxLayout(language)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(6)
        pair.addWidget(self._language, 0, Qt.AlignmentFlag.AlignVCenter)
        pair.addWidget(self.also, 0, Qt.AlignmentFlag.AlignVCenter)
        self._meta = FlowRow(
            self._kind, self._revision, self._verified, language, self._time, self.evidence
        )
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(_GAP)
        self._layout.addWidget(self._meta)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._chips)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the reading column."""
        super().resizeEvent(event)
        self._indent()

    def high(self, width: int) -> int:
        """How high it is in a pane of that width."""
        margin = side_margins(width, self._theme.scale)
        column = max(1, width - 2 * margin)
        pieces = [self._meta.heightForWidth(column), self._title.heightForWidth(column)]
        if not self._chips.isHidden():
            pieces.append(self._chips.sizeHint().height())
        return sum(pieces) + _GAP * (len(pieces) - 1) + _ABOVE + _BELOW

    def _indent(self) -> None:
        margin = side_margins(self.width(), self._theme.scale)
        self._layout.setContentsMargins(margin, _ABOVE, margin, _BELOW)
