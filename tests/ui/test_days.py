"""Days in words, in both languages."""

from datetime import date

from enablement.ui.days import day_in_words, short_day


def test_a_day_is_written_as_one_reads_it() -> None:
    assert day_in_words(date(2026, 12, 31)) == "31 Dec 2026"
    assert short_day(date(2026, 11, 4)) == "4 Nov"
