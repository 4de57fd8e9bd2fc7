"""Logging, saying more of it, and the rep's own log."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bench.scenes.scene import Scene
from bench.scenes.search import QUERIES
from bench.studio import Studio
from enablement.sync.protocol import Contradiction, Outcome, Question, Request, Search, Usage

WORDS = {
    "en": ("we have no budget before april", "asked for a pilot in two stores", "Saint Orrin", "negotiation"),
    "es": ("no tenemos presupuesto hasta abril", "pide un piloto en dos tiendas", "Saint Orrin", "negociación"),
}  # fmt: skip


CARD = {"en": "too-expensive", "es": "demasiado-caro"}
TOLD = {
    "en": {
        "search": "door alarms for vans",
        "question": "Does the price hold for fewer than ten stores?",
        "request": "temperature records for pharmacies",
        "wrong": "They pay 9 dollars a day with Thermavox.",
        "answer": "Yes: the price for one store is the same from the first to the ninth.",
        "declined": "We do not sell to pharmacies before the audit in March.",
    },
    "es": {
        "search": "alarmas de puerta para furgonetas",
        "question": "¿Vale el precio para menos de diez tiendas?",
        "request": "registros de temperatura para farmacias",
        "wrong": "Con Thermavox pagan 9 dólares al día.",
        "answer": "Sí: el precio por tienda es el mismo de la primera a la novena.",
        "declined": "No vendemos a farmacias antes de la auditoría de marzo.",
    },
}


def log_words(studio: Studio) -> None:
    """One key pressed, then the buyer's words and the meeting."""
    studio.type(QUERIES[studio.language])
    studio.desktop.session.choose_block("proof")
    studio.press(Qt.Key.Key_F2)
    _add_words(studio)


def log_meeting(studio: Studio) -> None:
    """The next log carries the meeting by itself."""
    studio.type(QUERIES[studio.language])
    studio.press(Qt.Key.Key_F4)


def log_large(studio: Studio) -> None:
    """Text at twice its size."""
    studio.type(QUERIES[studio.language])
    for _step in range(8):
        studio.theme.zoom(1)
    studio.press(Qt.Key.Key_F2)
    studio.desktop.window.actions_.note.trigger()
    studio.settle()


def my_log_none(studio: Studio) -> None:
    """Nothing recorded yet."""
    studio.type("")
    studio.desktop.window.actions_.my_log.trigger()
    studio.settle()


def my_log(studio: Studio) -> None:
    """What was recorded, and what became of it."""
    _record(studio)
    studio.type("")
    studio.desktop.window.actions_.my_log.trigger()
    studio.settle()
    studio.press(Qt.Key.Key_Down)


def my_log_large(studio: Studio) -> None:
    """The same with text at twice its size."""
    _record(studio)
    studio.type("")
    for _step in range(8):
        studio.theme.zoom(1)
    studio.desktop.window.actions_.my_log.trigger()
    studio.settle()


def my_log_change(studio: Studio) -> None:
    """Changing what waits."""
    words, note, account, stage = WORDS[studio.language]
    if studio.demo is not None:
        used = Usage(
            card_id=CARD[studio.language], revision=4, outcome=Outcome.FELL_FLAT, words=words,
            note=note, account=account, stage=stage,
        )  # fmt: skip
        studio.demo.library.events.log_usage(used)
    my_log(studio)
    studio.press(Qt.Key.Key_Home)
    studio.press(Qt.Key.Key_Return)


def my_log_who(studio: Studio) -> None:
    """Who sees what."""
    my_log(studio)
    studio.desktop.features.my_log.page.who.click()
    studio.settle()


def _record(studio: Studio) -> None:
    """What a rep records in a week, once a library."""
    if studio.demo is None:
        return
    events, (words, note, account, stage) = studio.demo.library.events, WORDS[studio.language]
    card, told = CARD[studio.language], TOLD[studio.language]
    before = events.page(9, kinds=("contradiction",))
    if card in [event.payload["card_id"] for event in before]:
        return
    events.log_search(Search(text=told["search"]))
    events.log_usage(Usage(card_id=card, revision=4, outcome=Outcome.WORKED, block="say_this"))
    question = Question(card_id=card, revision=4, text=told["question"])
    asked = [
        events.log_question(question),
        events.log_request(Request(text=told["request"])),
        events.log_contradiction(Contradiction(card_id=card, revision=4, text=told["wrong"])),
    ]
    studio.desktop.rounds.sync()
    studio.settle()
    threads = studio.demo.hub.threads
    threads.answer(asked[0].event_id, told["answer"], "Vera Lindqvist")
    threads.decline(asked[1].event_id, told["declined"])
    studio.desktop.rounds.sync()
    studio.settle()
    events.log_usage(Usage(card_id=card, revision=4, outcome=Outcome.NEUTRAL, note=note))
    events.log_usage(
        Usage(
            card_id=card, revision=4, outcome=Outcome.FELL_FLAT, words=words, note=note,
            account=account, stage=stage, block="proof",
        )
    )  # fmt: skip


def _add_words(studio: Studio) -> None:
    studio.desktop.window.actions_.note.trigger()
    studio.settle()
    for text in WORDS[studio.language]:
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit):
            raise TypeError("no line has the focus")
        field.selectAll()
        field.insert(text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    studio.settle()


SCENES: tuple[Scene, ...] = (
    my_log_none, log_words, log_meeting, log_large, my_log, my_log_large, my_log_change, my_log_who,
)  # fmt: skip
