"""What holds for every test: no screen, no keychain, English, and no log line that nobody expected.

Garbage is looked for between the tests alone, on the main thread: see `enablement.garbage`.
"""

import gc
import itertools
import logging
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from enablement.ui.display import missing_display

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ["QT_QPA_PLATFORM"] = os.environ.get("ENABLEMENT_TEST_PLATFORM", "offscreen")
os.environ["ENABLEMENT_LANGUAGE"] = "en"
# Else keyring would take any keychain for this machine's that some test has defined.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

HERE = Path(__file__).parent
NO_WINDOW = missing_display(os.environ, sys.platform)
WINDOW_TESTS = (HERE / "ui", HERE / "test_app.py", HERE / "bench" / "desk")
QT_OPTIONS = ("qt_api", "qt_log_level_fail", "qt_log_ignore")
# pytest-qt ends the run where Qt cannot be loaded; there, all other tests still have their say.
pytest_plugins = [] if NO_WINDOW else ["pytestqt.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the options of pytest-qt where it is not loaded."""
    if NO_WINDOW:
        for name in QT_OPTIONS:
            parser.addini(name, "an option of pytest-qt")


def pytest_configure() -> None:
    """Keep Python from looking for garbage in a worker thread: Qt crashes when it finds a window.

    And let no property fail because the machine is busy with other things.
    """
    gc.disable()
    settings.register_profile("any machine", deadline=None)
    settings.load_profile("any machine")


_tests_done = itertools.count(1)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Look for what the test has left behind."""
    gc.collect(1 if next(_tests_done) % 50 else 2)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the tests of the window where none can be shown; test_display.py says so."""
    return True if NO_WINDOW and collection_path in WINDOW_TESTS else None


CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """A real browser that asks nobody for anything by itself."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no browser; on Debian: sudo apt-get install -y chromium libatomic1")
    if sys.platform == "linux" and find_library("atomic") is None:
        pytest.skip("Playwright's driver needs it: sudo apt-get install -y libatomic1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose code logs a warning, unless it is marked `logs` to say that it should."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if request.node.get_closest_marker("logs"):
        assert collector.lines, "the test is marked `logs`, and nothing was logged"
    else:
        assert collector.lines == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything is installed: .ci/run asks for it."""
    report = yield
    if report.skipped and os.environ.get("ENABLEMENT_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here nothing may be: {report.longrepr}"
    return report
