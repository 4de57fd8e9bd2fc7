"""The note of an erased library: read back whole, or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from enablement.library.wipe_note import NOTE_FILE, WipeNote, WipeNotes

NOTE = WipeNote("https://hub.example.com", "a" * 64, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))


def test_a_note_is_kept_told_and_removed(tmp_path: Path) -> None:
    notes = WipeNotes(tmp_path)
    assert notes.get() is None
    notes.put(NOTE)
    assert WipeNotes(tmp_path).get() == NOTE
    notes.put(NOTE.told_now())
    found = notes.get()
    assert found is not None
    assert found.told
    notes.remove()
    notes.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"hub_url": 1, "at": "yesterday"}', "null"])
def test_one_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NOTE_FILE).write_text(text, "utf-8")
    assert WipeNotes(tmp_path).get() is None
