"""Pictures of every screen, taken from the real desktop on a real library: `python -m bench.shots`."""

import argparse
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.history import PictureClock, publish_past
from bench.scenes import asking, briefs, card, first_run, frame, log, search, today
from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.app import Desktop
from enablement.demo import Demo
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.client import HubClient
from enablement.translation import LANGUAGES, use_language
from enablement.ui.main_window import MainWindow
from enablement.ui.theme import Scheme, Theme

SIZES = ((1280, 800), (1920, 1200))

PARTS = (frame, search, today, log, asking, briefs, card)
"""The scenes of one file share a library of their own, so that none spoils another part's."""


@dataclass(frozen=True)
class Order:
    """Which pictures are wanted, and where."""

    out: Path
    only: str = ""
    quick: bool = False

    def wanted(self, scenes: Iterable[Scene]) -> list[Scene]:
        """Those of the scenes that are asked for."""
        return [scene for scene in scenes if self.only in scene.__name__]

    def looks(self) -> Iterator[tuple[Scheme, int, int]]:
        """In which scheme and at which sizes."""
        for width, height in SIZES[:1] if self.quick else SIZES:
            for scheme in (Scheme.LIGHT,) if self.quick else Scheme:
                yield scheme, width, height


@contextmanager
def studio_for(
    theme: Theme, library: Library, language: str, demo: Demo | None
) -> Iterator[Studio]:
    """An open desktop on that library, in that language."""
    use_language(language)
    window = MainWindow(theme)
    desktop = Desktop(theme, window, library, HubClient)
    studio = Studio(desktop, theme, language, demo)
    window.show()
    window.activateWindow()
    desktop.conductor.start()
    studio.settle()
    studio.settle()
    yield studio
    window.close()
    desktop.close()
    window.deleteLater()
    QTest.qWait(10)


def take(studio: Studio, scenes: Iterable[Scene], order: Order) -> None:
    """Take each scene in each look; after each one the desk rests as if nothing had been done."""
    for scene in scenes:
        for scheme, width, height in order.looks():
            studio.theme.use(scheme)
            studio.desktop.window.resize(width, height)
            scene(studio)
            studio.settle()
            name = f"{scene.__name__}-{studio.language}-{scheme}-{width}x{height}.png"
            studio.grab().save(str(order.out / name))
            print(order.out / name, flush=True)
            studio.rest()


def take_part(theme: Theme, folder: Path, language: str, part: ModuleType, order: Order) -> None:
    """Take one part's scenes on a demo that nobody else used."""
    scenes = order.wanted(part.SCENES)
    if not scenes:
        return
    with Demo(folder, PictureClock()) as demo:
        demo.enroll()
        demo.sync()
        with studio_for(theme, demo.library, language, demo) as studio:
            take(studio, scenes, order)


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", default="", help="take only the scenes whose name holds this")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--quick", action="store_true", help="light and small only, for a look")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    order = Order(asked.out, asked.only, asked.quick)
    theme = Theme(QApplication([]), Scheme.LIGHT)
    with tempfile.TemporaryDirectory(prefix="enablement-shots-") as folder:
        first = Path(folder, "published")
        with Demo(first, PictureClock()) as demo:
            publish_past(demo, Path(folder, "content"))
        for language in asked.language or LANGUAGES:
            for part in PARTS:
                own = Path(folder, f"{part.__name__}-{language}")
                shutil.copytree(first, own)
                take_part(theme, own, language, part, order)
        new = order.wanted(first_run.SCENES)
        empty = Library.open(Path(folder, "new"), LibraryKey.random())
        for language in (asked.language or LANGUAGES) if new else ():
            with studio_for(theme, empty, language, None) as studio:
                take(studio, new, order)
        empty.close()
    # What Python put there must not be let go by Qt when there is no Python any more.
    QApplication.clipboard().clear()


if __name__ == "__main__":
    main()
