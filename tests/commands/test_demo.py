"""The demo without a window: the whole loop, counted once."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from enablement.demo import EMAIL, Demo
from enablement.hub.demo_history.company import REPS
from enablement.hub.demo_history.past import History
from enablement.hub.demo_history.said import ASKED
from enablement.settings import shipped_folder
from enablement.ui.today.diary import Diary

STEPS = [
    "publish",
    "enroll",
    "sync",
    "search",
    "log",
    "offline",
    "log_offline",
    "sync_back",
    "review",
]


def test_the_loop_ends_with_the_usage_counted_once(run: Any) -> None:
    done = run("demo", "--headless", "--json")
    assert done.code == 0
    assert [row["step"] for row in done.rows] == STEPS
    assert all(row["ok"] for row in done.rows)
    assert done.rows[0]["synonyms"] > 10
    usage = done.rows[-1]["usage"]
    assert all(set(row) == {"card", "revision", "worked", "neutral", "fell_flat"} for row in usage)
    assert [sum(row[name] for row in usage) for name in ("worked", "neutral", "fell_flat")] == [
        1,
        1,
        1,
    ]


def test_it_starts_again_on_what_it_left(run: Any, tmp_path: Path) -> None:
    first = run("demo", "--headless", "--json", "--data", tmp_path / "demo")
    again = run("demo", "--headless", "--json", "--data", tmp_path / "demo")
    assert (first.code, again.code) == (0, 0)
    assert again.rows[2]["added"] == 0
    assert sum(row["worked"] for row in again.rows[-1]["usage"]) == 2


def test_the_sample_is_published_again_only_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    shutil.copytree(shipped_folder("content"), content)
    monkeypatch.setattr("enablement.demo.shipped_folder", lambda _name: content)
    folder = tmp_path / "demo"
    with Demo(folder) as demo:
        assert demo.publish_changed()
        assert not demo.publish_changed()
    with Demo(folder) as demo:
        assert not demo.publish_changed(), "it is the same after a restart"
        card = next(content.glob("en/*.md"))
        card.write_text(card.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        assert demo.publish_changed()
        demo.enroll()
        assert demo.sync().added
    shutil.rmtree(folder / "hub")
    with Demo(folder) as demo:
        assert demo.publish_changed(), "a new hub has published nothing"


def test_in_words(run: Any) -> None:
    done = run("demo", "--headless")
    assert done.code == 0
    assert "Marketing reads the review page: ok" in done.out


def test_without_a_display_it_names_the_headless_one(run: Any, monkeypatch: Any) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    failed = run("demo")
    assert failed.code == 1
    assert "enablement demo --headless" in failed.err


def test_its_calendar_is_taken_once_and_has_meetings_any_day(tmp_path: Path) -> None:
    with Demo(tmp_path / "demo") as demo:
        demo.enroll()
        diary = Diary(demo.library.desk_state)
        for day in range(7):
            now = datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(days=day)
            diary.refresh(now)
            assert len(diary.meetings(now + timedelta(days=7))) >= 5
        state = diary.state()
        assert state is not None
        assert state.unread == ()
        diary.forget()
    with Demo(tmp_path / "demo") as again:
        again.enroll()
        assert Diary(again.library.desk_state).state() is None


def test_a_history_that_was_cut_off_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_killed(*_asked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(History, "_ask", be_killed)  # when half of it is written
    with pytest.raises(KeyboardInterrupt):
        Demo(tmp_path, history=True)
    monkeypatch.undo()
    password = json.loads((tmp_path / "demo.json").read_text("utf-8"))["password"]
    with Demo(tmp_path, history=True) as demo:
        assert demo.hub.status().devices == len(REPS)
        assert len(demo.hub.threads.list()) == len(ASKED)
        assert demo.hub.accounts.sign_in(EMAIL, password)
    assert not list(tmp_path.glob("*made*"))


def test_a_laptop_that_was_cut_off_at_its_beginning_has_all_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_killed(*_asked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Diary, "use", be_killed)
    with Demo(tmp_path) as demo, pytest.raises(KeyboardInterrupt):
        demo.enroll()
    monkeypatch.undo()
    with Demo(tmp_path) as demo:
        demo.enroll()
        diary = Diary(demo.library.desk_state)
        assert diary.state() is not None
        diary.forget()
        demo.enroll()
        assert diary.state() is None, "what the rep took away stays away"
