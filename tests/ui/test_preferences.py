"""Preferences of the view: remembered in a small file, which is there once there is one."""

from pathlib import Path

import pytest

from enablement.ui.preferences import FILE, Preferences


def test_a_preference_is_remembered(tmp_path: Path) -> None:
    assert not Preferences(tmp_path).related
    assert list(tmp_path.iterdir()) == []
    Preferences(tmp_path).related = True
    assert Preferences(tmp_path).related
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    Preferences(tmp_path).related = False
    assert not Preferences(tmp_path).related


def test_a_spoilt_file_is_no_preference(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[view]\nrelated=perhaps\n")
    assert Preferences(tmp_path).related in (True, False)
    (tmp_path / FILE).write_bytes(b"\0\xff[[\n")
    assert not Preferences(tmp_path).related


@pytest.mark.logs
def test_where_nothing_can_be_written_it_says_so_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    preferences = Preferences(tmp_path / "file")
    preferences.related = True
    assert "not remembered" in caplog.text
