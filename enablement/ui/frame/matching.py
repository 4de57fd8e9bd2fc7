"""Finding an action by a few letters of its name: accents folded, word by word, the nearest first."""

import unicodedata

_WHOLE, _BEGINNING, _INSIDE, _SCATTERED = 4.0, 3.0, 1.5, 0.5
_IN_PLACE = 0.4
"""A word that is found in where the action stands counts less than one in its name."""


def folded(text: str) -> str:
    """The text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def fit(typed: str, name: str, place: str = "") -> float:
    """How well what was typed fits an action; 0 when a word of it is not found at all."""
    wanted = folded(typed).split()
    names, places = _words(name), _words(place)
    points = [max(_best(word, names), _IN_PLACE * _best(word, places)) for word in wanted]
    if not points or min(points) <= 0:
        return 0.0
    # Of two that fit as well, the one with fewer other words is meant.
    return sum(points) / len(points) + 0.5 * len(wanted) / (len(wanted) + len(names))


def _words(text: str) -> list[str]:
    letters = (letter if letter.isalnum() else " " for letter in folded(text))
    return "".join(letters).split()


def _best(wanted: str, words: list[str]) -> float:
    return max((_one(wanted, word) for word in words), default=0.0)


def _one(wanted: str, word: str) -> float:
    if wanted == word:
        return _WHOLE
    if word.startswith(wanted):
        return _BEGINNING
    if wanted in word:
        return _INSIDE
    return _SCATTERED if len(wanted) > 1 and _scattered(wanted, word) else 0.0


def _scattered(wanted: str, word: str) -> bool:
    """Whether the letters stand in the word in this order, the first of them at its beginning."""
    rest = iter(word)
    return word.startswith(wanted[0]) and all(letter in rest for letter in wanted)
