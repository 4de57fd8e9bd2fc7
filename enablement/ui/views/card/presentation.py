"""A card full screen, large and alone: what the customer sees, and nothing that is said to the rep."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from enablement.settings import shipped_folder
from enablement.translation import _
from enablement.ui.card.slides import Slide
from enablement.ui.theme import Scheme, Theme, read_tokens
from enablement.ui.views.card.card_panels import paint_dots
from enablement.ui.views.card.slide_layout import fitted_document

_CURSOR_MS = 2000
_STEPS = (0.6, 0.8, 1.0, 1.25, 1.5, 1.8)
_SIDE, _TOP, _FOOT = 0.1, 0.17, 0.12
"""Margins as shares of the screen."""


class Presentation(QWidget):
    """Steps through slides by keys or clicks; `left` when the rep comes back."""

    left = Signal()

    def __init__(
        self, theme: Theme, window: QWidget, slides: tuple[Slide, ...], pictures: dict[str, QImage]
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._theme, self._ground = theme, window
        self._slides, self._pictures = slides, pictures
        self._place, self._step = 0, _STEPS.index(1.0)
        self._document: QTextDocument | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("presentation")
        self.setAccessibleName(_("Presenting"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_CURSOR_MS)
        self._idle.timeout.connect(self._hide_cursor)
        self._keys = self._make_keys()
        self._use(theme.scheme)
        self._go_to(0)

    @property
    def slide(self) -> Slide:
        """What is shown."""
        return self._slides[self._place]

    @property
    def scheme(self) -> Scheme:
        """Light or dark."""
        return self._scheme

    @property
    def enlarged(self) -> float:
        """How large words may be, 1.0 being as they begin."""
        return _STEPS[self._step]

    def open(self) -> None:
        """Take the whole screen that the window is on."""
        screen = self._ground.screen()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self._idle.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the slide: its card's title, its heading, and its words or its picture."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self.rect(), self._tokens.colour("surface"))
        self._paint_frame(painter)
        if self.slide.picture:
            self._paint_picture(painter)
        else:
            self._paint_words(painter)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the words out anew."""
        super().resizeEvent(event)
        self._document = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, grow, change the colours or leave; a presenter's clicker sends page keys."""
        do = self._keys.get(event.key())
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes on, one with the other button goes back."""
        self._go_to(self._place + (1 if event.button() == Qt.MouseButton.LeftButton else -1))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the cursor while it moves."""
        self.unsetCursor()
        self._idle.start()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Go back to the desk."""
        super().closeEvent(event)
        self.left.emit()

    def _make_keys(self) -> dict[int, Callable[[], object]]:
        key = Qt.Key
        on, back = (lambda: self._go_to(self._place + 1)), (lambda: self._go_to(self._place - 1))
        keys: dict[int, Callable[[], object]] = {
            key.Key_Home: lambda: self._go_to(0),
            key.Key_End: lambda: self._go_to(len(self._slides) - 1),
            key.Key_Plus: lambda: self._grow(1),
            key.Key_Equal: lambda: self._grow(1),
            key.Key_Minus: lambda: self._grow(-1),
            key.Key_0: lambda: self._grow(0),
            key.Key_D: self._turn_colours,
            key.Key_Escape: self.close,
            key.Key_F11: self.close,
        }
        keys |= dict.fromkeys(
            (key.Key_Right, key.Key_Down, key.Key_Space, key.Key_PageDown, key.Key_Return), on
        )
        keys |= dict.fromkeys((key.Key_Left, key.Key_Up, key.Key_Backspace, key.Key_PageUp), back)
        return keys

    def _go_to(self, place: int) -> None:
        if not 0 <= place < len(self._slides):
            return
        self._place, self._document = place, None
        slide = self.slide
        self.setWindowTitle(slide.title)
        words = ". ".join(part for part in (slide.title, slide.heading, slide.words) if part)
        self.setAccessibleDescription(words)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()

    def _grow(self, by: int) -> None:
        wanted = self._step + by if by else _STEPS.index(1.0)
        self._step, self._document = max(0, min(len(_STEPS) - 1, wanted)), None
        self.update()

    def _turn_colours(self) -> None:
        self._use(Scheme.LIGHT if self._scheme is Scheme.DARK else Scheme.DARK)

    def _use(self, scheme: Scheme) -> None:
        self._scheme, self._document = scheme, None
        self._tokens = read_tokens(shipped_folder("resources") / "styles", scheme)
        self.update()

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _room(self) -> QRectF:
        """Where words and pictures go."""
        wide, high = float(self.width()), float(self.height())
        return QRectF(wide * _SIDE, high * _TOP, wide * (1 - 2 * _SIDE), high * (1 - _TOP - _FOOT))

    def _font(self, share: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self._theme.font("base", weight))
        font.setPixelSize(max(10, round(self.height() * share)))
        return font

    def _paint_frame(self, painter: QPainter) -> None:
        """The title above, small; the number of the slide below; a line between."""
        tokens, room, height = self._tokens, self._room(), float(self.height())
        font = self._font(0.026, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(tokens.colour("text_muted"))
        title = QRectF(room.left(), height * 0.05, room.width(), height * 0.05)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elided = QFontMetricsF(font).elidedText(
            self.slide.title, Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, left, elided)
        if self.slide.heading:
            painter.setFont(self._font(0.03, QFont.Weight.Bold))
            painter.setPen(tokens.colour("accent_text"))
            painter.drawText(title.translated(0, height * 0.055), left, self.slide.heading)
        painter.setFont(self._font(0.018))
        painter.setPen(tokens.colour("text_muted"))
        foot = QRectF(room.left(), height * 0.93, room.width(), height * 0.04)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, right, f"{self._place + 1} / {len(self._slides)}")

    def _paint_words(self, painter: QPainter) -> None:
        room = self._room()
        if self._document is None:
            font = self._theme.font("base")
            size = QSizeF(room.width(), room.height())
            self._document = fitted_document(
                self.slide.html, size, font, self._tokens, self.enlarged
            )
        document = self._document
        top = room.top() + max(0.0, (room.height() - document.size().height()) * 0.4)
        painter.save()
        painter.translate(room.left(), top)
        document.drawContents(painter)
        whole = QRectF(0, 0, room.width(), document.size().height())
        colour = self._tokens.colour("accent")
        paint_dots(painter, document, whole, colour, document.defaultFont().pixelSize())
        painter.restore()

    def _paint_picture(self, painter: QPainter) -> None:
        picture, room = self._pictures[self.slide.picture], self._room()
        fitted = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, fitted.width(), fitted.height())
        place.moveCenter(room.center())
        painter.drawImage(place, picture)
