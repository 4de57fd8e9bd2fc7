"""Another language at once: a new window, and the rep goes on where the old one was left."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from enablement.library.library import Library
from enablement.translation import current_language, use_language
from enablement.ui.preferences import Preferences

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def speak(rep: Any, code: str) -> None:
    """Choose a language in the menu."""
    rep.window.actions_.languages[code].trigger()
    rep.bot.waitUntil(lambda: current_language() == code)
    rep.settle()
    rep.settle()


def sweep() -> None:
    """Let Qt delete what is to be deleted later."""
    # Not `processEvents`: it would handle whatever else is there, a window that is going included.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_the_card_the_words_the_place_and_the_focus_are_kept(rep: Any) -> None:
    rep.window.resize(1100, 700)
    rep.type("expensive")
    rep.press(Key.Key_Down)
    rep.press(Key.Key_Return)
    card = rep.session.open_card.card.id
    assert rep.window.pane.browser.hasFocus()
    before = rep.window
    speak(rep, "es")
    assert rep.window is not before
    sweep()
    assert not shiboken6.isValid(before)
    assert rep.window.search.text() == "expensive"
    assert rep.session.open_card.card.id == card
    assert rep.window.pane.shows_card
    assert rep.window.pane.browser.hasFocus()
    assert rep.window.size() == QSize(1100, 700)
    assert rep.window.actions_.quit.iconText() == "Salir"
    assert rep.window.actions_.languages["es"].isChecked()


@pytest.mark.parametrize("page", ["today", "briefs", "my_log"])
def test_a_page_stays_though_something_is_typed(rep: Any, page: str) -> None:
    rep.type("expensive")
    getattr(rep.window.actions_, page).trigger()
    rep.settle()
    speak(rep, "es")
    assert rep.window.search.text() == "expensive"
    assert rep.window.pane.page == page
    assert len(rep.titles()) == 2


def test_filters_and_a_pasted_text_are_kept(rep: Any) -> None:
    rep.type("expensive")
    rep.session.choose("kind", "objection")
    rep.settle()
    chosen = rep.session.ask.chosen
    assert chosen
    speak(rep, "es")
    assert (rep.session.ask.words, rep.session.ask.chosen) == ("expensive", chosen)
    rep.paste("It is too expensive.\nAnd the other one is less expensive than that.")
    pasted = rep.window.search.content
    speak(rep, "en")
    assert rep.window.search.content == pasted
    assert rep.session.ask.pasted


def test_the_sync_line_keeps_its_news(rep: Any) -> None:
    assert rep.window.sync_line.words == "Offline"
    speak(rep, "es")
    assert rep.window.sync_line.words == "Sin conexión"
    assert rep.window.actions_.sync.isEnabled()


def test_the_choice_is_remembered(rep: Any, library: Library) -> None:
    speak(rep, "es")
    assert Preferences(library.folder).language == "es"
    speak(rep, "en")
    assert Preferences(library.folder).language == "en"


def test_qts_own_words_follow(rep: Any) -> None:
    def told() -> tuple[str, str]:
        field = QLineEdit()
        copies = (one for one in field.createStandardContextMenu().actions())
        native = QKeySequence.SequenceFormat.NativeText
        words = next(one.text() for one in copies if one.objectName() == "edit-copy")
        keys = rep.window.actions_.filter.shortcut().toString(native)
        return words.replace("&", "").split("\t")[0], keys

    speak(rep, "es")
    assert told() == ("Copiar", "Ctrl+Mayús+F")
    speak(rep, "en")
    assert told() == ("Copy", "Ctrl+Shift+F")


def test_a_log_that_was_under_way_is_written(rep: Any) -> None:
    rep.type("too expensive")
    rep.window.actions_.outcomes["worked"].trigger()
    rep.desktop.speak("es")
    rep.settle()
    rep.desktop.rounds.look()
    rep.settle()
    assert [log["outcome"] for log in rep.logs()] == ["worked"]
    assert "1" in rep.window.sync_line.words


def test_nothing_of_the_old_window_lives_on(rep: Any) -> None:
    theme, rounds, lane = rep.desktop._theme, rep.desktop.rounds, rep.desktop.db
    speak(rep, "es")
    speak(rep, "en")
    sweep()

    def ties() -> tuple[int, ...]:
        return (
            theme.receivers(SIGNAL("changed()")),
            rounds.receivers(SIGNAL("news(PyObject)")),
            rounds.receivers(SIGNAL("synced(PyObject)")),
            lane.receivers(SIGNAL("found_bug(PyObject)")),
            len(QApplication.topLevelWidgets()),
        )

    before, old = ties(), []
    assert before[0] > 0
    assert before[1] > 0
    for code in ("es", "en") * 5:
        old.append((rep.window, weakref.ref(rep.session)))
        speak(rep, code)
    sweep()
    assert ties() == before
    assert not any(shiboken6.isValid(window) for window, _session in old)


@pytest.fixture(autouse=True)
def back_to_english(open_desk: Callable[[], Any]) -> Any:
    yield
    use_language("en")
