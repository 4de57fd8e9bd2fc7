"""Python's search for garbage, kept out of the rep's way: it stops everything while it looks.

A desktop makes some hundred thousand objects as it starts, modules and all, and keeps them. Looking
through them again and again took a tenth of the start, and a tenth of a second each time later.
"""

import gc

_YOUNG = 5_000
"""So many new objects are made before the newest are looked through; 700 would be Python's choice."""


def hold_garbage() -> None:
    """Look for no garbage from now on: nearly all that a start makes stays."""
    gc.disable()


def let_garbage_go() -> None:
    """Look for garbage again, among what is made from now on alone."""
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
    gc.enable()
