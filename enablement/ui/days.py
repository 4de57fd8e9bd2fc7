"""Days in words, without Qt: what is laid out in a lane says them too."""

from datetime import date

from enablement.translation import _, n_

_MONTHS = (
    n_("Jan"), n_("Feb"), n_("Mar"), n_("Apr"), n_("May"), n_("Jun"),
    n_("Jul"), n_("Aug"), n_("Sep"), n_("Oct"), n_("Nov"), n_("Dec"),
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A day as the language in force writes it, such as 31 Dec 2026."""
    month = _(_MONTHS[day.month - 1])
    return _("{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def short_day(day: date) -> str:
    """A day of this year or so, such as 24 Nov."""
    return _("{day} {month}").format(day=day.day, month=_(_MONTHS[day.month - 1]))
