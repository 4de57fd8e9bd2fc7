"""When to try a hub again: each wait is drawn anew, so that laptops that failed together part."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 900.0
"""In seconds: so long a laptop waits at least after a failure, and at most; a hub may ask no more."""

_GROWTH = 15.0


def wait_after(failures: int, chance: float) -> float:
    """Seconds until the next try after so many failures in a row; `chance` is from 0 up to 1."""
    most = min(LONGEST_WAIT, _GROWTH * 2.0 ** min(failures, 10))
    return SHORTEST_WAIT + (most - SHORTEST_WAIT) * chance


def asked_wait(retry_after: str | None, date: str | None, now: datetime) -> float | None:
    """The seconds that an answer asks to be left alone for, kept within bounds; `None` for none.

    `retry_after` and `date` are its headers: a moment is meant by the clock of whoever answered,
    or by `now` when that does not say what time it has.
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        moment = _moment(text)
        if moment is None:
            return None
        seconds = (moment - (_moment(date or "") or now)).total_seconds()
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
