"""The searches that led to a card being read or logged: few, kept in the encrypted library alone."""

from collections.abc import Callable

from enablement.library.desk_state import DeskState
from enablement.ui.tasks import Lane

MOST = 8
_NAME = "recents"


class Recents:
    """The newest first, each once; what was pasted is never among them.

    They are read from the library in the lane, and written there after each change.
    """

    def __init__(self, state: DeskState, db: Lane) -> None:
        self._state, self._db = state, db
        self._texts: list[str] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts, the newest first."""
        return tuple(self._texts)

    def load(self) -> None:
        """Read those of the last time."""
        self._db.submit("recents", lambda: self._state.get(_NAME, []), self._join)

    def add(self, text: str) -> None:
        """Remember a search."""
        if text and self._texts[:1] != [text]:
            self._texts = _few([text, *self._texts])
            self._save()

    def clear(self) -> None:
        """Remember none of them any more."""
        self._texts = []
        self._save()

    def _join(self, before: list[str]) -> None:
        """What was searched while they were being read comes first."""
        self._texts = _few([*self._texts, *before])

    def _save(self) -> None:
        texts = list(self._texts)
        self._db.submit("keep recents", self._keep(texts), _nothing, keep=True)

    def _keep(self, texts: list[str]) -> Callable[[], None]:
        return lambda: self._state.put(_NAME, texts or None)


def _few(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:MOST]


def _nothing(_result: None) -> None:
    """Whoever searches need not know that it is remembered."""
