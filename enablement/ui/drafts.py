"""What a rep has written and not recorded yet: kept in the encrypted library, whatever closes the window."""

from collections.abc import Callable, Mapping

from enablement.library.desk_state import DeskState
from enablement.ui.tasks import Lane


class Drafts:
    """Texts by the name of their field, by what they are about; `name` is that of all of them.

    They are read from the library in the lane, and written there after each change.
    """

    def __init__(self, state: DeskState, db: Lane, name: str) -> None:
        self._state, self._db, self._name = state, db, name
        self._written: dict[str, dict[str, str]] = {}
        db.submit(f"{name} before", lambda: state.get(name, {}), self._join)

    def get(self, about: str) -> dict[str, str]:
        """What was written about this; empty when nothing is kept."""
        return dict(self._written.get(about, {}))

    def put(self, about: str, texts: Mapping[str, str]) -> None:
        """Keep these texts; without a word in them nothing is kept of it any more."""
        before = self._written.pop(about, {})
        if any(text.strip() for text in texts.values()):
            self._written[about] = dict(texts)
        if before != self.get(about):
            self._db.submit(self._name, self._keep(), _nothing, keep=True)

    def _join(self, before: Mapping[str, dict[str, str]]) -> None:
        self._written = {**before, **self._written}

    def _keep(self) -> Callable[[], None]:
        written = dict(self._written)
        return lambda: self._state.put(self._name, written or None)


def _nothing(_result: None) -> None:
    """Whoever writes need not know that it is kept."""
