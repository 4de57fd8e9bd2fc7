"""After the meeting: the cards of its brief on one sheet, one key a card."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.library.briefs import Brief
from enablement.sync.protocol import Outcome
from enablement.translation import _, ngettext
from enablement.ui.briefs.briefing import Mark, OpenBrief
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.models.meeting_marks import Index, MarkLine, MarkRole, MeetingMarks
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.brief_delegates import RowPainter
from enablement.ui.views.fitting_area import FittingArea
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.log.log_details import DetailField
from enablement.ui.views.sheet import Sheet

_KEYS: dict[int, Outcome | None] = {
    Qt.Key.Key_1: Outcome.WORKED, Qt.Key.Key_2: Outcome.NEUTRAL, Qt.Key.Key_3: Outcome.FELL_FLAT,
    Qt.Key.Key_0: None, Qt.Key.Key_Space: None,
}  # fmt: skip
_CAPS = {Outcome.WORKED: "1", Outcome.NEUTRAL: "2", Outcome.FELL_FLAT: "3", None: "0"}
_ACCOUNT = "account"
_MOST_SHOWN, _ROW, _LONGEST = 7, 44, 500


@dataclass(frozen=True)
class MeetingReport:
    """What the rep says of a meeting: marks for the cards that were used, and with whom."""

    opened: OpenBrief
    marks: tuple[Mark, ...]
    account: str
    draft: Mapping[str, str]


class AfterMeeting(Sheet):
    """Asks for one key a card; `answered` carries a `MeetingReport`.

    Escape and the button “Later” record nothing and lose nothing: `left` carries a draft, with which
    the sheet goes on another time.
    """

    answered = Signal(object)
    left = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, opened: OpenBrief, draft: Mapping[str, str]
    ) -> None:
        lead = _("One key a card. Nothing is recorded before you press Enter at the end.")
        super().__init__(theme, parent, _("What did the cards do?"), lead, width=640)
        self._opened = opened
        used = [entry for entry in opened.entries if entry.used]
        self.model = MeetingMarks(used, self, draft)
        self.view = _MarkView(theme, self.model)
        self.view.setFixedHeight(theme.px(_ROW) * max(1, min(_MOST_SHOWN, len(used))) + 4)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self._inside.addWidget(self.view)
        self._inside.addSpacing(2)
        self.buttons = {outcome: self._button(outcome) for outcome in (*Outcome, None)}
        self._inside.addWidget(FlowRow(*self.buttons.values(), across=8, down=8))
        self._inside.addSpacing(4)
        self._about = QLabel()
        self.words, self.account = QLineEdit(), DetailField(_("With whom"), _LONGEST)
        self._add_field(self._about, self.words)
        self._add_field(QLabel(_("With whom")), self.account)
        self._offer_account(opened.brief)
        self._account = self.account.text()
        self.account.setText(draft.get(_ACCOUNT, self._account))
        self._area = FittingArea(self._inside, self.windowTitle())
        self.body.addWidget(self._area)
        self.body.addSpacing(4)
        self._summary = QLabel()
        self._summary.setObjectName("meta")
        self._summary.setWordWrap(True)
        self.ok = QPushButton()
        self.ok.setObjectName("primary")
        self.ok.setAutoDefault(False)
        self.ok.clicked.connect(self._finish)
        self.later = QPushButton(_("Later"))
        self.later.setAutoDefault(False)
        self.later.setToolTip(_("What you have said stays here for then (Esc)"))
        self.later.clicked.connect(self.reject)
        self.body.addWidget(self._summary)
        self.foot.addStretch(1)
        self.foot.addWidget(self.later)
        self.foot.addWidget(self.ok)
        self._connect()
        self.finished.connect(self.deleteLater)
        unsaid = (row for row in range(self.model.rowCount()) if not self._said(row))
        self.view.setCurrentIndex(self.model.index(next(unsaid, 0)))
        self.view.setFocus()
        self._tell()

    @property
    def position(self) -> int:
        """Which card it is about now."""
        return self.view.currentIndex().row()

    @property
    def draft(self) -> dict[str, str]:
        """What was said so far; empty when nothing was."""
        draft, account = self.model.draft, self.account.text()
        return draft | {_ACCOUNT: account} if draft or account != self._account else {}

    @override
    def reject(self) -> None:
        """Leave, and keep what was said for another time."""
        self.left.emit(self.draft)
        super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes back to the cards; Escape leaves the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.view.marked.connect(self._mark)
        self.view.stepped_back.connect(self._step_back)
        self.view.finished.connect(self._finish)
        self.view.turned.connect(self._show_words)
        self.words.textEdited.connect(lambda text: self.model.quote(self.position, text))
        self.model.dataChanged.connect(self._tell)
        self.account.left.connect(self.reject)

    def _mark(self, outcome: Outcome | None) -> None:
        """Say what this card did, and go on to the next of which nothing was said."""
        here, count = self.position, self.model.rowCount()
        self.model.mark(here, outcome)
        onward = next((n for n in range(here + 1, count) if not self._said(n)), here)
        if onward == here:
            onward = next((n for n in range(count) if not self._said(n)), here)
        self.view.setCurrentIndex(self.model.index(onward))
        self._tell()

    def _step_back(self) -> None:
        """Take back the key of the last card that has one."""
        here = self.position
        position = here if self._said(here) else max(0, here - 1)
        self.model.unmark(position)
        self.view.setCurrentIndex(self.model.index(position))
        self._tell()

    def _said(self, position: int) -> bool:
        line = self.model.line_at(position)
        return line is not None and line.said

    def _finish(self) -> None:
        """Record what was said; before the last card, say first what that would be."""
        if not self.model.complete:
            self.model.skip_rest()
            self.view.setCurrentIndex(self.model.index(self.model.rowCount() - 1))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
        self.answered.emit(
            MeetingReport(self._opened, self.model.marks, self.account.text(), self.draft)
        )

    def _show_words(self) -> None:
        line = self.model.line_at(self.position)
        spot = self.view.visualRect(self.view.currentIndex()).center()
        self._area.ensureVisible(spot.x(), spot.y(), 0, self.theme.px(_ROW))
        if line is not None:
            words = _("What they said to “{title}” (optional)").format(title=line.entry.title)
            self._about.setText(words)
            self.words.setAccessibleName(words)
            if self.words.text() != line.words:
                self.words.setText(line.words)

    def _tell(self) -> None:
        """How far the rep is, and what Enter does."""
        count, used = self.model.rowCount(), len(self.model.marks)
        said = sum(self._said(number) for number in range(count))
        if self.model.complete:
            words = _("{n} of {count} used. Enter records it and closes the brief.")
            self._summary.setText(words.format(n=used, count=count))
        else:
            self._summary.setText(_("{n} of {count}").format(n=said, count=count))
        button = ngettext("Record {n} log", "Record {n} logs", used).format(n=used)
        if not self.model.complete:
            button = _("The rest was not used")
        elif not used:
            button = _("Close the brief")
        self.ok.setText(button)
        line = self.model.line_at(self.position)
        for outcome, one in self.buttons.items():
            one.setChecked(line is not None and line.said and line.outcome is outcome)

    def _offer_account(self, brief: Brief) -> None:
        """A name from the calendar leaves the laptop by the rep's hand alone: it is only offered."""
        if brief.meeting and brief.account:
            self.account.offer([brief.account])
            hint = _("{name}? The Down key takes it").format(name=brief.account)
            self.account.setPlaceholderText(hint)
        else:
            self.account.setText(brief.account)

    def _add_field(self, label: QLabel, field: QLineEdit) -> None:
        label.setObjectName("fieldName")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        field.setAccessibleName(label.text())
        field.setMaxLength(_LONGEST)
        field.setMinimumHeight(self.theme.px(40))
        self._inside.addWidget(label)
        self._inside.addWidget(field)

    def _button(self, outcome: Outcome | None) -> QPushButton:
        name = outcome_name(outcome) if outcome else _("Not used")
        button = QPushButton(f"{name}   {_CAPS[outcome]}")
        button.setObjectName("markButton")
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icon = OUTCOME_ICONS[outcome] if outcome else "remove"
        colour = f"{OUTCOME_COLOURS[outcome]}_text" if outcome else "text_muted"
        button.setIcon(self.theme.icon(icon, colour))
        button.setIconSize(QSize(self.theme.px(18), self.theme.px(18)))
        button.clicked.connect(partial(self._press, outcome))
        return button

    def _press(self, outcome: Outcome | None, _checked: bool = False) -> None:
        self._mark(outcome)


