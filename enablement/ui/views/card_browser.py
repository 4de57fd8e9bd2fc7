"""The page of a card: reads like paper, and reaches for nothing but the card's own pictures.

QTextBrowser by itself opens local files and network shares; here a page gets only the pictures
that came with it and our icons, and a link is followed on a click alone, to the web or to mail.
"""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QTextFrame,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser
from typing_extensions import override

from enablement.cards.renderer import ATTACHMENT_SCHEME
from enablement.translation import _
from enablement.ui.card_html import ICON_SCHEME, CardPage
from enablement.ui.theme import Theme
from enablement.ui.views.card_style import PANEL_GAP, draw_panel, icon_colour, page_css
from enablement.ui.views.columns import side_margins

_FOLLOWED = frozenset({"http", "https", "mailto"})
_PICTURE_MARGIN = 60
Open = Callable[[QUrl], bool]


class CardBrowser(QTextBrowser):
    """Shows one card; `key_pressed` carries what is typed here, which the page has no use for."""

    key_pressed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, open_url: Open = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._theme, self._open_url = theme, open_url
        self._page = CardPage("", (), 0)
        self._pictures: dict[str, QImage] = {}
        self.setObjectName("card")
        self.setAccessibleName(_("The card"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The bar keeps its place, so that the column never moves; without a range it is not drawn.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(22)
        self.anchorClicked.connect(self.follow)
        theme.changed.connect(self._lay_out)

    def show_page(self, page: CardPage, pictures: dict[str, QImage]) -> None:
        """Show a card's page from its top."""
        self._page, self._pictures = page, pictures
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def follow(self, url: QUrl) -> bool:
        """Open a link outside, if it goes to the web or to mail; whether it was opened."""
        return url.scheme() in _FOLLOWED and self._open_url(url)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of this card or one of our icons; nothing else is ever read.

        What is refused must be answered with something: for an empty answer Qt's text engine
        opens the name as a file by itself.
        """
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b" ")
        if url.scheme() == ICON_SCHEME:
            icon, _slash, look = url.path().partition("/")
            return self._theme.pixmap(icon, icon_colour(look), 18, self.devicePixelRatioF())
        fitted = self._fitted(url.path()) if url.scheme() == ATTACHMENT_SCHEME else None
        return fitted or _nothing()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds of the blocks, then the text on them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.document().documentLayout()
        down = self.verticalScrollBar().value()
        frames = self.document().rootFrame().childFrames()
        for frame, look in zip(frames, self._page.looks, strict=False):
            box = (
                QRectF(layout.frameBoundingRect(frame))
                .translated(_inset(frame))
                .translated(0, -down)
            )
            draw_panel(painter, box.adjusted(0, 0, 0, -PANEL_GAP), look, self._theme)
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text in its column and the pictures within it."""
        margin = side_margins(self.width(), self._theme.scale) - self.frameWidth()
        taken = self.verticalScrollBar().width()
        self.setViewportMargins(margin, 0, max(0, margin - taken), 0)
        super().resizeEvent(event)
        for digest in self._pictures:
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource.value,
                QUrl(f"{ATTACHMENT_SCHEME}:{digest}"),
                self._fitted(digest),
            )
        if self._pictures:
            self.document().markContentsDirty(0, self.document().characterCount())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys that scroll; hand on what is typed."""
        ctrl = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isprintable() and event.text().strip() and not ctrl:
            self.key_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        place = self.verticalScrollBar().value()
        document = self.document()
        document.clear()
        document.setDefaultFont(self._theme.font("card"))
        document.setDefaultStyleSheet(page_css(self._theme))
        self.setHtml(self._page.html)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(self._theme.px(10))
        frame.setBottomMargin(self._theme.px(40))
        document.rootFrame().setFrameFormat(frame)
        self.verticalScrollBar().setValue(place)

    def _fitted(self, digest: str) -> QImage | None:
        """A picture as wide as the column at most, at the sharpness of the screen."""
        picture = self._pictures.get(digest)
        if picture is None:
            return None
        ratio = self.devicePixelRatioF()
        room = max(120, self.viewport().width() - self._theme.px(_PICTURE_MARGIN))
        width = round(min(room, picture.width()) * ratio)
        fitted = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted


def _nothing() -> QImage:
    """The smallest picture, with nothing on it."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _inset(frame: QTextFrame) -> QPointF:
    """Back from the first cell's text, where Qt says that a table begins, to its edge."""
    if not isinstance(frame, QTextTable):
        return QPointF()
    cell = frame.cellAt(0, 0).format().toTableCellFormat()
    return QPointF(-cell.leftPadding(), -cell.topPadding())
