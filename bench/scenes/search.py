"""Searching, reading and logging."""

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from bench.scenes.scene import Scene
from bench.studio import Studio

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
    studio.go_offline()
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F4)
    studio.press(Qt.Key.Key_F5)


SCENES: tuple[Scene, ...] = (
    start, search, misspelt, unaccented, languages, pasted, filtered, related, nothing, noted,
    large, reading, reading_end, logged, keyboard, offline,
)  # fmt: skip
