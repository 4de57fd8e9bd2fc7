"""How the desktop looks: tokens turned into palette, style sheet, fonts and icons, light and dark."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from enablement.settings import shipped_folder
from enablement.ui.icons import IconSet

AS_THE_SYSTEM = "system"
"""The look that follows the system; the others are named as their schemes."""

_OWN_FONTS = ("Regular", "SemiBold", "Bold", "Italic")
_STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_BLINK_MS = 1000
_SIZES = {"tiny": 11, "small": 12, "base": 13, "row": 14, "field": 16, "card": 16, "say": 19,
          "title": 24, "hero": 28}  # fmt: skip


class Scheme(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Tokens:
    """The named colours of one scheme, as `#RRGGBB`."""

    colours: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def colour(self, name: str) -> QColor:
        """A colour to paint with."""
        return QColor(self.colours[name])


def read_tokens(styles: Path, scheme: Scheme) -> Tokens:
    """The tokens of a scheme, from `tokens.json` in that folder."""
    everything = json.loads((styles / "tokens.json").read_text("utf-8"))
    return Tokens(everything[scheme.value])


def system_scheme() -> Scheme:
    """What the system asks for; light when it does not say."""
    return _scheme_of(QGuiApplication.styleHints().colorScheme())


def _scheme_of(wanted: Qt.ColorScheme) -> Scheme:
    return Scheme.DARK if wanted == Qt.ColorScheme.Dark else Scheme.LIGHT


def system_is_calm() -> bool:
    """Whether the system asks for less motion: all that Qt tells is that cursors do not blink."""
    return QGuiApplication.styleHints().cursorFlashTime() <= 0


class Theme(QObject):
    """The look in force; follows the system until told otherwise.

    `look` is what was asked for: `AS_THE_SYSTEM`, or a scheme by its name. Another look is put on
    in three turns of the event loop, since all at once would let the window stand still for too
    long: first the style sheet, then the views at `changed`, at last the picture. `changing` comes
    before them.
    """

    changing = Signal()
    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: Scheme | None = None, *, scale: float = 1.0
    ) -> None:
        super().__init__(app)
        self._app = app
        self.look = scheme.value if scheme else AS_THE_SYSTEM
        self.calm = system_is_calm()
        self._blink = QApplication.cursorFlashTime()
        self._styles = shipped_folder("resources") / "styles"
        sheets = sorted(self._styles.glob("*.qss"))
        self._template = Template("\n".join(sheet.read_text("utf-8") for sheet in sheets))
        self._step = _step_of(scale)
        self._fonts: dict[tuple[str, QFont.Weight], QFont] = {}
        self._own_families = _load_fonts(shipped_folder("resources") / "fonts")
        self.icons = IconSet(shipped_folder("resources") / "icons")
        self.scheme = scheme or system_scheme()
        self.tokens = read_tokens(self._styles, self.scheme)
        self._views = self._turn(self._tell_views)
        self._picture = self._turn(self._show_picture)
        app.setStyle("Fusion")
        app.setWindowIcon(QIcon(self.icons.pixmap("app", "", 128)))
        self._apply()
        self._tell_system()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def scale(self) -> float:
        """How large text is, 1.0 being as designed."""
        return _STEPS[self._step]

    @property
    def settled(self) -> bool:
        """Whether the look in force is to be seen everywhere."""
        return not (self._views.isActive() or self._picture.isActive())

    def wear(self, look: str) -> None:
        """Look as the system does, or light or dark whatever that does."""
        self.look = look
        self._tell_system()
        scheme = system_scheme() if look == AS_THE_SYSTEM else Scheme(look)
        if scheme != self.scheme:
            self.use(scheme)

    def move_less(self, *, on: bool) -> None:
        """Let nothing blink, fade or slide; or let it again."""
        self.calm = on
        QApplication.setCursorFlashTime(0 if on else self._blink or _BLINK_MS)
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu,
                       Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
                       Qt.UIEffect.UI_FadeTooltip):  # fmt: skip
            QApplication.setEffectEnabled(effect, not on)

    def use(self, scheme: Scheme) -> None:
        """Show a scheme, whatever the system asks for."""
        self.scheme = scheme
        self.tokens = read_tokens(self._styles, scheme)
        self._change()

    def zoom(self, steps: int) -> None:
        """Make text larger or smaller; 0 brings it back to the size it was designed in."""
        wanted = self._step + steps if steps else _step_of(1.0)
        step = max(0, min(len(_STEPS) - 1, wanted))
        if step != self._step:
            self._step = step
            self._change()

    def px(self, length: float) -> int:
        """A length in logical pixels, grown with the text."""
        return round(length * self.scale)

    def size(self, name: str) -> int:
        """A size of text, in pixels: tiny, small, base, row, field, card, say, title or hero."""
        return self.px(_SIZES[name])

    def font(self, size: str = "base", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The font of a size and weight; each is made once, since painting asks for it often."""
        key = (size, weight)
        if key not in self._fonts:
            font = QFont(self._app.font())
            font.setPixelSize(self.size(size))
            font.setWeight(weight)
            self._fonts[key] = font
        return self._fonts[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon in the colour of a token, grown with the text."""
        return self.icons.pixmap(name, self.tokens[colour], self.px(size), ratio)

    def icon(self, name: str, colour: str = "text_muted") -> QIcon:
        """An icon for a button or a menu, in the colour of a token."""
        return self.icons.icon(name, self.tokens[colour], self.tokens["line_strong"])

    def _follow(self, wanted: Qt.ColorScheme) -> None:
        scheme = _scheme_of(wanted)
        if self.look == AS_THE_SYSTEM and scheme != self.scheme:
            self.use(scheme)

    def _tell_system(self) -> None:
        """What the system draws, such as the title bar, shall fit."""
        hints = QGuiApplication.styleHints()
        if self.look == Scheme.DARK:
            hints.setColorScheme(Qt.ColorScheme.Dark)
        elif self.look == Scheme.LIGHT:
            hints.setColorScheme(Qt.ColorScheme.Light)
        else:
            hints.unsetColorScheme()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a window from painting while its look changes."""
        return event.type() == QEvent.Type.UpdateRequest

    def _turn(self, act: Callable[[], None]) -> QTimer:
        """Does that in a later turn of the event loop, when nothing else waits."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    def _change(self) -> None:
        """Put another look on; till its last turn each window shows the picture it has."""
        self.changing.emit()
        for window in _windows():
            window.installEventFilter(self)
        self._picture.stop()
        self._apply()
        self._views.start()

    def _tell_views(self) -> None:
        self.changed.emit()
        self._picture.start()

    def _show_picture(self) -> None:
        for window in QApplication.topLevelWidgets():  # one may have been hidden meanwhile
            window.removeEventFilter(self)
        for window in _windows():
            QApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))

    def _apply(self) -> None:
        self._app.setFont(self._family())
        self._fonts.clear()
        self._app.setPalette(_palette(self.tokens))
        sizes = {f"size_{name}": f"{self.size(name)}px" for name in _SIZES}
        lengths = {f"px_{n}": f"{self.px(n)}px" for n in (2, 4, 6, 8, 10, 12, 16, 20, 24, 32, 44)}
        # Exchanging one sheet for another styles each widget anew for each of its ancestors; taking
        # it off and putting it on does it once, in a third of the time.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(
            self._template.substitute(self.tokens.colours, **sizes, **lengths, radius="10px")
        )

    def _family(self) -> QFont:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        # What ours has no letters for comes from the system's.
        font = QFont([*self._own_families, *system.families()])
        font.setPixelSize(self.size("base"))
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font


def _windows() -> list[QWidget]:
    """The windows that somebody sees."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _load_fonts(folder: Path) -> list[str]:
    """The families of the fonts that come with us, so that the desk looks the same everywhere."""
    files = (str(folder / f"Inter-{weight}.otf") for weight in _OWN_FONTS)
    numbers = [QFontDatabase.addApplicationFont(file) for file in files]
    loaded = (QFontDatabase.applicationFontFamilies(number) for number in numbers if number >= 0)
    return list(dict.fromkeys(name for names in loaded for name in names))


def _step_of(scale: float) -> int:
    """The step that is nearest to a scale."""
    return min(range(len(_STEPS)), key=lambda step: abs(_STEPS[step] - scale))


def _palette(tokens: Tokens) -> QPalette:
    """The palette that Fusion paints with wherever the style sheet says nothing."""
    role = QPalette.ColorRole
    roles = {
        role.Window: "window", role.WindowText: "text", role.Base: "surface",
        role.AlternateBase: "panel", role.Text: "text", role.Button: "surface",
        role.ButtonText: "text", role.BrightText: "on_accent", role.Highlight: "accent",
        role.HighlightedText: "on_accent", role.Link: "accent_text",
        role.LinkVisited: "accent_text", role.ToolTipBase: "toast",
        role.ToolTipText: "toast_text", role.PlaceholderText: "text_muted",
        role.Mid: "line", role.Dark: "line_strong", role.Light: "surface",
        role.Midlight: "hover", role.Shadow: "line_strong", role.Accent: "accent",
    }  # fmt: skip
    palette = QPalette()
    for name, token in roles.items():
        palette.setColor(name, tokens.colour(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, tokens.colour("text_muted"))
    return palette
