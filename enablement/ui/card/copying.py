"""Copying from a card: the block in view, else what one would say of it, formatted or plain."""

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from enablement.translation import _, ngettext
from enablement.ui.actions import connect
from enablement.ui.card.copied import Copied, copy_block, copy_card
from enablement.ui.parts import Parts

_OURS = "copied"


def put_formatted(plain: str, html: str) -> None:
    """Put words on the clipboard with and without their formatting."""
    data = QMimeData()
    data.setText(plain)
    data.setHtml(html)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)
    clipboard.setProperty(_OURS, plain)


def leave_copied_words() -> None:
    """Before the program ends: leave what it copied on the clipboard as words that Qt owns.

    Qt would let go of what Python put there after Python has ended, which ends the process with a
    fault. What another program copied since stays as it is.
    """
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.property(_OURS)
    if ours and clipboard.text() == ours:
        clipboard.setText(ours)


class Copying(QObject):
    """Puts words on the clipboard, and says which."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._toast = parts.session, parts.window.pane.toast
        actions = parts.window.actions_
        there = parts.session.when_there
        connect(actions.copy, lambda: there(self.copy))
        connect(actions.copy_plain, lambda: there(self.copy_plain))

    def copy(self) -> None:
        """Copy with its formatting, and as plain text for whatever takes only that."""
        self._put(formatted=True)

    def copy_plain(self) -> None:
        """Copy the words alone."""
        self._put(formatted=False)

    def _put(self, *, formatted: bool) -> None:
        opened = self._session.open_card
        if opened is None:
            return
        block = self._session.block
        copied = copy_block(opened.card, block) if block else copy_card(opened.card)
        if copied is None or not copied.plain:
            self._toast.say("copy", _("There is nothing to copy here."))
            return
        if formatted:
            put_formatted(copied.plain, copied.html)
        else:
            QGuiApplication.clipboard().setText(copied.plain)
        words, mend = copied_words(copied, formatted=formatted)
        self._toast.say("lock" if copied.internal else "copy", words, mend=mend, seconds=4)


def copied_words(copied: Copied, *, formatted: bool) -> tuple[str, str]:
    """What was copied, in words, and what one should know about it."""
    name = copied.name or _("the card")
    said = _("Copied: {name}") if formatted else _("Copied as plain text: {name}")
    notes = []
    if copied.internal:
        notes.append(_("For your eyes only: do not send it to a customer."))
    if copied.pictures:
        notes.append(
            ngettext("Without its picture.", "Without its {n} pictures.", copied.pictures).format(
                n=copied.pictures
            )
        )
    return said.format(name=name), " ".join(notes)
