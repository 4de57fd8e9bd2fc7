"""The sections of Today, each made from its part of the agenda: meetings, answers, news, a welcome."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from enablement.library.changes import ChangeKind
from enablement.sync.threads import Fate
from enablement.translation import _, ngettext
from enablement.ui.preferences import BUDGETS
from enablement.ui.theme import Theme
from enablement.ui.threads.answers import Answer, fate_words
from enablement.ui.times import ago
from enablement.ui.today.agenda import Coming
from enablement.ui.today.news import News, NewsItem
from enablement.ui.today.today_words import near_day
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.pieces import words_label
from enablement.ui.views.today.meeting_card import MeetingCard
from enablement.ui.views.today.today_row import TodayRow

_CHANGE_ICONS = {
    ChangeKind.NEW: ("new", "worked_text"),
    ChangeKind.CHANGED: ("change", "accent_text"),
    ChangeKind.RETIRED: ("gone", "flat_text"),
}
_FATE_ICONS = {
    Fate.RECEIVED: ("thread", "text_muted"),
    Fate.ANSWERED: ("thread", "accent_text"),
    Fate.CHANGED: ("change", "worked_text"),
    Fate.DECLINED: ("info", "neutral_text"),
}


class Section(QWidget):
    """A quiet heading with what stands under it; `buttons` are reached by keyboard, in order."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.buttons: list[QPushButton] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(10))
        self.setAccessibleName(title)
        self.column.addWidget(words_label("sectionTitle", title))

    def add(self, widget: QWidget) -> None:
        """Put something under the heading."""
        self.column.addWidget(widget)


class MeetingSection(Section):
    """The meetings, by day; `card_chosen` carries a `Coming` and a card's id."""

    card_chosen = Signal(object, str)
    brief_wanted = Signal(object)

    def __init__(
        self, theme: Theme, meetings: Sequence[Coming], now: datetime, own_name: str = ""
    ) -> None:
        super().__init__(theme, _("Next meetings"))
        self.cards: list[MeetingCard] = []
        for day, found in groupby(meetings, lambda one: max(one.meeting.starts_at, now).date()):
            if self.cards:
                self.column.addSpacing(theme.px(6))
            self.add(words_label("dayTitle", near_day(day, now.date())))
            for coming in found:
                card = MeetingCard(theme, coming, now, first=not self.cards, own_name=own_name)
                card.card_chosen.connect(lambda key, one=coming: self.card_chosen.emit(one, key))
                card.brief_wanted.connect(self.brief_wanted)
                self.cards.append(card)
                self.buttons += card.buttons
                self.add(card)

    def tell_time(self, now: datetime) -> None:
        """Say how soon each is."""
        for card in self.cards:
            card.tell_time(now)


