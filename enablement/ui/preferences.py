"""What a rep prefers of the screen, kept between starts in a small file that anybody may read."""

import logging
from pathlib import Path

from PySide6.QtCore import QSettings

from enablement.translation import LANGUAGES
from enablement.ui.frame.placing import WindowPlace

FILE = "view.ini"
LOOKS = ("system", "light", "dark")
BUDGETS = (5, 10, 20)
"""So many news Today may show at first; the rest is one key further."""
_RELATED = "view/related"
_LANGUAGE, _LOOK, _SCALE = "view/language", "view/look", "view/scale"
_BUDGET = "today/budget"
_CALM, _TRAY = "view/calm", "view/tray"
_READINGS = "log/readings"
_PLACE, _COMMANDS = "window/place", "palette/recent"

_log = logging.getLogger(__name__)


class Preferences:
    """Preferences of the view in a profile's folder, beside the library; nothing that a rep typed.

    The file is there once something was preferred. Where it cannot be written nothing is remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def related(self) -> bool:
        """Whether related cards are looked for."""
        return self._settings.value(_RELATED, defaultValue=False, type=bool) is True

    @related.setter
    def related(self, on: bool) -> None:
        self._remember(_RELATED, on)

    @property
    def language(self) -> str:
        """The language that the rep chose; empty when the system's is spoken."""
        return self._one_of(_LANGUAGE, LANGUAGES)

    @language.setter
    def language(self, code: str) -> None:
        self._remember(_LANGUAGE, code)

    @property
    def look(self) -> str:
        """One of `LOOKS`; empty when nothing was chosen."""
        return self._one_of(_LOOK, LOOKS)

    @look.setter
    def look(self, name: str) -> None:
        self._remember(_LOOK, name)

    @property
    def scale(self) -> float:
        """How large text is, 1.0 being as designed."""
        try:
            return float(self._words(_SCALE) or 1.0)
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        # Qt writes it in a later turn: a zoom keeps the window busy enough by itself.
        self._settings.setValue(_SCALE, str(scale))

    @property
    def calm(self) -> bool | None:
        """Whether nothing shall move; `None` when the rep has not said."""
        return {"true": True, "false": False}.get(str(self._settings.value(_CALM)).lower())

    @calm.setter
    def calm(self, on: bool) -> None:
        self._remember(_CALM, on)

    @property
    def tray(self) -> bool:
        """Whether closing the window leaves it in the tray."""
        return self._settings.value(_TRAY, defaultValue=False, type=bool) is True

    @tray.setter
    def tray(self, on: bool) -> None:
        self._remember(_TRAY, on)

    @property
    def readings(self) -> bool:
        """Whether marketing is told once a day which cards were opened."""
        return self._settings.value(_READINGS, defaultValue=True, type=bool) is True

    @readings.setter
    def readings(self, on: bool) -> None:
        self._remember(_READINGS, on)

    @property
    def budget(self) -> int:
        """How many news and answers Today shows at first, one of `BUDGETS`."""
        words = self._words(_BUDGET)
        return int(words) if words in map(str, BUDGETS) else BUDGETS[0]

    @budget.setter
    def budget(self, number: int) -> None:
        self._remember(_BUDGET, str(number))

    @property
    def place(self) -> WindowPlace | None:
        """Where the window was when it was closed."""
        return WindowPlace.from_words(self._words(_PLACE))

    @place.setter
    def place(self, place: WindowPlace) -> None:
        self._remember(_PLACE, place.as_words())

    @property
    def commands(self) -> tuple[str, ...]:
        """The names of the actions that were last chosen from the palette, the newest first."""
        return tuple(self._words(_COMMANDS).split())

    @commands.setter
    def commands(self, names: tuple[str, ...]) -> None:
        self._remember(_COMMANDS, " ".join(names))

    def _words(self, name: str) -> str:
        value = self._settings.value(name)
        return value if isinstance(value, str) else ""

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self._words(name)
        return value if value in known else ""

    def _remember(self, name: str, value: object) -> None:
        self._settings.setValue(name, value)
        self._settings.sync()
        if self._settings.status() is not QSettings.Status.NoError:
            _log.warning("A preference is not remembered: %s", self._settings.fileName())
