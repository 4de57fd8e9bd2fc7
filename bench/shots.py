"""Pictures of every screen, taken from the real desktop on a real library: `python -m bench.shots`."""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from enablement.app import Desktop, build_desktop
from enablement.demo import Demo
from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.client import HubClient
from enablement.translation import LANGUAGES, use_language
from enablement.ui.main_window import MainWindow
from enablement.ui.theme import Scheme, Theme

SIZES = ((1280, 800), (1920, 1200))
QUERIES = {"en": "too expensive", "es": "es demasiado caro"}
MISSPELT = {"en": "expnsive prcie", "es": "demasaido caro"}
UNACCENTED = "donde estan nuestros datos"
BOTH_LANGUAGES = "thermavox"
FILTERED = {"en": "price", "es": "precio"}
RELATED = {"en": "afraid of being stuck with us", "es": "los empleados se resisten"}
UNKNOWN = {"en": "temprtrue zeppelin", "es": "temprtrua del zepelin"}
MAILS = {
    "en": """Hi Ana,

thanks for the demo on Tuesday. I showed it to our finance team and they say it is simply too
expensive for this year. We also already have a system for this, and our people would have to
learn another tool.

One more thing: where would our data be kept? Legal will ask whether it stays in Europe.

Best regards,
Tom""",
    "es": """Hola, Ana:

gracias por la demostración del martes. La enseñé en finanzas y dicen que es demasiado caro para
este año. Además ya tenemos un sistema para eso, y nuestra gente no lo va a usar.

Otra cosa: ¿dónde se guardarían nuestros datos? Legal preguntará si se quedan en Europa.

Un saludo,
Tomás""",
}


@dataclass(frozen=True)
class Studio:
    """What a picture is taken with."""

    desktop: Desktop
    theme: Theme
    language: str
    demo: Demo | None = None

    def settle(self) -> None:
        """Wait until nothing is under way and all is painted."""
        lanes = (self.desktop.db, self.desktop.net)
        deadline = QDeadlineTimer(30_000)
        while any(lane.busy for lane in lanes):
            if deadline.hasExpired():
                raise TimeoutError("the desktop does not come to rest")
            QTest.qWait(5)
        QTest.qWait(60)

    def type(self, text: str) -> None:
        """Type into the search box."""
        box = self.desktop.window.search
        self.desktop.window.activateWindow()
        box.setFocus()
        box.clear_all()
        self.desktop.session.unfilter()
        self.settle()
        QTest.keyClicks(box, text)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste into the search box."""
        self.type("")
        QGuiApplication.clipboard().setText(text)
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.desktop.window.search, Qt.Key.Key_V, control)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key wherever the focus is."""
        widget = QApplication.focusWidget() or self.desktop.window
        QTest.keyClick(widget, key)
        self.settle()

    def grab(self) -> QPixmap:
        """The window, with a dialog over it if one is open."""
        window = self.desktop.window
        picture = window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            over = dialog.grab()
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
            middle = QPoint(window.width() - dialog.width(), window.height() - dialog.height()) / 2
            painter.drawPixmap(middle, over)
            painter.end()
            dialog.close()
        return picture


def start(studio: Studio) -> None:
    """Nothing typed yet."""
    studio.type("")


def search(studio: Studio) -> None:
    """Results while typing, the best card beside them."""
    studio.type(QUERIES[studio.language])


def reading(studio: Studio) -> None:
    """A story with its picture, the focus on the card."""
    studio.type({"en": "saint orrin", "es": "saint orrin"}[studio.language])
    studio.press(Qt.Key.Key_Return)


def reading_end(studio: Studio) -> None:
    """The end of an objection: what to avoid stays with the rep."""
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_Return)
    studio.press(Qt.Key.Key_End)


def logged(studio: Studio) -> None:
    """One key pressed: the log, and its undo."""
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F2)


def misspelt(studio: Studio) -> None:
    """Typing errors: what was searched instead, and the way back."""
    studio.type(MISSPELT[studio.language])


def unaccented(studio: Studio) -> None:
    """Spanish without its accents."""
    studio.type(UNACCENTED)


def languages(studio: Studio) -> None:
    """Cards of another language, in a group of their own."""
    studio.type(BOTH_LANGUAGES)
    for _page in range(2):
        studio.press(Qt.Key.Key_PageDown)


def pasted(studio: Studio) -> None:
    """A whole e-mail, and the cards for each sentence that asks for one."""
    studio.paste(MAILS[studio.language])


def filtered(studio: Studio) -> None:
    """Two filters chosen."""
    studio.type(FILTERED[studio.language])
    for facet, value in (("products", "ledger"), ("personas", "finance")):
        studio.desktop.session.choose(facet, value)
        studio.settle()


def nothing(studio: Studio) -> None:
    """A search without a hit: what is nearest, and how marketing gets to know."""
    studio.type(UNKNOWN[studio.language])


def related(studio: Studio) -> None:
    """Cards by meaning below a short list; without the extra there are none."""
    action = studio.desktop.window.actions_.related
    studio.type("")
    action.setChecked(action.isVisible())  # only then is the extra there
    QTest.keyClicks(studio.desktop.window.search, RELATED[studio.language])
    model, deadline = studio.desktop.window.model, QDeadlineTimer(20_000)
    studio.settle()
    found = model.rowCount()
    while action.isChecked() and model.rowCount() == found and not deadline.hasExpired():
        # `qWait` would not let the thread that reads the model run.
        pause = QEventLoop()
        QTimer.singleShot(100, pause.quit)
        pause.exec()


def noted(studio: Studio) -> None:
    """A search without a hit that was left."""
    studio.type(UNKNOWN[studio.language])
    studio.press(Qt.Key.Key_Return)


def large(studio: Studio) -> None:
    """Text at twice its size."""
    for _step in range(8):
        studio.theme.zoom(1)
    studio.type(MISSPELT[studio.language])


def keyboard(studio: Studio) -> None:
    """The keyboard map."""
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F1)


def offline(studio: Studio) -> None:
    """The hub is gone; what was logged waits."""
    if studio.demo is not None:
        studio.type(QUERIES[studio.language])
        studio.demo.go_offline()
        studio.press(Qt.Key.Key_F4)
        studio.press(Qt.Key.Key_F5)


SCENES: tuple[Callable[[Studio], None], ...] = (
    start, search, misspelt, unaccented, languages, pasted, filtered, related, nothing, noted,
    large, reading, reading_end, logged, keyboard, offline,
)  # fmt: skip


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


FIRST_SCENES: tuple[Callable[[Studio], None], ...] = (first_run, first_run_refused)


@contextmanager
def studio_for(
    theme: Theme, library: Library, language: str, demo: Demo | None
) -> Iterator[Studio]:
    """An open desktop on that library, in that language."""
    use_language(language)
    window = MainWindow(theme)
    desktop = build_desktop(theme, window, library, HubClient)
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


def take(
    studio: Studio, scenes: tuple[Callable[[Studio], None], ...], out: Path, only: str
) -> None:
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
        if studio.demo is not None and scene is offline:
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
                    take(studio, SCENES, asked.out, asked.only)
        empty = Library.open(Path(folder, "new"), LibraryKey.random())
        for language in asked.language or LANGUAGES:
            with studio_for(theme, empty, language, None) as studio:
                take(studio, FIRST_SCENES, asked.out, asked.only)
        empty.close()


if __name__ == "__main__":
    main()
