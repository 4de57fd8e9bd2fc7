"""Asks what a brief is called and for whom it is: three lines and, if there is one, a time."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from enablement.library.briefs import Brief
from enablement.translation import _, current_language
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.tick_box import TickBox
from enablement.ui.views.fitting_area import FittingArea
from enablement.ui.views.sheet import Sheet

_LONGEST = 200


@dataclass(frozen=True)
class BriefWords:
    """What a rep says of a brief."""

    title: str
    account: str = ""
    stage: str = ""
    starts_at: datetime | None = None


class BriefSheet(Sheet):
    """For a new brief, or for one that is changed; `answered` carries a `BriefWords`."""

    answered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, brief: Brief | None = None) -> None:
        title = _("Change the brief") if brief else _("New brief")
        super().__init__(theme, parent, title, width=480)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self.name = self._field(self._inside, _("Title"), _("Renewal, first call, …"))
        beside, pair = (QVBoxLayout(), QVBoxLayout()), QHBoxLayout()
        for column in beside:
            column.setSpacing(8)
            pair.addLayout(column, 1)
        pair.setSpacing(12)
        self.account = self._field(beside[0], _("Account"), _("Whom you meet"))
        self.stage = self._field(beside[1], _("Stage"), _("Discovery, negotiation, …"))
        self._inside.addLayout(pair)
        self.timed = TickBox(theme, _("At a certain time"))
        self.time = QDateTimeEdit(_next_hour())
        self.time.setAccessibleName(_("Time of the meeting"))
        self.time.setDisplayFormat("ddd d MMM yyyy   HH:mm")
        self.time.setLocale(QLocale(current_language()))
        self.time.setMinimumHeight(theme.px(40))
        # A style sheet's padding does not reach the line inside.
        for line in self.time.findChildren(QLineEdit):
            line.setTextMargins(theme.px(12), 0, 0, 0)
        self.time.setEnabled(False)
        self.timed.toggled.connect(self.time.setEnabled)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.timed)
        row.addWidget(self.time, 1)
        self._inside.addSpacing(4)
        self._inside.addLayout(row)
        self.body.addWidget(FittingArea(self._inside, title))
        self.body.addSpacing(10)
        self.ok = QPushButton(_("Save") if brief else _("Create"))
        self.ok.setObjectName("primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._answer)
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.ok)
        self.name.textChanged.connect(self._allow)
        if brief is not None:
            self._fill(brief)
        self._allow()
        self.name.setFocus()
        self.finished.connect(self.deleteLater)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers from every line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)

    def _field(self, column: QVBoxLayout, words: str, example: str) -> QLineEdit:
        label, field = QLabel(words), QLineEdit()
        label.setObjectName("fieldName")
        label.setBuddy(field)
        field.setAccessibleName(words)
        field.setPlaceholderText(example)
        field.setMaxLength(_LONGEST)
        field.setMinimumHeight(self.theme.px(40))
        column.addWidget(label)
        column.addWidget(field)
        return field

    def _fill(self, brief: Brief) -> None:
        self.name.setText(brief.title)
        self.account.setText(brief.account)
        self.stage.setText(brief.stage)
        if brief.starts_at is not None:
            self.timed.setChecked(True)
            self.time.setDateTime(QDateTime.fromSecsSinceEpoch(int(brief.starts_at.timestamp())))
        self.name.selectAll()

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.name.text().strip()))

    def _answer(self) -> None:
        title = self.name.text().strip()
        if not title:
            return
        at = None
        if self.timed.isChecked():
            at = datetime.fromtimestamp(self.time.dateTime().toSecsSinceEpoch()).astimezone()
        self.accept()
        words = BriefWords(title, self.account.text().strip(), self.stage.text().strip(), at)
        self.answered.emit(words)


def _next_hour() -> QDateTime:
    """The beginning of the next hour: a meeting rarely begins at another time."""
    later = QDateTime.currentDateTime().addSecs(3600)
    return QDateTime(later.date(), QTime(later.time().hour(), 0))
