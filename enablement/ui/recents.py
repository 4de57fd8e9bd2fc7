"""The searches of this session that led to a card being read or logged; never written to a disk."""

MOST = 8


class Recents:
    """The newest first, each once."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts, the newest first."""
        return tuple(self._texts)

    def add(self, text: str) -> None:
        """Remember a search."""
        if text:
            others = (one for one in self._texts if one != text)
            self._texts = [text, *others][:MOST]
