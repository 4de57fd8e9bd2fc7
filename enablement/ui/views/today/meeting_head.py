"""The head of a meeting on Today: when it is, what it is called, how soon, with whom and where."""

from datetime import datetime

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from enablement.calendar.meeting import Meeting
from enablement.ui.theme import Theme
from enablement.ui.today.today_words import (
    end_words,
    meeting_title,
    span_words,
    start_words,
    until_words,
)
from enablement.ui.views.wrapped_words import WrappedWords

_LARGE = 1.5
_TIME, _PAD, _INSET, _BETWEEN = 84, 18, 12, 3


def indent(theme: Theme) -> int:
    """Where the rows below a head begin: in line with its words, once they are inset."""
    return theme.px(_PAD + _TIME - _INSET) if _beside(theme) else theme.px(_PAD - _INSET)


def _beside(theme: Theme) -> bool:
    """Whether the time stands beside the words; large text needs the width, and has it above."""
    return theme.scale < _LARGE


class MeetingHead(QWidget):
    """Draws its words itself; a screen reader hears them as one sentence."""

    def __init__(self, theme: Theme, meeting: Meeting, own_name: str = "") -> None:
        super().__init__()
        self._theme, self._meeting, self._own_name = theme, meeting, own_name
        bold = theme.font("field", QFont.Weight.Bold)
        start, end = start_words(meeting), end_words(meeting)
        if not _beside(theme) and end:
            start, end = f"{start} – {end}", ""
        self._start, self._end = WrappedWords(start, bold), WrappedWords(end, theme.font("base"))
        self._title = WrappedWords(meeting_title(meeting), bold)
        self._facts = WrappedWords("", theme.font("base"))
        self.setObjectName("meetingHead")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell_time(self, now: datetime) -> None:
        """Say how soon it is."""
        soon = until_words(self._meeting, now)
        parts = [soon, *self._fact_words()] if soon else self._fact_words()
        words = " · ".join(parts)
        said = (meeting_title(self._meeting), span_words(self._meeting, now), *self._fact_words())
        self.setAccessibleName(". ".join(said))
        if words != self._facts.text:
            strong = self._theme.tokens.colour("accent_text")
            self._facts = WrappedWords(
                words, self._theme.font("base"), strong=len(soon), strong_colour=strong
            )
            self.updateGeometry()
            self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """As high as its words need at that width."""
        return self._lay_out(width)[1]

    @override
    def sizeHint(self) -> QSize:
        """For a layout that does not ask for a height by width."""
        return QSize(self._theme.px(320), self.heightForWidth(max(self.width(), 200)))

    @override
    def minimumSizeHint(self) -> QSize:
        """It wraps as narrow as it has to be."""
        return QSize(self._theme.px(160), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        tokens = self._theme.tokens
        colours = {
            self._start: "text", self._title: "text", self._end: "text_muted",
            self._facts: "text_muted",
        }  # fmt: skip
        painter = QPainter(self)
        for words, place, width in self._lay_out(self.width())[0]:
            words.paint(painter, place, width, tokens.colour(colours[words]))
        painter.end()

    def _lay_out(self, width: int) -> tuple[list[tuple[WrappedWords, QPointF, int]], int]:
        """Each text with its place and its width, and how high all are together."""
        px, beside = self._theme.px, _beside(self._theme)
        left = px(_PAD + _TIME) if beside else px(_PAD)
        room = max(80, width - left)
        time = px(_TIME - 12) if beside else room
        places = [(self._start, QPointF(px(_PAD), 0), time)]
        top = 0 if beside else self._start.height(time) + px(_BETWEEN)
        places.append((self._title, QPointF(left, top), room))
        below = top + self._title.height(room) + px(_BETWEEN)
        places.append((self._facts, QPointF(left, below), room))
        under = self._start.height(time) + px(_BETWEEN)
        if self._end.text:
            places.append((self._end, QPointF(px(_PAD), under), time))
        height = below + self._facts.height(room)
        if beside:
            height = max(height, under + self._end.height(time))
        return [one for one in places if one[0].text], height

    def _fact_words(self) -> list[str]:
        """Whom it is with, as far as the title does not say, and where."""
        meeting, title = self._meeting, meeting_title(self._meeting)
        account = "" if meeting.account.casefold() in title.casefold() else meeting.account
        names = [one.name for one in meeting.people if one.name and one.name != self._own_name]
        return [part for part in (account, ", ".join(names[:2]), meeting.place) if part]
