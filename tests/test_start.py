"""What a start of the desktop loads until the first cards are listed: nothing that can wait."""

import subprocess
import sys

import pytest

from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from tests.ui.conftest import CARDS, enrol, put

CAN_WAIT = {
    "PySide6.QtNetwork", "PySide6.QtPrintSupport", "alembic", "cryptography", "dateutil",
    "enablement.calendar.reader", "enablement.search.passages", "enablement.search.related",
    "enablement.ui.frame.attending", "enablement.ui.log.log_export",
    "enablement.ui.today.agenda", "enablement.ui.today.today_desk",
    "enablement.ui.views.card.attachment_sheet", "enablement.ui.views.frame.first_run",
    "enablement.ui.views.log.edit_log", "enablement.ui.views.log.my_log_page",
    "enablement.ui.views.threads.ask_sheet", "enablement.ui.views.threads.thread_sheet",
    "httpx2", "icalendar", "jinja2", "keyring", "markdown", "multiprocessing", "nh3", "numpy.fft",
    "numpy.ma", "numpy.polynomial", "numpy.random", "numpy.testing", "rich",
    "sqlalchemy.ext.asyncio", "sqlalchemy.orm", "typer", "unittest", "whoosh.lang.snowball",
    "whoosh.qparser", "whoosh.query", "yaml",
}  # fmt: skip
"""Modules that are not loaded before the first cards; whoever needs one imports it where it is used."""

TELL = """
import linecache, sys
from pathlib import Path
from enablement.app import run_desktop
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.connection import over_http

def ready(*_):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    print(*sys.modules)
    print(*linecache.cache)
    def look():
        if "enablement.ui.today.today_desk" in sys.modules:
            timer.stop()
            print("today came")
            QApplication.closeAllWindows()
    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(20)

library = Library.open(Path(sys.argv[1]), LibraryKey(bytes.fromhex(sys.argv[2])))
code = run_desktop(library, over_http, on_ready=ready)
library.close()
sys.exit(code)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the process of a desktop told: its modules, the sources that were read, and the end."""
    folder, key = tmp_path_factory.mktemp("profile"), LibraryKey.random()
    library = Library.open(folder, key)
    put(library, CARDS)
    enrol(library)
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", TELL, str(folder), key.hex],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_what_can_wait_is_not_loaded_before_the_first_cards(told: list[str]) -> None:
    modules, _sources, end = told
    loaded = set(modules.split())
    assert "enablement.search.index" in loaded
    assert sorted(loaded & CAN_WAIT) == []
    assert end == "today came"


def test_no_source_is_read_and_kept(told: list[str]) -> None:
    _modules, sources, _end = told
    read = [name for name in sources.split() if "enablement/" in name]
    # A thread that imports just before Python's own import is put back has that one source read.
    assert len(read) <= 1, read
