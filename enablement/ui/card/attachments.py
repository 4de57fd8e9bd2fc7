"""Opening what is attached to a card: read from the encrypted store only when the rep asks."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QImage

from enablement.errors import EnablementError
from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.card.attached import attached, read_attachment, save_copy
from enablement.ui.card.card_html import ATTACHMENT
from enablement.ui.parts import Parts
from enablement.ui.session import Shown

if TYPE_CHECKING:
    from enablement.ui.views.card.attachment_sheet import AttachmentSheet


class Attachments(QObject):
    """Shows the attachments of the open card in a sheet."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._action = parts.window.actions_.attachments
        self.sheet: AttachmentSheet | None = None
        parts.session.shown.connect(self._enable)
        parts.window.pane.browser.asked.connect(self._follow)
        connect(self._action, lambda: parts.session.when_there(self.open))

    def open(self, digest: str = "") -> None:
        """Open the sheet, if the card has attachments, at that one or at the first."""
        from enablement.ui.views.card.attachment_sheet import AttachmentSheet

        opened = self._session.open_card
        attachments = attached(opened.card) if opened else ()
        if opened is None or not attachments:
            return
        sheet = AttachmentSheet(
            self._parts.theme, self._parts.window, opened.card.title, attachments
        )
        sheet.wanted.connect(self._read)
        sheet.saved.connect(self._save)
        sheet.finished.connect(self._forget)
        self.sheet = sheet
        sheet.start(digest)

    def _follow(self, target: str) -> None:
        if target.startswith(ATTACHMENT):
            self.open(target.removeprefix(ATTACHMENT))

    def _enable(self, shown: Shown) -> None:
        self._action.setEnabled(bool(shown.opened.card.attachments))

    def _read(self, digest: str) -> None:
        library = self._parts.library

        def read() -> tuple[str, QImage | None]:
            data, is_picture = read_attachment(library, digest)
            picture = QImage.fromData(QByteArray(data)) if is_picture else QImage()
            return digest, None if picture.isNull() else picture

        self._parts.db.submit("attachment", read, self._show, self._say_failed)

    def _save(self, digest: str, path: str) -> None:
        library = self._parts.library
        self._parts.db.submit(
            f"save {digest}", lambda: save_copy(library, digest, Path(path)), self._say_saved,
            self._say_failed, keep=True,
        )  # fmt: skip

    def _show(self, read: tuple[str, QImage | None]) -> None:
        if self.sheet is not None:
            self.sheet.show_attachment(*read)

    def _say_saved(self, path: Path) -> None:
        if self.sheet is not None:
            self.sheet.say(_("Saved to {path}, not encrypted.").format(path=path))

    def _say_failed(self, error: EnablementError) -> None:
        if self.sheet is not None:
            self.sheet.say(str(error))

    def _forget(self) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
            self.sheet = None
