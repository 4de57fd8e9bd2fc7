"""The reading column: how wide text may get before a line is hard to follow."""

COLUMN = 780
"""Logical pixels at normal text size."""

MARGIN = 28


def side_margins(width: int, scale: float = 1.0) -> int:
    """The margin left and right of the reading column in a pane of that width."""
    return max(MARGIN, (width - round(COLUMN * scale)) // 2)