class NewsSection(Section):
    """What is new; `opened` carries a `NewsItem`, `dismissed` ids, `more` asks for the rest.

    `budget_chosen` carries how many the rep wants to see at first.
    """

    opened = Signal(object)
    dismissed = Signal(object)
    more = Signal()
    budget_chosen = Signal(int)

    def __init__(self, theme: Theme, news: News, budget: int) -> None:
        super().__init__(theme, _("New for you"))
        self._news = news
        self.rows = [self._row(item) for item in news.items]
        self.buttons += self.rows
        foot = list(self._foot(news.total - len(self.rows)))
        choices = self._budgets(budget) if news.total > BUDGETS[0] else []
        self.buttons += [*foot, *choices]
        pieces: list[QWidget] = [*foot]
        if choices:
            pieces.append(FlowRow(_short_label(_("Show at first:")), *choices, across=theme.px(2)))
        if pieces:
            self.add(FlowRow(*pieces, across=theme.px(8)))

    def _budgets(self, budget: int) -> list[QPushButton]:
        """How many are shown at first: the rep's own attention budget."""
        choices = []
        for number in BUDGETS:
            button = quiet_button(str(number))
            button.setAccessibleName(_("Show {n} at first").format(n=number))
            button.setToolTip(button.accessibleName())
            button.setProperty("key", f"budget {number}")
            button.setCheckable(True)
            button.setChecked(number == budget)
            button.clicked.connect(partial(self._choose_budget, number))
            choices.append(button)
        return choices

    def _choose_budget(self, number: int, _checked: bool = False) -> None:
        self.budget_chosen.emit(number)

    def _foot(self, rest: int) -> Iterator[QPushButton]:
        if rest > 0:
            more = quiet_button(ngettext("and {n} more", "and {n} more", rest).format(n=rest))
            more.clicked.connect(lambda _on=False: self.more.emit())
            yield more
        if self._news.total > 1:
            everything = quiet_button(_("Dismiss all"))
            ids = self._news.ids
            everything.clicked.connect(lambda _on=False: self.dismissed.emit(ids))
            yield everything

    def _row(self, item: NewsItem) -> TodayRow:
        icon, colour = _CHANGE_ICONS[item.change]
        words = f"{item.why} · {item.words}" if item.why else item.words
        close = QToolButton()
        row = TodayRow(
            self.theme, icon, item.title, words, colour=colour, tag=change_words(item.change)
        )  # fmt: skip
        row.key = f"news {item.card_id}"
        row.dismisses = item.ids
        row.setAccessibleDescription(_("Enter opens it, Delete dismisses it."))
        row.clicked.connect(lambda _on=False: self.opened.emit(item))
        self._put_close(row, close, item)
        self.add(row)
        return row

    def _put_close(self, row: TodayRow, close: QToolButton, item: NewsItem) -> None:
        """A × at the right end; by keyboard the row itself is dismissed."""
        side = self.theme.px(14)
        close.setIcon(self.theme.icon("clear"))
        close.setIconSize(QSize(side, side))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setToolTip(_("Dismiss (Del)"))
        close.setAccessibleName(_("Dismiss “{title}”").format(title=item.title))
        close.clicked.connect(lambda _on=False: self.dismissed.emit(item.ids))
        row.put_aside(close)


class AnswerSection(Section):
    """What marketing said; `opened` carries an `Answer`."""

    opened = Signal(object)

    def __init__(self, theme: Theme, answers: Sequence[Answer], shown: int, now: datetime) -> None:
        super().__init__(theme, _("Marketing answered you"))
        for answer in answers[:shown]:
            row = self._row(answer, now)
            self.buttons.append(row)
            self.add(row)
        rest = len(answers) - shown
        if rest > 0:
            words = ngettext("{n} more is in your log", "{n} more are in your log", rest)
            self.add(words_label("meta", words.format(n=rest)))

    def _row(self, answer: Answer, now: datetime) -> TodayRow:
        icon, colour = _FATE_ICONS[answer.fate]
        asked = one_line(answer.asked)
        title = _("“{words}”").format(words=asked) if asked else fate_words(answer.fate)
        said = one_line(answer.words)
        who = " · ".join(
            part for part in (answer.name, ago(answer.at, now) if answer.at else "") if part
        )
        words = "\n".join(part for part in (said, who) if part)
        tag = fate_words(answer.fate) if asked else ""
        row = TodayRow(self.theme, icon, title, words, colour=colour, tag=tag)
        row.key = f"thread {answer.thread_id}"
        row.clicked.connect(lambda _on=False: self.opened.emit(answer))
        return row


def change_words(kind: ChangeKind) -> str:
    """What happened to a card, as its tag says it."""
    return {
        ChangeKind.NEW: _("New"),
        ChangeKind.CHANGED: _("Changed"),
        ChangeKind.RETIRED: _("Taken back"),
    }[kind]


def one_line(text: str, most: int = 120) -> str:
    """A text on one line, not longer than a row shows."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def _short_label(words: str) -> QLabel:
    label = words_label("meta", words)
    label.setWordWrap(False)
    return label


def quiet_button(words: str) -> QPushButton:
    """A button that looks like words."""
    button = QPushButton(words)
    button.setObjectName("quiet")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
