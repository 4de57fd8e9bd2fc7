"""The page of a card: reads like paper, and reaches for nothing but the card's own pictures.

QTextBrowser by itself opens local files and network shares; here a page gets only the pictures
that came with it and our icons, and a link is followed on a click alone, to the web or to mail.
"""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDesktopServices,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget
from typing_extensions import override

from enablement.cards.renderer import ATTACHMENT_SCHEME
from enablement.translation import _
from enablement.ui.card.card_html import DESK_SCHEME, ICON_SCHEME, CardPage
from enablement.ui.theme import Theme
from enablement.ui.views.card.card_panels import Box, boxes, paint_dots, paint_panels
from enablement.ui.views.card.card_style import icon_colour, page_css
from enablement.ui.views.columns import side_margins

_FOLLOWED = frozenset({"http", "https", "mailto"})
_PICTURE_MARGIN = 60
Open = Callable[[QUrl], bool]


class CardBrowser(QTextBrowser):
    """Shows one card; `key_pressed` carries what is typed here, which the page has no use for.

    `block_clicked` carries the key of the block that was clicked, empty beside them all; `asked`
    what a link within the desk leads to. Escape is `let_go` while `held` is set, else `left`.
    """

    key_pressed = Signal(str)
    block_clicked = Signal(str)
    asked = Signal(str)
    let_go = Signal()
    left = Signal()

    def __init__(self, theme: Theme, open_url: Open = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._theme, self._open_url = theme, open_url
        self._page = CardPage("", (), 0)
        self._pictures: dict[str, QImage] = {}
        self._fits: dict[str, QImage] = {}
        self._chosen = ""
        self._pressed: QPointF | None = None
        self._head: QWidget | None = None
        self._head_high = 0
        self._aside: int | None = None
        self.held = False
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
        self.anchorClicked.connect(self.follow)
        theme.changing.connect(self._set_aside)
        theme.changed.connect(self._lay_out)

    def show_page(self, page: CardPage, pictures: dict[str, QImage], place: int = 0) -> None:
        """Show a card's page from its top, or from that place on."""
        self._page, self._pictures = page, pictures
        self._fits = {digest: self._fits[digest] for digest in pictures if digest in self._fits}
        self._aside = place
        self._lay_out()

    @property
    def place(self) -> int:
        """How far down the page one reads."""
        return self.verticalScrollBar().value() if self._aside is None else self._aside

    @property
    def page(self) -> CardPage:
        """What is shown."""
        return self._page

    @property
    def chosen(self) -> str:
        """The key of the block in view; empty when none is."""
        return self._chosen

    def choose_block(self, key: str) -> None:
        """Draw a ring around a block and bring it into sight; around none for an empty key."""
        self._chosen = key
        if box := self.box_of(key):
            self._bring_into_sight(box)
        self.viewport().update()

    def box_of(self, key: str) -> Box | None:
        """The panel of a block."""
        found = boxes(self.document(), self._page) if key else ()
        return next((box for box in found if box.block == key), None)

    def block_at_top(self) -> str:
        """The block that is read now: the first one of which most is in sight."""
        down = self.verticalScrollBar().value()
        for box in boxes(self.document(), self._page):
            if box.block and box.place.center().y() > down:
                return box.block
        return ""

    @property
    def carries(self) -> bool:
        """Whether the head of the card scrolls with the page."""
        return self._head is not None

    def carry(self, head: QWidget | None, high: int = 0) -> None:
        """Let the head stand above the page and scroll with it, or no longer."""
        self._head, self._head_high = head, high if head is not None else 0
        if head is not None:
            head.setParent(self)
            head.show()
        self._make_room()

    def announce(self, words: str) -> None:
        """Let a screen reader say something."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def follow(self, url: QUrl) -> bool:
        """Open a link outside, if it goes to the web or to mail; whether it was opened."""
        if url.scheme() == DESK_SCHEME:
            self.asked.emit(url.path())
            return False
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
        down = self.verticalScrollBar().value()
        painter.translate(0, -down)
        seen = QRectF(self.viewport().rect()).translated(0, down)
        paint_panels(painter, self.document(), self._page, self._chosen, self._theme)
        colour = self._theme.tokens.colour("text_muted")
        paint_dots(painter, self.document(), seen, colour, self._theme.size("card"))
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text in its column and the pictures within it."""
        margin = side_margins(self.width(), self._theme.scale) - self.frameWidth()
        taken = self.verticalScrollBar().width()
        self.setViewportMargins(margin, 0, max(0, margin - taken), 0)
        super().resizeEvent(event)
        self._place_head()
        for digest in self._pictures:
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource.value,
                QUrl(f"{ATTACHMENT_SCHEME}:{digest}"),
                self._fitted(digest),
            )
        if self._pictures:
            self.document().markContentsDirty(0, self.document().characterCount())

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take the head along."""
        super().scrollContentsBy(dx, dy)
        self._place_head()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses its block; what marks text or follows a link does not."""
        pressed, self._pressed = self._pressed, None
        followed = bool(self.anchorAt(event.position().toPoint()))
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if pressed is None or not left or followed or self.textCursor().hasSelection():
            return
        point = event.position() + QPointF(0, self.verticalScrollBar().value())
        found = (box for box in boxes(self.document(), self._page) if box.place.contains(point))
        box = next(found, None)
        self.block_clicked.emit(box.block if box else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys that scroll; hand on what is typed."""
        ctrl = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() == Qt.Key.Key_Escape:
            (self.let_go if self.held else self.left).emit()
        elif event.text().isprintable() and event.text().strip() and not ctrl:
            self.key_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _set_aside(self) -> None:
        """Empty the page while the look changes: Qt would lay it out eight times on the way."""
        self._aside = self.place
        self.document().clear()

    def _lay_out(self) -> None:
        place, self._aside = self.place, None
        document = self.document()
        document.clear()
        document.setDefaultFont(self._theme.font("card"))
        document.setIndentWidth(self._theme.px(24))
        document.setDefaultStyleSheet(page_css(self._theme))
        self.setHtml(self._page.html)
        self._make_room()
        self.verticalScrollBar().setValue(place)

    def _make_room(self) -> None:
        """Room above and below the text, for the head too when it is carried."""
        root = self.document().rootFrame()
        frame = root.frameFormat()
        top = self._theme.px(10) + self._head_high
        if frame.topMargin() != top:
            frame.setTopMargin(top)
            frame.setBottomMargin(self._theme.px(40))
            root.setFrameFormat(frame)
        self._place_head()

    def _place_head(self) -> None:
        if self._head is not None:
            inner = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().width()
            up = self.frameWidth() - self.verticalScrollBar().value()
            self._head.setGeometry(self.frameWidth(), up, inner, self._head_high)

    def _bring_into_sight(self, box: Box) -> None:
        """All of it if there is room, else its beginning."""
        bar, margin = self.verticalScrollBar(), self._theme.px(12)
        top, bottom = box.place.top() - margin, box.place.bottom() + margin
        height = self.viewport().height()
        place = bar.value()
        if top < place or bottom - top > height:
            bar.setValue(round(top))
        elif bottom > place + height:
            bar.setValue(round(bottom - height))

    def _fitted(self, digest: str) -> QImage | None:
        """A picture as wide as the column at most, at the sharpness of the screen."""
        picture = self._pictures.get(digest)
        if picture is None:
            return None
        ratio = self.devicePixelRatioF()
        room = max(120, self.viewport().width() - self._theme.px(_PICTURE_MARGIN))
        width = round(min(room, picture.width()) * ratio)
        known = self._fits.get(digest)
        if known is None or known.width() != width:
            known = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            known.setDevicePixelRatio(ratio)
            self._fits[digest] = known
        return known


def _nothing() -> QImage:
    """The smallest picture, with nothing on it."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
