"""Today, the first page: the next meetings with their cards, what is new, what marketing answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from enablement.translation import _
from enablement.ui.preferences import BUDGETS
from enablement.ui.theme import Theme
from enablement.ui.today.agenda import Agenda
from enablement.ui.today.today_words import long_day, meetings_line, news_line
from enablement.ui.views.columns import side_margins
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.pieces import words_label
from enablement.ui.views.today.today_row import TodayRow
from enablement.ui.views.today.today_sections import (
    AnswerSection,
    MeetingSection,
    NewsSection,
    quiet_button,
)
from enablement.ui.views.today.today_welcome import TodayWelcome

_SOON_MS = 50
"""So soon a page that nobody sees is made anew: apart from what changed it, and before it is shown."""

_NEXT, _BEFORE = (Qt.Key.Key_Down,), (Qt.Key.Key_Up,)
_DISMISS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class TodayContent:
    """All that the page shows; `trouble` is a sentence about the calendar, `None` agenda: not read yet.

    `budget` is the attention budget: so many news, and so many answers, are shown at first.
    """

    agenda: Agenda | None = None
    recent: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    trouble: str = ""
    budget: int = BUDGETS[0]


class TodayPage(QScrollArea):
    """Shows a `TodayContent`; every row is reached by arrows, Tab or mouse.

    `card_opened` carries a card's id and the `Coming` it stands under, `None` for another place;
    `news_opened` a `NewsItem`, `dismissed` ids, `answer_opened` an `Answer`, `brief_wanted` a
    `Coming`, `more_wanted` asks for further news, `budget_chosen` carries how many are shown at
    first, `typed` what begins another search; `left` when the rep goes back to the search.
    """

    card_opened = Signal(str, object)
    news_opened = Signal(object)
    dismissed = Signal(object)
    answer_opened = Signal(object)
    brief_wanted = Signal(object)
    example_chosen = Signal(str)
    calendar_wanted = Signal()
    more_wanted = Signal()
    budget_chosen = Signal(int)
    typed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._content = TodayContent()
        self._awaited: tuple[str, ...] = ()
        self._first_new = 0
        self._buttons: list[QPushButton] = []
        self._meetings: MeetingSection | None = None
        self.setObjectName("today")
        self.setAccessibleName(_("Today"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._old = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON_MS)
        self._later.timeout.connect(self._lay_out)
        self._column = QVBoxLayout()
        self._inside = QWidget()
        theme.changed.connect(self._freshen)
        self._lay_out()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Everything that can be chosen, from top to bottom."""
        return tuple(self._buttons)

    @property
    def content(self) -> TodayContent:
        """What is shown."""
        return self._content

    def show_content(self, content: TodayContent) -> None:
        """Show this; where only the time went on, only the words of time change."""
        before, self._content = self._content, content
        if _same(before, content):
            if self._meetings is not None and content.agenda is not None:
                self._meetings.tell_time(content.agenda.now)
            return
        self._freshen()

    def show_top(self) -> None:
        """Begin at the beginning."""
        self.verticalScrollBar().setValue(0)

    def await_news(self, card_ids: Sequence[str]) -> None:
        """One of these comes: it gets the focus, unless the rep goes on before."""
        self._awaited = tuple(card_ids)

    def focus_first(self) -> bool:
        """Put the focus on the first thing to choose, if there is any."""
        self.show_top()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show what came just now, while nobody saw this."""
        if self._old:
            self._lay_out()
        super().showEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._keep_margins()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of every row and button here, and seeing the one with the focus."""
        if isinstance(watched, QPushButton):
            if event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched, 0, self._theme.px(40))
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._take_key(watched, event)
        return False

    def _take_key(self, button: QPushButton, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        self._awaited, self._first_new = (), 0
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if not plain:
            return False
        if key in _NEXT + _BEFORE:
            self._step(button, 1 if key in _NEXT else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._buttons[0 if key == Qt.Key.Key_Home else -1].setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button.click()
        elif key in _DISMISS:
            if isinstance(button, TodayRow) and button.dismisses:
                self.dismissed.emit(button.dismisses)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            return False
        return True

    def _step(self, button: QPushButton, by: int) -> None:
        at = self._buttons.index(button) + by
        if 0 <= at < len(self._buttons):
            self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif at < 0:
            self.left.emit()

    def _freshen(self) -> None:
        """Show other content or another look: soon, in a turn of its own, while nobody sees it."""
        self._old = not self.isVisible()
        if self._old:
            self._later.start()
        else:
            self._lay_out()

    def _lay_out(self) -> None:
        """Make the page anew, keeping the rep's place on it."""
        self._old = False
        self._later.stop()
        place, key, at = self.verticalScrollBar().value(), *self._focused()
        self._buttons, self._meetings = [], None
        self._inside = QWidget()
        self._inside.setObjectName("todayInside")
        self._column = QVBoxLayout(self._inside)
        self._column.setSpacing(self._theme.px(28))
        agenda = self._content.agenda
        if agenda is not None:
            self._fill(agenda)
        self._column.addStretch(1)
        self._keep_margins()
        for button in self._buttons:
            button.installEventFilter(self)
        self.setWidget(self._inside)
        if not self._focus_awaited():
            self._focus_again(key, at)
        self.verticalScrollBar().setValue(place)

    def _fill(self, agenda: Agenda) -> None:
        self._add_date(agenda)
        if agenda.meetings:
            self._add_meetings(agenda)
        elif agenda.diary is not None and not self._content.trouble:
            self._column.addWidget(words_label("meta", _("No meetings in the next 7 days.")))
        if self._content.trouble:
            self._column.addWidget(words_label("problem", self._content.trouble))
        if agenda.answers:
            self._add_answers(agenda)
        if agenda.news.total:
            self._add_news(agenda)
        if agenda.empty:
            self._add_welcome()
        if agenda.diary is None:
            self._add_offer()

    def _add_date(self, agenda: Agenda) -> None:
        head = QVBoxLayout()
        head.setSpacing(self._theme.px(2))
        head.addWidget(words_label("title", long_day(agenda.now.date())))
        day = agenda.now.date()
        today = sum(one.meeting.starts_at.date() <= day for one in agenda.meetings)
        line: list[QWidget] = []
        if words := meetings_line(today):
            label = words_label("muted", words)
            label.setWordWrap(False)
            line.append(label)
        if agenda.waiting and agenda.meetings:
            line.append(self._jump(agenda.waiting))
        if line:
            head.addWidget(FlowRow(*line, across=self._theme.px(4)))
        self._column.addLayout(head)

    def _jump(self, waiting: int) -> QPushButton:
        """What is new stands below the meetings: a click leads there, as End does."""
        button = quiet_button(news_line(waiting))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _on=False: self._focus_news())
        return button

    def _focus_news(self) -> None:
        for button in self._buttons:
            if getattr(button, "key", "").startswith(("news ", "thread ")):
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _add_meetings(self, agenda: Agenda) -> None:
        section = MeetingSection(self._theme, agenda.meetings, agenda.now, agenda.name)
        section.card_chosen.connect(lambda coming, card_id: self.card_opened.emit(card_id, coming))
        section.brief_wanted.connect(self.brief_wanted)
        self._meetings = section
        self._add(section, section.buttons)

    def _add_answers(self, agenda: Agenda) -> None:
        section = AnswerSection(self._theme, agenda.answers, self._content.budget, agenda.now)
        section.opened.connect(self.answer_opened)
        self._add(section, section.buttons)

    def _add_news(self, agenda: Agenda) -> None:
        section = NewsSection(self._theme, agenda.news, self._content.budget)
        section.opened.connect(self.news_opened)
        section.dismissed.connect(self.dismissed)
        section.more.connect(self._want_more)
        section.budget_chosen.connect(self.budget_chosen)
        self._add(section, section.buttons)

    def _add_welcome(self) -> None:
        welcome = TodayWelcome(self._theme, self._content.recent[:4], self._content.examples)
        welcome.example_chosen.connect(self.example_chosen)
        self._add(welcome, welcome.buttons)

    def _add_offer(self) -> None:
        row = TodayRow(
            self._theme, "calendar", _("Show my next meetings"),
            _("From a calendar file or address, with the cards that fit each. Read on this laptop, never sent."),
        )  # fmt: skip
        row.key, row.framed = "calendar", True
        row.clicked.connect(lambda _on=False: self.calendar_wanted.emit())
        self._add(row, [row])

    def _add(self, widget: QWidget, buttons: Sequence[QPushButton]) -> None:
        self._column.addWidget(widget)
        self._buttons += buttons

    @property
    def _news(self) -> list[TodayRow]:
        return [one for one in self._buttons if isinstance(one, TodayRow) and one.dismisses]

    def _want_more(self) -> None:
        self._first_new = len(self._news)
        self.more_wanted.emit()

    def _focus_awaited(self) -> bool:
        """The first of the news that were asked for, or what came back; whether it is there."""
        awaited, first = set(self._awaited), self._first_new
        came = [one for one in self._news if awaited.intersection(one.dismisses)]
        if first:
            came = self._news[first:]
        if came:
            self._awaited, self._first_new = (), 0
            came[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(came)

    def _focused(self) -> tuple[str, int]:
        """What has the focus here: its key and its place; -1 when nothing has."""
        for at, button in enumerate(self._buttons):
            if button.hasFocus():
                return _key_of(button), at
        return "", -1

    def _focus_again(self, key: str, at: int) -> None:
        """The same row, else the one in its place."""
        if at < 0:
            return
        same = [one for one in self._buttons if key and _key_of(one) == key]
        near = self._buttons[min(at, len(self._buttons) - 1) :] if self._buttons else []
        for button in (same or near)[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.left.emit()

    def _keep_margins(self) -> None:
        side = side_margins(self.viewport().width(), self._theme.scale)
        px = self._theme.px
        self._column.setContentsMargins(side, px(28), side, px(36))


def _key_of(button: QPushButton) -> str:
    """What stays the same of a button when the page is made anew; empty when nothing does."""
    return getattr(button, "key", "") or str(button.property("key") or "")


def _same(before: TodayContent, now: TodayContent) -> bool:
    """Whether nothing but the time of day is different."""
    if before.agenda is None or now.agenda is None:
        return before == now
    same_day = before.agenda.now.date() == now.agenda.now.date()
    return same_day and _timeless(before, now.agenda.now) == _timeless(now, now.agenda.now)


def _timeless(content: TodayContent, now: datetime) -> TodayContent:
    """The content as if it had been read now."""
    agenda = content.agenda
    if agenda is None:
        return content
    diary = replace(agenda.diary, read_at=None) if agenda.diary else None
    return replace(content, agenda=replace(agenda, now=now, diary=diary))
