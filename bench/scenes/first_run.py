"""A new laptop, before and after an invitation."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.scenes.scene import Scene
from bench.studio import Studio


def first_run(studio: Studio) -> None:
    """A new laptop."""
    page = studio.desktop.window.first_run
    page.settle()
    page.begin()


def first_run_refused(studio: Studio) -> None:
    """An invitation that does not work, in words."""
    page = studio.desktop.window.first_run
    page.begin(("", "localhost:9", ""))
    QTest.keyClicks(page.code, "K7QF-2M9X-PL4T")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    studio.settle()


def first_run_pasted(studio: Studio) -> None:
    """An invitation was pasted and understood."""
    page = studio.desktop.window.first_run
    page.settle()
    page.begin(("enablement://hub.example.com/K7QF-2M9X-PL4T", "", ""))


def first_run_large(studio: Studio) -> None:
    """The same with text twice as large."""
    for _step in range(8):
        studio.theme.zoom(1)
    first_run_pasted(studio)


SCENES: tuple[Scene, ...] = (first_run, first_run_pasted, first_run_large, first_run_refused)
