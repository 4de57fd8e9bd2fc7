"""Python's search for garbage, kept out of the rep's way: it stops everything while it looks.

A desktop makes some hundred thousand objects as it starts, modules and all, and keeps them. Looking
through them again and again took a tenth of the start, and a tenth of a second each time later.

Left to itself Python looks in whatever thread happens to make the next object. A window's parts are
destroyed where they are found, and Qt crashes when that is not the thread of its windows: so a
desktop never lets Python look by itself; `enablement.ui.tidying` looks on that thread.
"""

import gc

_YOUNG = 5_000
"""So many new objects are made before the newest are looked through; 700 would be Python's choice."""

_OFTEN, _LONG = 4, 25
"""After so many looks at the newest, those that stayed are looked through as well; after so many of
these, all. Few at a time: 30,000 objects take 15 ms and more, in which the window stands still."""

_STILL, _STILL_LOOKS = 250, 5
"""Fewer new objects from look to look mean that nobody works; then all of them have their turn."""


def hold_garbage() -> None:
    """Look for no garbage from now on: nearly all that a start makes stays."""
    gc.disable()


def keep_what_is_there() -> None:
    """Never look through what there is now; only among what is made from now on."""
    gc.freeze()


class GarbageSearch:
    """Looks for garbage a little at a time; everything at once only while nothing else happens."""

    def __init__(self) -> None:
        self._young_before = self._still_looks = 0

    @property
    def busy(self) -> bool:
        """Whether much was made before the look that was the last: the next shall come soon."""
        return not self._still_looks

    def look(self) -> int | None:
        """Look as far as it is time for: 0 the newest, 1 those before too, 2 all; or not at all."""
        young, middle, old = gc.get_count()
        still = abs(young - self._young_before) < _STILL
        self._still_looks = self._still_looks + 1 if still else 0
        depth = None
        if old and (self._still_looks >= _STILL_LOOKS or old >= _LONG):
            depth = 2
        elif middle >= _OFTEN:
            depth = 1
        elif young >= _YOUNG:
            depth = 0
        if depth is not None:
            gc.collect(depth)
        self._young_before = gc.get_count()[0]
        return depth
