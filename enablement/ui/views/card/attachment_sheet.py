"""The attachments of a card in a sheet: chosen by name, shown large, and saved only by asking."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from enablement.translation import _
from enablement.ui.card.attached import Attachment
from enablement.ui.theme import Theme
from enablement.ui.views.sheet import Sheet

_WIDE, _ROWS = 980, 3
_ROOM_AROUND = 330
"""The height of all that stands around the picture, at most."""


class PictureView(QWidget):
    """A picture as large as fits; its words are what a screen reader says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._picture = theme, QImage()
        self.setObjectName("pictureView")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shows_picture(self) -> bool:
        """Whether there is a picture."""
        return not self._picture.isNull()

    def show_picture(self, picture: QImage, words: str) -> None:
        """Show another picture, or none."""
        self._picture = picture
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Its own size, within what the window leaves."""
        window = self._theme_window()
        most = QSize(self._theme.px(_WIDE), max(160, window - _ROOM_AROUND))
        if self._picture.isNull():
            return QSize(most.width(), 160)
        size = self._picture.size()
        bounded = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return bounded if bounded.width() < size.width() else size.boundedTo(most)

    @override
    def minimumSizeHint(self) -> QSize:
        """Small windows show it small."""
        return QSize(120, 90)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(place, self._picture)
        painter.end()

    def _theme_window(self) -> int:
        parent = self.window().parentWidget()
        return parent.window().height() if parent is not None else 800


class AttachmentSheet(Sheet):
    """`wanted` carries the hash of what is to be shown, `saved` a hash and the path for a copy."""

    wanted = Signal(str)
    saved = Signal(str, str)

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, attachments: tuple[Attachment, ...]
    ) -> None:
        lead = _("It stays encrypted on this laptop and is shown here alone.")
        super().__init__(theme, parent, title, lead, width=_WIDE + 60)
        self._attachments = attachments
        self.names, self.picture = QListWidget(), PictureView(theme)
        self.words, self.status = QLabel(), QLabel()
        self.save, self.leave = QPushButton(_("Save a copy…")), QPushButton(_("Close"))
        self._files: QFileDialog | None = None
        self._fill()
        self._lay_out()
        self.names.currentRowChanged.connect(self._choose)
        self.save.clicked.connect(self.ask_where)
        self.leave.clicked.connect(self.reject)
        self.names.setCurrentRow(0)
        (self.names if len(attachments) > 1 else self.leave).setFocus()

    @property
    def chosen(self) -> Attachment:
        """The attachment that is chosen."""
        return self._attachments[max(0, self.names.currentRow())]

    def start(self, digest: str = "") -> None:
        """Open the sheet and ask for that attachment, or for the first."""
        places = (n for n, one in enumerate(self._attachments) if one.digest == digest)
        self.names.setCurrentRow(next(places, 0))
        self.open()
        self.wanted.emit(self.chosen.digest)

    def show_attachment(self, digest: str, picture: QImage | None) -> None:
        """Show what was read; without a picture, say that it can only be saved."""
        if digest != self.chosen.digest:
            return
        self.picture.show_picture(picture or QImage(), self.chosen.words or self.chosen.name)
        self.picture.setVisible(picture is not None)
        if picture is None:
            self.say(_("This kind of file cannot be shown here."))
        self.save.setEnabled(True)
        self.place()

    def say(self, words: str) -> None:
        """Say what came of it, below the picture."""
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self.place()

    def ask_where(self) -> None:
        """Ask for a place to save a copy to; the sheet warns beside the button."""
        self._files = QFileDialog(self, _("Save a copy, which is not encrypted"))
        self._files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._files.selectFile(self.chosen.name)
        digest = self.chosen.digest
        self._files.fileSelected.connect(lambda path: self.saved.emit(digest, str(Path(path))))
        self._files.open()

    def _choose(self, _row: int) -> None:
        self.say("")
        self.save.setEnabled(False)
        self.words.setText(self.chosen.words)
        self.words.setVisible(bool(self.chosen.words))
        if self.isVisible():
            self.wanted.emit(self.chosen.digest)

    def _fill(self) -> None:
        for one in self._attachments:
            item = QListWidgetItem(one.name)
            said = f"{one.name}, {one.words}" if one.words else one.name
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.names.addItem(item)
        self.names.setObjectName("attachments")
        self.names.setAccessibleName(_("Attachments"))
        self.names.setVisible(len(self._attachments) > 1)
        rows = min(_ROWS, len(self._attachments))
        self.names.setFixedHeight(rows * self.theme.px(32) + 8)

    def _lay_out(self) -> None:
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setObjectName("attachmentStatus")
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        for piece in (self.names, self.words):
            self.body.addWidget(piece)
        self.body.addWidget(self.picture, 1)
        self.body.addWidget(self.status)
        self.status.hide()
        warning = QLabel(_("A copy is not encrypted: whoever has the laptop can read it."))
        warning.setObjectName("muted")
        warning.setWordWrap(True)
        self.foot.addWidget(warning, 1)
        self.foot.addWidget(self.save)
        self.foot.addWidget(self.leave)
        self.leave.setDefault(True)
