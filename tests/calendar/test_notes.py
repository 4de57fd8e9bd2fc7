"""Notes are what somebody wrote, not what a meeting service added."""

import pytest

from enablement.calendar.notes import plain_notes


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("They say it is too expensive.", "They say it is too expensive."),
        ("<p>Too &amp; dear</p><ul><li>No budget</li></ul>", "Too & dear\nNo budget"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Price.\n\n________________________\nMicrosoft Teams meeting\nJoin now", "Price."),
        ("Price.\nJoin Zoom Meeting\nhttps://zoom.example/j/1", "Price."),
        ("Price.\nÚnase a la reunión\nhttps://x.example", "Price."),
        ("See https://secret.example/doc for it", "See for it"),
        ("Ana is inviting you to a scheduled Zoom meeting.", ""),
        ("They join the meeting late.", "They join the meeting late."),
    ],
)
def test_the_words_alone(text: str, notes: str) -> None:
    assert plain_notes(text) == notes
