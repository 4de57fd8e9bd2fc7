"""The window on this machine: whether its tests run here, and the demo on a real X server."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from enablement.ui.display import missing_display

TOKENS = Path(__file__).parents[1] / "resources" / "styles" / "tokens.json"


def pixels(picture: bytes, colour: str) -> int:
    """How often a colour such as #3B5BDB stands in an X server's picture (blue, green, red, 0)."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return picture.count(bytes((blue, green, red)))


def test_the_tests_of_the_window_run_here() -> None:
    problem = missing_display({"QT_QPA_PLATFORM": "offscreen"}, sys.platform)
    if problem is not None:
        pytest.skip(f"the tests of the window were left out: {problem}")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A virtual display, and the file that holds its picture."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no virtual display; on Debian and Ubuntu: sudo apt-get install -y xvfb")
    if problem := missing_display({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ""}, sys.platform):
        if "libraries" in problem.message:
            pytest.skip(str(problem))
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-fbdir", str(tmp_path)],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield f":{number}", tmp_path / "Xvfb_screen0"
    server.terminate()
    server.wait(timeout=20)


def test_the_demo_shows_results_on_a_real_display(screen: tuple[str, Path], tmp_path: Path) -> None:
    display, picture = screen
    names = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
    env = {name: value for name, value in os.environ.items() if name not in names}
    light = json.loads(TOKENS.read_text("utf-8"))["light"]
    demo = subprocess.Popen(
        [
            sys.executable, "-m", "enablement", "demo", "--data", str(tmp_path / "demo"),
            "--search", "too expensive",
        ],
        env={**env, "DISPLAY": display}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while pixels(picture.read_bytes(), light["mark"]) < 500 and time.monotonic() < deadline:
        assert demo.poll() is None, demo.communicate()
        time.sleep(0.2)
    shown = picture.read_bytes()
    demo.send_signal(signal.SIGINT)
    out, err = demo.communicate(timeout=30)
    assert (demo.returncode, err) == (0, "")
    assert "/review" in out
    assert "password" in out
    assert pixels(shown, light["mark"]) >= 500, "no words are highlighted in the results"
    assert pixels(shown, light["accent"]) >= 500
