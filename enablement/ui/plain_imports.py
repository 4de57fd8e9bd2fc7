"""Python's own `import` again, after PySide has put another in its place.

For its optional `from __feature__ import snake_case`, which we do not use, PySide reads the source of
every module that is imported after it, looks whether it says "PySide6", and Python keeps the text.
"""

import builtins
from importlib import import_module


def import_plainly() -> None:
    """Import without PySide looking at each module's source; this imports PySide if need be."""
    import_module("PySide6.QtCore")
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
