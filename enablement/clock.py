"""The time, passed in wherever it matters so that tests and simulations can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present moment, aware and in UTC."""


def system_clock() -> datetime:
    """The present moment by this machine's clock, in UTC."""
    return datetime.now(UTC)
