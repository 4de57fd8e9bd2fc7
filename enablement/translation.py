"""The words people read, in their language: one gettext catalogue for terminal, pages and desktop.

Source strings are English; `resources/translations/es/LC_MESSAGES/enablement.po` holds the Spanish.
Messages that may be shown later, or elsewhere, travel untranslated with their values and are turned
into a sentence where they are shown.
"""

import gettext as gnu
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from enablement.settings import shipped_folder

LANGUAGES = ("en", "es")
DOMAIN = "enablement"

_current: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> gnu.NullTranslations:
    folder = shipped_folder("resources") / "translations"
    return gnu.translation(DOMAIN, folder, [language], fallback=True)


def supported(code: str | None) -> str:
    """The shipped language nearest to a code such as `es_MX.UTF-8`; English when there is none."""
    short = (code or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return short if short in LANGUAGES else "en"


def system_language() -> str:
    """The language that this user's machine speaks, by the environment, else by its locale."""
    for name in ("ENABLEMENT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return supported(value)
    return supported(locale.getlocale()[0])


def preferred_language(chosen: str) -> str:
    """The language to begin with: the environment's word for us, else what was chosen, else the system's."""
    if chosen in LANGUAGES and not os.environ.get("ENABLEMENT_LANGUAGE"):
        return chosen
    return system_language()


def current_language() -> str:
    """The language in force for this thread or request."""
    return _current.get()


def use_language(code: str) -> None:
    """Speak this language from here on, in this thread or request."""
    _current.set(supported(code))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language inside a `with` block."""
    token = _current.set(supported(code))
    try:
        yield
    finally:
        _current.reset(token)


def n_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def _(message: str, language: str | None = None) -> str:
    """Translate a message into the language in force, or into the one named."""
    return _catalogue(language or _current.get()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int, language: str | None = None) -> str:
    """Translate a message that has a plural; `{n}` in it is left for the caller to fill."""
    return _catalogue(language or _current.get()).ngettext(one, many, count)
