"""The features of the desk beside its search: built here, one line each, and kept by the desktop."""

from dataclasses import dataclass

from enablement.ui.parts import Parts


@dataclass(frozen=True)
class Features:
    """Every feature by its name."""


def build_features(_parts: Parts) -> Features:
    """Build them all for one window."""
    return Features()
