"""A file is written whole, or not at all."""

from pathlib import Path

import pytest

from enablement.errors import EnablementError
from enablement.ui.saving import save_file


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    assert save_file(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(EnablementError) as caught:
        save_file(taken, b"new")
    assert caught.value.sentence().startswith("taken cannot be saved")
    assert list(tmp_path.iterdir()) == [taken]
    with pytest.raises(EnablementError):
        save_file(tmp_path / "nowhere" / "a.pdf", b"new")
