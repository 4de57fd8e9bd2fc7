"""The desktop as a process: what it loads, and how it ends."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

OPEN = """
import sys
from pathlib import Path
from enablement.app import run_desktop
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.client import HubClient
library = Library.open(Path(sys.argv[1]), LibraryKey.random())
"""


def python(code: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip


def test_the_desktop_loads_no_web_framework(tmp_path: Path) -> None:
    process = python(
        f"""{OPEN}
def ready(*_):
    loaded = {{name.split(".")[0] for name in list(sys.modules)}}
    print(sorted(loaded & {{"fastapi", "starlette", "uvicorn", "jinja2"}}))
    from PySide6.QtWidgets import QApplication
    QApplication.closeAllWindows()
code = run_desktop(library, HubClient, on_ready=ready)
library.close()
sys.exit(code)
""",
        str(tmp_path / "profile"),
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip()) == (0, "[]"), err
    assert err == ""


def test_ctrl_c_closes_the_window_cleanly(tmp_path: Path) -> None:
    process = python(
        f"""{OPEN}
code = run_desktop(library, HubClient, on_ready=lambda *_: print("ready", flush=True))
library.close()
print("closed")
sys.exit(code)
""",
        str(tmp_path / "profile"),
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip(), err) == (0, "closed", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_it_raises_before_qt_is_loaded(tmp_path: Path) -> None:
    process = python(
        f"""{OPEN}
from enablement.errors import EnablementError
try:
    run_desktop(library, HubClient)
except EnablementError as error:
    print(error, "PySide6.QtGui" in sys.modules)
library.close()
""",
        str(tmp_path / "profile"), QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="",
    )  # fmt: skip
    out, _err = process.communicate(timeout=60)
    assert "enablement demo --headless" in out
    assert out.strip().endswith("False")


def test_what_was_copied_outlives_the_window_without_a_fault(tmp_path: Path) -> None:
    process = python(
        f"""{OPEN}
def ready(*_):
    from PySide6.QtWidgets import QApplication
    from enablement.ui.card.copying import put_formatted
    put_formatted("Say it", "<b>Say it</b>")
    QApplication.closeAllWindows()
code = run_desktop(library, HubClient, on_ready=ready)
library.close()
sys.exit(code)
""",
        str(tmp_path / "profile"),
    )
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
