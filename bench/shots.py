"""Pictures of every screen, taken from the real desktop on a real library: `python -m bench.shots`."""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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


def take(studio: Studio, scenes: Iterable[Scene], out: Path, only: str) -> None:
    """Take each scene at each size in both schemes."""
    for scene in scenes:
        if only and only not in scene.__name__:
            continue
        for width, height in SIZES:
            for scheme in Scheme:
                studio.theme.use(scheme)
                studio.desktop.window.resize(width, height)
                scene(studio)
                studio.settle()
                name = f"{scene.__name__}-{studio.language}-{scheme}-{width}x{height}.png"
                studio.grab().save(str(out / name))
                studio.theme.zoom(0)
                studio.desktop.window.actions_.related.setChecked(False)
                print(out / name)
        if studio.demo is not None and scene is search.offline:
            studio.demo.come_back()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", default="", help="take only the scenes whose name holds this")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    theme = Theme(QApplication([]), Scheme.LIGHT)
    with tempfile.TemporaryDirectory(prefix="enablement-shots-") as folder:
        with Demo(Path(folder, "demo")) as demo:
            demo.publish()
            demo.enroll()
            demo.sync()
            for language in asked.language or LANGUAGES:
                with studio_for(theme, demo.library, language, demo) as studio:
                    take(studio, frame.SCENES, asked.out, asked.only)
                    take(studio, search.SCENES, asked.out, asked.only)
                    take(studio, today.SCENES, asked.out, asked.only)
                    take(studio, card.SCENES, asked.out, asked.only)
                    take(studio, log.SCENES, asked.out, asked.only)
                    take(studio, asking.SCENES, asked.out, asked.only)
                    take(studio, briefs.SCENES, asked.out, asked.only)
        empty = Library.open(Path(folder, "new"), LibraryKey.random())
        for language in asked.language or LANGUAGES:
            with studio_for(theme, empty, language, None) as studio:
                take(studio, first_run.SCENES, asked.out, asked.only)
        empty.close()


if __name__ == "__main__":
    main()
