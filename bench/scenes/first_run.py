"""A new laptop, before and after an invitation."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.scenes.scene import Scene
from bench.studio import Studio


def first_run(studio: Studio) -> None:
    """A new laptop."""
    studio.settle()


def first_run_refused(studio: Studio) -> None:
    """An invitation that does not work, in words."""
    page = studio.desktop.window.first_run
    page.address.clear()
    page.code.clear()
    QTest.keyClicks(page.address, "localhost:9")
    QTest.keyClicks(page.code, "PINE-7431")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    studio.settle()


SCENES: tuple[Scene, ...] = (first_run, first_run_refused)
