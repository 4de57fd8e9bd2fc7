"""What a rep prefers of the screen, kept between starts in a small file that anybody may read."""

import logging
from pathlib import Path

from PySide6.QtCore import QSettings

FILE = "view.ini"
_RELATED = "view/related"

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
        self._settings.setValue(_RELATED, on)
        self._settings.sync()
        if self._settings.status() is not QSettings.Status.NoError:
            _log.warning("A preference is not remembered: %s", self._settings.fileName())
