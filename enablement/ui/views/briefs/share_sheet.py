"""Says before a page goes to a customer which cards go, which stay, and why."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from enablement.translation import _, ngettext
from enablement.ui.briefs.brief_share import kept_headings, shared_blocks
from enablement.ui.briefs.briefing import BriefEntry, OpenBrief
from enablement.ui.theme import Theme
from enablement.ui.views.briefs.tick_box import TickBox
from enablement.ui.views.fitting_area import FittingArea
from enablement.ui.views.pieces import IconLabel
from enablement.ui.views.sheet import Sheet


@dataclass(frozen=True)
class Sharing:
    """What the rep wants in the page: its title, and the cards by id."""

    title: str
    card_ids: tuple[str, ...]


class ShareSheet(Sheet):
    """Lists the cards that can go, to be unticked, and those that stay; `answered` with a `Sharing`."""

    answered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, opened: OpenBrief) -> None:
        lead = _(
            "One file that opens in any browser, without a network. Your notes never go along."
        )
        super().__init__(theme, parent, _("A page for the customer"), lead, width=620)
        going = [entry for entry in opened.usable if entry.card and shared_blocks(entry.card)]
        staying = [entry for entry in opened.entries if entry not in going]
        self.boxes = {entry.card_id: self._box(entry) for entry in going}
        self.name = self._name_field(opened)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        for entry in going:
            self._add_going(entry)
        self._add_staying(staying)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self.body.addWidget(FittingArea(self._rows, self.windowTitle()))
        self.body.addSpacing(8)
        self.finished.connect(self.deleteLater)
        self.ok = QPushButton()
        self.ok.setObjectName("primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._answer)
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.ok)
        for box in self.boxes.values():
            box.toggled.connect(self._count)
        self.name.textChanged.connect(self._count)
        self._count()
        self.name.setFocus()

    def _name_field(self, opened: OpenBrief) -> QLineEdit:
        """The title that the customer reads; that of the brief may not be meant for them."""
        label, field = QLabel(_("Title that the customer reads")), QLineEdit()
        label.setObjectName("fieldName")
        label.setBuddy(field)
        account = opened.brief.account
        field.setText(_("For {account}").format(account=account) if account else opened.brief.title)
        field.setAccessibleName(label.text())
        field.setMaxLength(120)
        field.setMinimumHeight(self.theme.px(40))
        self.body.addWidget(label)
        self.body.addWidget(field)
        self.body.addSpacing(4)
        return field

    def _add_going(self, entry: BriefEntry) -> None:
        self._rows.addWidget(self.boxes[entry.card_id])
        parts = []
        kept = kept_headings(entry.card) if entry.card else ()
        if not entry.verified:
            parts.append(_("not verified any more: tick it only if you know that it holds"))
        if kept:
            named = ", ".join(_("“{words}”").format(words=heading) for heading in kept)
            parts.append(_("without {parts}").format(parts=named))
        if parts:
            self._rows.addLayout(self._detail(" · ".join(parts)))

    def _add_staying(self, staying: list[BriefEntry]) -> None:
        if not staying:
            return
        head = QLabel(_("Stays with you"))
        head.setObjectName("metaStrong")
        self._rows.addSpacing(10)
        self._rows.addWidget(head)
        for entry in staying:
            row = QHBoxLayout()
            row.setSpacing(8)
            icon = IconLabel(self.theme, "gone" if entry.gone else "lock", "text_muted", 16)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            words = QLabel(_("{title}: {why}").format(title=entry.title, why=_why(entry)))
            words.setObjectName("meta")
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(words, 1)
            self._rows.addLayout(row)

    def _detail(self, words: str) -> QHBoxLayout:
        label = QLabel(words)
        label.setObjectName("hint")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setContentsMargins(self.theme.px(32), 0, 0, 4)
        row.addWidget(label)
        return row

    def _box(self, entry: BriefEntry) -> TickBox:
        box = TickBox(self.theme, entry.title)
        box.setChecked(entry.verified)
        return box

    def _chosen(self) -> tuple[str, ...]:
        return tuple(card_id for card_id, box in self.boxes.items() if box.isChecked())

    def _count(self) -> None:
        count = len(self._chosen())
        if not self.boxes:
            words = _("No card is for customers")
        else:
            words = ngettext("Save a page with {n} card…", "Save a page with {n} cards…", count)
        self.ok.setText(words.format(n=count))
        self.ok.setEnabled(bool(count and self.name.text().strip()))

    def _answer(self) -> None:
        self.accept()
        self.answered.emit(Sharing(self.name.text().strip(), self._chosen()))


def _why(entry: BriefEntry) -> str:
    if entry.gone:
        return _("no longer approved")
    if not entry.shareable:
        return _("marketing has not marked it for customers")
    return _("all of it is internal")
