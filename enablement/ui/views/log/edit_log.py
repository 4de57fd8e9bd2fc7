"""Saying something else in an entry of the rep's own log, before it goes."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from enablement.library.events import EventState
from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.log.amending import NEEDED, TEXTS
from enablement.ui.log.journal import Entry, kind_words
from enablement.ui.log.log_book import MOST_NAME, MOST_WORDS
from enablement.ui.theme import Theme
from enablement.ui.views.flow import FlowRow
from enablement.ui.views.log.log_details import DetailField
from enablement.ui.views.log.whole_area import WholeArea
from enablement.ui.views.sheet import Sheet

_LONG = 2
"""Lines of text that a longer text shows."""

_BESIDE = ("account", "stage")
"""Short fields, which stand beside each other."""


class EditLog(Sheet):
    """Shows the words of one entry; `saved` carries it and what shall be said instead."""

    saved = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget, entry: Entry) -> None:
        again = entry.event.state is EventState.REJECTED
        title = _("Correct it, and send it again") if again else _("Change before it is sent")
        lead = entry.event.reason if again else f"{kind_words(entry)} · {entry.about}"
        super().__init__(theme, parent, title, lead, width=560)
        self._entry = entry
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.outcomes = self._outcomes() if entry.outcome is not None else {}
        self.fields: dict[str, DetailField | QPlainTextEdit] = {}
        self._pair = QHBoxLayout()
        self._pair.setSpacing(12)
        for name in TEXTS[entry.kind]:
            self._add_field(name, str(entry.event.payload.get(name, "")))
        self._column.addLayout(self._pair)
        self.body.addWidget(WholeArea(inside, theme.px(500), title), 1)
        cancel, self.save = QPushButton(_("Cancel")), QPushButton(_("Save"))
        self.save.setObjectName("primary")
        self.save.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.save)
        next(iter(self.fields.values())).setFocus()
        self._check()

    @property
    def said(self) -> dict[str, str]:
        """What is written, and the outcome that is chosen."""
        texts = {name: _text(field).strip() for name, field in self.fields.items()}
        chosen = [one.value for one, button in self.outcomes.items() if button.isChecked()]
        return texts | dict.fromkeys(("outcome",), *chosen) if chosen else texts

    def _outcomes(self) -> dict[Outcome, QToolButton]:
        group, found = QButtonGroup(self), {}
        for outcome in Outcome:
            button = QToolButton()
            button.setObjectName("outcomeChoice")
            button.setText(outcome_name(outcome))
            button.setAccessibleName(outcome_name(outcome))
            colour = f"{OUTCOME_COLOURS[outcome]}_text"
            button.setIcon(self.theme.icon(OUTCOME_ICONS[outcome], colour))
            button.setIconSize(QSize(self.theme.px(18), self.theme.px(18)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setChecked(outcome is self._entry.outcome)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            found[outcome] = button
        self._column.addWidget(FlowRow(*found.values(), across=8))
        return found

    def _add_field(self, name: str, text: str) -> None:
        label = QLabel(_names()[name])
        label.setObjectName("fieldName")
        if name == NEEDED:
            field: DetailField | QPlainTextEdit = self._long_field(text)
        else:
            most = MOST_NAME if name in _BESIDE else MOST_WORDS
            line = DetailField(_names()[name], most)
            line.setText(text)
            line.setFixedHeight(self.theme.px(40))
            line.left.connect(self.reject)
            field = line
        field.setAccessibleName(_names()[name])
        label.setBuddy(field)
        field.textChanged.connect(self._check)
        self.fields[name] = field
        column = self._column
        if name in _BESIDE:
            column = QVBoxLayout()
            column.setSpacing(8)
            self._pair.addLayout(column, 1)
        column.addWidget(label)
        column.addWidget(field)

    def _long_field(self, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        field.setMinimumHeight(self.theme.px(44 + 20 * _LONG))
        return field

    def _check(self) -> None:
        """What must be said cannot be left out."""
        needed = self.fields.get(NEEDED)
        self.save.setEnabled(needed is None or bool(_text(needed).strip()))

    def _save(self) -> None:
        self.saved.emit(self._entry, self.said)
        self.accept()


def _text(field: DetailField | QPlainTextEdit) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _names() -> dict[str, str]:
    return {
        "text": _("Your words"), "words": _("The buyer’s words"), "note": _("Your note"),
        "account": _("Account"), "stage": _("Stage"),
    }  # fmt: skip