class _MarkView(QListView):
    """The cards; `marked` carries an outcome, or none for a card that was not used."""

    marked = Signal(object)
    stepped_back = Signal()
    finished = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, model: MeetingMarks) -> None:
        super().__init__()
        self.setObjectName("meetingMarks")
        self.setAccessibleName(_("Cards of the brief"))
        self.setAccessibleDescription(
            _("1 worked, 2 neutral, 3 fell flat, 0 not used, Backspace goes back")
        )
        self.setModel(model)
        self.setItemDelegate(_MarkDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key says what a card did."""
        key = event.key()
        if key in _KEYS:
            self.marked.emit(_KEYS[key])
        elif key == Qt.Key.Key_Backspace:
            self.stepped_back.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that it is about another card."""
        super().currentChanged(current, previous)
        self.turned.emit()


class _MarkDelegate(QStyledItemDelegate):
    """Paints a card and what was said of it on one line."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view, self._rows = theme, parent, RowPainter(theme)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | Index) -> QSize:
        """All of one height."""
        return QSize(self._view.viewport().width(), self._theme.px(_ROW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Index
    ) -> None:
        """Draw the line."""
        line = index.data(MarkRole.LINE)
        if not isinstance(line, MarkLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, rect = self._theme.px, QRectF(option.rect).adjusted(0, 2, 0, -2)
        self._rows.ground(painter, rect, option.state)
        inner = rect.adjusted(px(16), 0, -px(14), 0)
        if line.said:
            icon = OUTCOME_ICONS[line.outcome] if line.outcome else "remove"
            colour = f"{OUTCOME_COLOURS[line.outcome]}_text" if line.outcome else "text_muted"
            inner.setRight(self._rows.aside(painter, inner, icon, line.answer, colour) - px(10))
        if line.words.strip():
            middle = QPointF(inner.right() - px(8), inner.center().y())
            self._rows.icon(painter, middle, "say", "text_muted", 16)
            inner.setRight(inner.right() - px(24))
        weight = QFont.Weight.Normal if line.said else QFont.Weight.DemiBold
        colour = "text_muted" if line.said and not line.outcome else "text"
        self._rows.line(painter, inner, line.entry.title, self._theme.font("row", weight), colour)
        painter.restore()
