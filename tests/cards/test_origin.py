"""Where a folder belongs: a name of its own, and the note that an export leaves in it."""

from pathlib import Path

import pytest

from enablement.cards.origin import ORIGIN_FILE, FolderOrigin, source_name
from enablement.errors import ContentError


def test_the_note_is_read_as_it_was_written(tmp_path: Path) -> None:
    origin = FolderOrigin("hub", "website", {"price": "abc"}, {"later": "en/later.md"})
    (tmp_path / ORIGIN_FILE).write_bytes(origin.to_bytes())
    assert FolderOrigin.of(tmp_path) == origin
    assert FolderOrigin.of(tmp_path / "nowhere") == FolderOrigin()


@pytest.mark.parametrize("data", [b"[", b"[]", b'{"cards": 3}', b"\xff", b"[" * 100_000])
def test_a_broken_note_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ORIGIN_FILE).write_bytes(data)
    with pytest.raises(ContentError, match="not as an export writes it"):
        FolderOrigin.of(tmp_path)


def test_a_source_does_not_tell_where_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    assert source_name(folder).startswith("cards-")
    assert str(tmp_path) not in source_name(folder)
    assert source_name(folder) != source_name(tmp_path)
