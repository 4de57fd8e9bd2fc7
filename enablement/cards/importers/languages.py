"""The language of a page: by its keys, its file's name, its folder, else by its words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from enablement.cards.blocks import fold
from enablement.cards.importers.keys import LANGUAGE_KEYS, key_name

PLAUSIBLE = ("en", "es", "fr", "de", "it", "pt", "nl", "ca", "gl", "eu", "pl", "sv", "da", "fi", "cs",
             "tr", "ru", "uk", "ja", "zh", "ko", "ar")  # fmt: skip
_NEAR = {"gl": ("es", "pt"), "ca": ("es",), "eu": ("es",)}
_NAMES = {"english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es",
          "french": "fr", "francais": "fr", "german": "de", "deutsch": "de", "italiano": "it",
          "italian": "it", "portuguese": "pt", "portugues": "pt", "catala": "ca", "catalan": "ca"}  # fmt: skip
_CODE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)
_IN_NAME = re.compile(r"^(?P<rest>.*?)(?P<mark>[._-]+)(?P<code>[A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?$")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u3040-\u9fff\uac00-\ud7af]")
_FEW_LETTERS, _SOME_LETTERS, _ENOUGH_LETTERS = 10, 20, 80


@dataclass(frozen=True)
class NamedLanguage:
    """What a file's path says: a language, the path without it, and whether it may be by chance."""

    code: str
    path: str
    sure: bool


def language_code(value: object) -> str:
    """A language code from what people write (`es_MX`, `Spanish`, `EN`); empty when it is none."""
    text = fold(str(value)).strip()
    if text in _NAMES:
        return _NAMES[text]
    return re.split(r"[-_]", text)[0] if _CODE.fullmatch(text) else ""


def language_in_keys(values: Mapping[str, Any]) -> tuple[str, str]:
    """The (key, code) of the language that front matter names; empty when it names none."""
    for key, value in values.items():
        if key_name(key) in LANGUAGE_KEYS and isinstance(value, str) and (
            code := language_code(value)
        ):  # fmt: skip
            return key, code
    return "", ""


def language_in_path(path: PurePosixPath) -> NamedLanguage | None:
    """The language in a file's name (`x.es.md`, `x-es.md`) or in a folder's (`es/x.md`)."""
    stem = path.name[: -len(path.suffix)] if path.suffix else path.name
    found = _IN_NAME.match(stem)
    if found and found["rest"].strip("._-") and found["code"].lower() in PLAUSIBLE:
        bare = path.with_name(found["rest"].rstrip("._-")).as_posix()
        return NamedLanguage(found["code"].lower(), bare, sure="." in found["mark"])
    if stem.lower() in PLAUSIBLE and path.parent.name:
        return NamedLanguage(stem.lower(), path.parent.as_posix(), sure=False)
    for index, part in enumerate(path.parts[:-1]):
        code = _NAMES.get(fold(part)) or (part[:2].lower() if _is_folder_code(part) else "")
        if code:
            rest = PurePosixPath(*path.parts[:index], *path.parts[index + 1 :])
            return NamedLanguage(code, rest.with_suffix("").as_posix(), sure=False)
    return None


def _is_folder_code(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z]{2})?", part)) and (
        part[:2].lower() in PLAUSIBLE
    )


@dataclass
class Guesser:
    """Guesses a language from words, among the plausible ones."""

    identifier: LanguageIdentifier = field(
        default_factory=lambda: LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    )

    def __post_init__(self) -> None:
        self.identifier.set_languages(PLAUSIBLE)

    def guess(self, text: str) -> str:
        """The language of a text, or empty when there are too few words to tell."""
        letters = sum(char.isalpha() for char in text)
        if letters < _FEW_LETTERS and not _OTHER_SCRIPT.search(text):
            return ""
        ranked = self.identifier.rank(text[:3000])
        code, sureness = ranked[0]
        if (
            code in _NEAR and sureness < 0.9
        ):  # a short Spanish text easily looks like its neighbours
            code = next((near for near, _p in ranked if near in _NEAR[code]), code)
        return code if sureness >= _sure_enough(letters) else ""


def _sure_enough(letters: int) -> float:
    """How sure a guess must be: the fewer letters, the surer."""
    return 0.35 if letters >= _ENOUGH_LETTERS else 0.6 if letters >= _SOME_LETTERS else 0.85


def majority(codes: Sequence[str], default: str) -> str:
    """The language most pages have, for those that do not tell."""
    counted = Counter(code for code in codes if code)
    return counted.most_common(1)[0][0] if counted else default
