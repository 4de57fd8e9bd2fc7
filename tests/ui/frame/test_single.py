"""Starting the desktop again, with real processes: one window a profile, whatever happened before."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from enablement.errors import LibraryError
from enablement.ui.frame.single import LOCK_FILE, only_desktop, raise_the_other, socket_name

SAID = "Enablement is open already: its window comes to the front."
FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from enablement.app import run_desktop
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.client import HubClient
from enablement.ui.frame.single import only_desktop
folder = Path(sys.argv[1])

def watch():
    from PySide6.QtWidgets import QApplication
    from enablement.ui.main_window import MainWindow
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    window.hide()
    timer = QTimer(window)
    def look():
        if window.isVisible():
            print("raised", window.shows_first_run, flush=True)
            window.hide()
    timer.timeout.connect(look)
    timer.start(20)
    print("ready", flush=True)

with only_desktop(folder) as first:
    assert first
    library = Library.open(folder, LibraryKey(bytes(range(32))))
    code = run_desktop(library, HubClient, on_ready=lambda *_: QTimer.singleShot(0, watch), alone=True)
    library.close()
sys.exit(code)
"""


def start(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"ENABLEMENT_PASSPHRASE": ""},
    )  # fmt: skip


def again(folder: Path) -> tuple[int, str, str]:
    process = start("-m", "enablement", "--profile", str(folder))
    out, err = process.communicate(timeout=60)
    return process.returncode, out.strip(), err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def first(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = start("-c", textwrap.dedent(FIRST), str(folder))
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert err.replace("This plugin does not support raise()\n", "") == ""
    assert process.returncode in (0, -signal.SIGKILL)


def test_a_second_start_raises_the_first_window_and_says_so(
    folder: Path, first: subprocess.Popen[str]
) -> None:
    assert again(folder) == (0, SAID, "")
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "raised True"
    assert again(folder) == (0, SAID, "")


def test_a_window_that_was_killed_is_no_hindrance(
    folder: Path, first: subprocess.Popen[str]
) -> None:
    first.kill()
    first.wait(timeout=60)
    assert (folder / LOCK_FILE).exists()
    process = start("-c", textwrap.dedent(FIRST), str(folder))
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    assert again(folder) == (0, SAID, "")
    assert process.stdout.readline().strip() == "raised True"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert not (folder / LOCK_FILE).exists()


def test_another_profile_is_another_window(tmp_path: Path) -> None:
    with only_desktop(tmp_path / "one") as one, only_desktop(tmp_path / "two") as two:
        assert (one, two) == (True, True)
    assert socket_name(tmp_path / "one") != socket_name(tmp_path / "two")


def test_one_that_does_not_answer_is_said_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enablement.ui.frame.single._TRIES", 2)
    began = time.monotonic()
    with only_desktop(folder) as first:
        assert first
        with pytest.raises(LibraryError) as caught:
            raise_the_other(folder)
    assert "does not answer" in caught.value.sentence()
    assert time.monotonic() - began < 60


def test_a_folder_that_cannot_be_written_is_for_the_library_to_tell(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with only_desktop(tmp_path / "file") as first:
        assert first
