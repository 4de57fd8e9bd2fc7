"""A thread as it travels: canonical bytes, room for what a newer hub adds, and its first words."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from enablement.sync.protocol import Contradiction, Question, Request
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage, opening_text

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THREAD = Thread(
    thread_id="an-id",
    kind=ThreadKind.CONTRADICTION,
    fate=Fate.CHANGED,
    card_id="price",
    revision=1,
    messages=(
        ThreadMessage(side=Side.REP, text="Not so.", at=AT, name="Ana"),
        ThreadMessage(side=Side.MARKETING, text="Mended.", at=AT),
    ),
    changed_card="price",
    changed_to=2,
)


def test_what_is_written_is_read() -> None:
    assert Thread.from_bytes(THREAD.to_bytes()) == THREAD
    assert THREAD.answers == 1
    assert THREAD.to_bytes() == Thread.from_bytes(THREAD.to_bytes()).to_bytes()


def test_fields_of_a_newer_hub_are_ignored_and_its_fates_are_not_guessed() -> None:
    newer = THREAD.to_bytes().replace(b'"fate":"changed"', b'"fate":"changed","mood":"calm"')
    assert Thread.from_bytes(newer) == THREAD
    with pytest.raises(ValidationError):
        Thread.from_bytes(THREAD.to_bytes().replace(b'"fate":"changed"', b'"fate":"merged"'))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Question(card_id="price", revision=1, text=" Since when?\n"), "Since when?"),
        (Contradiction(card_id="price", revision=1, text="Not so."), "Not so."),
        (
            Contradiction(card_id="price", revision=1, text="Not so.", words=" Ten "),
            "Not so.\n\n“Ten”",
        ),
        (Request(text="doors", corrected="door"), "doors"),
        (Request(text="doors", note=" For vans. "), "doors\n\nFor vans."),
    ],
)
def test_the_first_words_hold_all_that_was_said(
    said: Question | Contradiction | Request, words: str
) -> None:
    assert opening_text(said) == words
