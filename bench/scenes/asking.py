"""Asking marketing, contradicting a card, and what comes back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.scenes.scene import Scene
from bench.studio import Studio
from enablement.sync.protocol import Contradiction, Question, Reply, Request

CARDS = {
    "en": ("too-expensive", "competitor-is-cheaper"),
    "es": ("demasiado-caro", "la-competencia-es-mas-barata"),
}
ASKED = {
    "en": "They have four stores, not ten. Does the price by the day still hold?",
    "es": "Tienen cuatro tiendas, no diez. ¿Sigue valiendo el precio por día?",
}
ANSWERED = {
    "en": "It does, from three stores on. Below that, leave the price by the day out and tell the "
    "story of Saint Orrin instead.\n\nI will put it on the card this week.",
    "es": "Sí, a partir de tres tiendas. Con menos, deja fuera el precio por día y cuenta la "
    "historia de Saint Orrin.\n\nEsta semana lo pongo en la tarjeta.",
}
THANKS = {
    "en": "Thank you, that saved the meeting.",
    "es": "Gracias, eso ha salvado la reunión.",
}
WRONG = {
    "en": ("Their list price fell in May.", "We pay eleven dollars a day, here is the invoice"),
    "es": ("Su tarifa bajó en mayo.", "Pagamos once dólares al día, aquí está la factura"),
}
NEEDED = {
    "en": ("temperature records for pharmacies", "Two clinics asked for it this month."),
    "es": ("registros de temperatura para farmacias", "Lo han pedido dos clínicas este mes."),
}


def asking(studio: Studio) -> None:
    """A question, half written."""
    _read(studio, CARDS[studio.language][0])
    studio.desktop.session.choose_block("say_this")
    studio.press(Qt.Key.Key_F8)
    _write(studio, ASKED[studio.language])


def asking_large(studio: Studio) -> None:
    """A contradiction with text at twice its size."""
    _read(studio, CARDS[studio.language][0])
    for _step in range(8):
        studio.theme.zoom(1)
    studio.press(Qt.Key.Key_F9)
    _write(studio, WRONG[studio.language][0])


def contradict(studio: Studio) -> None:
    """What the buyer proved wrong."""
    _read(studio, CARDS[studio.language][0])
    studio.press(Qt.Key.Key_F9)
    text, words = WRONG[studio.language]
    _write(studio, text)
    studio.press(Qt.Key.Key_Tab)
    _write(studio, words)


def contradicted(studio: Studio) -> None:
    """The card warns at once."""
    contradict(studio)
    focus = QApplication.focusWidget()
    if focus is not None:
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    studio.settle()


def missing(studio: Studio) -> None:
    """A card that is missing, in the rep's own words."""
    studio.type("")
    studio.desktop.window.actions_.missing.trigger()
    studio.settle()
    _write(studio, NEEDED[studio.language][0])


def conversation(studio: Studio) -> None:
    """A question, its answer, and a reply that waits."""
    if studio.demo is None:
        return
    said = studio.demo.library.events
    question = Question(
        card_id=CARDS[studio.language][0], revision=4, text=ASKED[studio.language],
        block="say_this",
    )  # fmt: skip
    thread_id = said.log_question(question).event_id
    _sync(studio)
    studio.demo.hub.threads.answer(thread_id, ANSWERED[studio.language], "Rosa Gil")
    _sync(studio)
    said.log_reply(Reply(thread_id=thread_id, text=THANKS[studio.language]))
    _read(studio, question.card_id)
    _open(studio, thread_id)


def conversation_large(studio: Studio) -> None:
    """The same with text at twice its size."""
    for _step in range(8):
        studio.theme.zoom(1)
    conversation(studio)


def conversation_declined(studio: Studio) -> None:
    """A request that was declined."""
    if studio.demo is None:
        return
    text, note = NEEDED[studio.language]
    thread_id = studio.demo.library.events.log_request(Request(text=text, note=note)).event_id
    _sync(studio)
    words = {
        "en": "We do not sell to pharmacies before 2028; say so, it costs us nothing.",
        "es": "No vendemos a farmacias antes de 2028; dilo así, no nos cuesta nada.",
    }
    studio.demo.hub.threads.decline(thread_id, words[studio.language], "Rosa Gil")
    _sync(studio)
    studio.type("")
    _open(studio, thread_id)


def conversation_changed(studio: Studio) -> None:
    """A contradiction that changed the card."""
    if studio.demo is None:
        return
    text, words = WRONG[studio.language]
    card_id = CARDS[studio.language][1]
    told = Contradiction(card_id=card_id, revision=3, text=text, words=words)
    thread_id = studio.demo.library.events.log_contradiction(told).event_id
    _sync(studio)
    said = {"en": "You were right; it is mended.", "es": "Tenías razón; está corregido."}
    studio.demo.hub.threads.changed(thread_id, card_id, 4, said[studio.language], "Rosa Gil")
    _sync(studio)
    _read(studio, card_id)
    _open(studio, thread_id)


def _read(studio: Studio, card_id: str) -> None:
    studio.type("")
    studio.desktop.session.read(card_id)
    studio.settle()
    studio.desktop.window.pane.browser.setFocus()


def _sync(studio: Studio) -> None:
    studio.desktop.rounds.sync()
    studio.settle()


def _open(studio: Studio, thread_id: str) -> None:
    studio.desktop.window.pane.toast.hide()
    studio.desktop.features.asking.open_thread(thread_id)
    studio.settle()


def _write(studio: Studio, text: str) -> None:
    """Into the field that has the cursor; what is there already is replaced."""
    field = QApplication.focusWidget()
    if field is not None:
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    studio.settle()


SCENES: tuple[Scene, ...] = (
    asking, asking_large, contradict, contradicted, missing, conversation, conversation_large,
    conversation_declined, conversation_changed,
)  # fmt: skip
