"""The words of Qt's own menus, buttons and keys, in the language that the window speaks."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from typing_extensions import override

_KEYS = {"es": {"Ctrl": "Ctrl", "Shift": "Mayús", "Esc": "Esc", "Del": "Supr"}}
"""Keys as they are printed on a keyboard, where Qt spells them out and fills a menu's width."""

_NAME = "words of the desktop"
"""Marks the translators that are ours to take away."""


class _KeyNames(QTranslator):
    """Names keys as they are printed on a keyboard."""

    def __init__(self, names: dict[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._names = names

    @override
    def isEmpty(self) -> bool:
        """There are names."""
        return False

    @override
    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> Any:
        """The name of a key; `None`, not an empty text, lets Qt ask the next translator."""
        return self._names.get(source) if context == "QShortcut" else None


def speak_qt(language: str) -> None:
    """Let Qt speak this language from here on; English is what it speaks by itself."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for translator in app.findChildren(QTranslator, _NAME):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(language))
    if language in _KEYS:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        words = QTranslator(app)
        words.load(f"qtbase_{language}", folder)
        for translator in (words, _KeyNames(_KEYS[language], app)):
            translator.setObjectName(_NAME)
            QCoreApplication.installTranslator(translator)
