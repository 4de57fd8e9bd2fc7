"""Preferences of the view: remembered in a small file, which is there once there is one."""

from pathlib import Path

import pytest

from enablement.ui.frame.placing import WindowPlace
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


def test_an_unknown_budget_is_the_first(tmp_path: Path) -> None:
    assert Preferences(tmp_path).budget == 5
    Preferences(tmp_path).budget = 20
    assert Preferences(tmp_path).budget == 20
    (tmp_path / FILE).write_text("[today]\nbudget=4000\n")
    assert Preferences(tmp_path).budget == 5


def test_everything_the_rep_prefers_is_there_at_the_next_start(tmp_path: Path) -> None:
    new = Preferences(tmp_path)
    assert (new.language, new.look, new.scale, new.calm, new.tray) == ("", "", 1.0, None, False)
    assert (new.place, new.commands) == (None, ())
    assert list(tmp_path.iterdir()) == []
    place = WindowPlace(-20, 30, 1280, 800, maximised=True, list_width=500)
    new.language, new.look, new.scale, new.calm, new.tray = "es", "dark", 1.5, False, True
    new.place, new.commands = place, ("sync", "looks.dark")
    kept = Preferences(tmp_path)
    assert (kept.language, kept.look, kept.scale) == ("es", "dark", 1.5)
    assert (kept.calm, kept.tray, kept.place) == (False, True, place)
    assert kept.commands == ("sync", "looks.dark")


def test_what_cannot_be_right_counts_as_not_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "[view]\nlanguage=xx\nlook=plaid\nscale=huge\ncalm=perhaps\n[window]\nplace=1 2 3\n"
    )
    kept = Preferences(tmp_path)
    assert (kept.language, kept.look, kept.scale, kept.calm, kept.place) == (
        "",
        "",
        1.0,
        None,
        None,
    )
