"""Days and times on Today in the rep's language: “Thursday, 26 November”, “in 25 min”, “now”."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from enablement.calendar.meeting import Meeting
from enablement.translation import _, current_language, ngettext

_SOON = timedelta(hours=12)
_HOUR = 3600


def long_day(day: date) -> str:
    """A day as a heading, without its year."""
    locale = QLocale(current_language())
    # The letters of Qt's date formats; words go in single quotes: “dddd, d 'de' MMMM”.
    words = locale.toString(QDate(day.year, day.month, day.day), _("dddd, d MMMM"))
    return words[:1].upper() + words[1:]


def near_day(day: date, today: date) -> str:
    """A day of this week, today and tomorrow by their names."""
    if day <= today:
        return _("Today")
    return _("Tomorrow") if day == today + timedelta(days=1) else long_day(day)


def meeting_title(meeting: Meeting) -> str:
    """What a meeting is called."""
    return meeting.title or _("Meeting without a title")


def clock_time(moment: datetime) -> str:
    """The time of a day, of 24 hours."""
    return f"{moment:%H:%M}"


def start_words(meeting: Meeting) -> str:
    """When it begins, as its own column shows it."""
    return _("All day") if meeting.all_day else clock_time(meeting.starts_at)


def end_words(meeting: Meeting) -> str:
    """When it ends; nothing for an all-day one."""
    return "" if meeting.all_day else clock_time(meeting.ends_at)


def until_words(meeting: Meeting, now: datetime) -> str:
    """How soon a meeting begins, or that it runs; nothing for one that is not near."""
    if meeting.all_day:
        return ""
    if meeting.running_at(now):
        return _("now, until {time}").format(time=clock_time(meeting.ends_at))
    left = meeting.starts_at - now
    if left > _SOON:
        return ""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    if minutes < 60:
        return _("in {n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 3 and rest:
        return _("in {h} h {n} min").format(h=hours, n=rest)
    return _("in {n} h").format(n=round(minutes / 60))


def span_words(meeting: Meeting, now: datetime) -> str:
    """A whole meeting's time for somebody who listens: “Today 14:30 – 15:00, in 25 min”."""
    day = near_day(meeting.starts_at.date(), now.date())
    if meeting.all_day:
        return _("{day}, all day").format(day=day)
    words = _("{day} {start} – {end}").format(
        day=day, start=start_words(meeting), end=end_words(meeting)
    )
    soon = until_words(meeting, now)
    return f"{words}, {soon}" if soon else words


def meetings_line(count: int) -> str:
    """How many meetings there are today; empty for none."""
    return (
        ngettext("{n} meeting today", "{n} meetings today", count).format(n=count) if count else ""
    )


def news_line(count: int) -> str:
    """How much is new."""
    return ngettext("{n} thing new for you", "{n} things new for you", count).format(n=count)
