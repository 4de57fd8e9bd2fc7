"""A new process shows the least of a window, and tells when that was painted: what Qt itself takes.

`python -m bench.desk.bare`, with the time at which it was started in `BENCH_STARTED`.
"""

import json
import os
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser
from typing_extensions import override

_HTML = "<h1>It costs too much</h1><p>It is <b>13 dollars a day</b> for one store.</p><ul>" + (
    "<li>Write-offs fell 63 percent in the first year.</li>" * 8
)


class _Watch(QObject):
    """Sees the first painting."""

    seen = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the time once what is being painted has reached the screen."""
        del watched
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        told = {
            "start": time.time() - float(os.environ["BENCH_STARTED"]),
            "cpu": time.process_time(),
            "memory": pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        }
        print(json.dumps(told))
        QApplication.quit()


def main() -> None:
    """Show the window."""
    app = QApplication([])
    window, page, watch = QMainWindow(), QTextBrowser(), _Watch()
    page.setHtml(_HTML)
    page.viewport().installEventFilter(watch)
    window.setCentralWidget(page)
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
