"""Moments and spans in words: “2 min ago”, “today”, “yesterday”."""

from datetime import datetime

from enablement.translation import _, ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def ago(then: datetime, now: datetime) -> str:
    """How long ago a moment was, to the precision that matters; both aware."""
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return _("{n} min ago").format(n=seconds // _MINUTE)
    if seconds < _DAY:
        return _("{n} h ago").format(n=seconds // _HOUR)
    days = seconds // _DAY
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
