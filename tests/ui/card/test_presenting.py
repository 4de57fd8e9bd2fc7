"""Presenting as a rep does: full screen, by keys, and nothing of the rep's own on it."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from enablement.library.cards import HeldCard
from enablement.library.library import Library
from enablement.ui.theme import Scheme
from enablement.ui.views.card.presentation import Presentation

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def shared(rep: Any, library: Library, deck: Any) -> Any:
    """A rep with a story that is marked for customers."""
    story = deck.freezer.model_copy(update={"shareable": True})
    deck.put(library, (story, deck.expensive), revision=2)
    rep.type("saint orrin")
    return rep


def view(rep: Any) -> Presentation:
    shown: Presentation = rep.desktop.features.presenting.view
    assert shown is not None
    assert shown.isVisible()
    return shown


def test_f11_shows_the_card_full_screen_and_escape_leaves(shared: Any) -> None:
    shared.press(Key.Key_F11)
    shown = view(shared)
    assert shown.isFullScreen()
    assert shown.slide.words == "A freezer failed at night."
    QTest.keyClick(shown, Key.Key_Escape)
    assert shared.desktop.features.presenting.view is None


def test_f11_leaves_too(shared: Any) -> None:
    shared.press(Key.Key_F11)
    QTest.keyClick(view(shared), Key.Key_F11)
    assert shared.desktop.features.presenting.view is None


@pytest.mark.parametrize(
    ("on", "back"),
    [
        (Key.Key_Right, Key.Key_Left),
        (Key.Key_Space, Key.Key_Backspace),
        (Key.Key_PageDown, Key.Key_PageUp),
        (Key.Key_End, Key.Key_Home),
    ],
)
def test_keys_step_through_the_blocks(shared: Any, on: Qt.Key, back: Qt.Key) -> None:
    shared.press(Key.Key_F11)
    shown = view(shared)
    QTest.keyClick(shown, on)
    assert (shown.slide.heading, shown.slide.words) == ("Result", "Nothing was lost.")
    QTest.keyClick(shown, on)
    assert shown.slide.heading == "Result", "the last slide stays"
    QTest.keyClick(shown, back)
    assert shown.slide.heading == "Situation"


def test_clicks_step_too(shared: Any) -> None:
    shared.press(Key.Key_F11)
    shown = view(shared)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert shown.slide.heading == "Result"
    QTest.mouseClick(shown, Qt.MouseButton.RightButton, pos=QPoint(40, 40))
    assert shown.slide.heading == "Situation"


def test_words_grow_and_colours_turn(shared: Any) -> None:
    shared.press(Key.Key_F11)
    shown = view(shared)
    QTest.keyClick(shown, Key.Key_Plus)
    assert shown.enlarged > 1
    QTest.keyClick(shown, Key.Key_0)
    QTest.keyClick(shown, Key.Key_Minus)
    assert shown.enlarged < 1
    before = shown.scheme
    QTest.keyClick(shown, Key.Key_D)
    assert {before, shown.scheme} == {Scheme.LIGHT, Scheme.DARK}


def test_what_is_said_to_a_screen_reader_is_the_slide(shared: Any) -> None:
    shared.press(Key.Key_F11)
    said = view(shared).accessibleDescription()
    assert said == "Saint Orrin saved a freezer. Situation. A freezer failed at night."


def test_a_card_that_is_not_marked_asks_once(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_F11)
    presenting = rep.desktop.features.presenting
    assert presenting.view is None
    assert rep.window.pane.toast.words == "This card is not marked for customers."
    rep.press(Key.Key_F11)
    QTest.keyClick(view(rep), Key.Key_End)
    assert view(rep).slide.words == "• Write-offs fell 63%.", "`Avoid` is never shown"
    QTest.keyClick(view(rep), Key.Key_Escape)
    rep.bot.waitUntil(rep.window.search.hasFocus)
    rep.press(Key.Key_F11)
    assert view(rep).isVisible(), "asked once, it is shown at once"


def test_the_answer_is_not_for_another_card(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_F11)
    rep.press(Key.Key_Down)
    rep.press(Key.Key_F11)
    assert rep.desktop.features.presenting.view is None


def test_the_question_lapses_when_another_card_is_opened(rep: Any) -> None:
    rep.type("expensive")
    rep.press(Key.Key_F11)
    rep.press(Key.Key_Down)
    rep.press(Key.Key_Up)
    rep.press(Key.Key_F11)
    assert rep.desktop.features.presenting.view is None, "it was asked before the other card"
    rep.press(Key.Key_F11)
    assert view(rep).isVisible()


def test_the_question_lapses_with_its_words(rep: Any) -> None:
    rep.type("too expensive")
    presenting = rep.desktop.features.presenting
    presenting.question.setInterval(40)
    rep.press(Key.Key_F11)
    rep.bot.waitUntil(lambda: not rep.window.pane.toast.words)
    rep.bot.waitUntil(lambda: not presenting.question.isActive())
    presenting.question.setInterval(6000)
    rep.press(Key.Key_F11)
    assert presenting.view is None, "nobody sees the question any more"
    assert rep.window.pane.toast.words


def test_a_card_with_nothing_for_a_customer_says_so(rep: Any, library: Library, deck: Any) -> None:
    secret = deck.freezer.model_copy(
        update={"body": "## Avoid\n\nAll of it.\n", "shareable": True, "title": "Secret"}
    )
    deck.put(library, (secret,), revision=2)
    rep.type("secret")
    rep.press(Key.Key_F11)
    assert rep.desktop.features.presenting.view is None
    assert "nothing on this card for a customer" in rep.window.pane.toast.words


def test_several_cards_are_shown_in_their_order(rep: Any) -> None:
    desk = rep.session._desk
    cards = [desk.open_card(name) for name in ("freezer-night", "too-expensive")]
    presenting = rep.desktop.features.presenting
    presenting.show(cards)
    assert rep.window.pane.toast.words == "2 cards are not marked for customers."
    presenting.show(cards)
    rep.settle()
    titles = [slide.title for slide in view(rep)._slides]
    assert titles == ["Saint Orrin saved a freezer"] * 2 + ["It costs too much"] * 2


def test_the_brief_in_view_is_presented_card_by_card(rep: Any, library: Library, deck: Any) -> None:
    marked = [card.model_copy(update={"shareable": True}) for card in deck.all]
    deck.put(library, tuple(marked), revision=2)
    library.briefs.create("Renewal", ["freezer-night", "too-expensive"])
    rep.press(Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not rep.window.actions_.present.isEnabled(), "all briefs are listed, none is open"
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F11)
    shown = view(rep)
    titles = [shown.slide.title]
    for _step in range(3):
        QTest.keyClick(shown, Key.Key_PageDown)
        titles.append(shown.slide.title)
    assert titles == ["Saint Orrin saved a freezer"] * 2 + ["It costs too much"] * 2


def test_what_expired_while_it_was_open_is_not_shown(shared: Any, library: Library) -> None:
    """Another process may have synced, or a day may have ended, since the card was opened."""
    gone = shared.session.open_card.card.model_copy(update={"expires": library.today()})
    held = HeldCard(gone, 3, gone.content_hash)
    library.cards.stage({held.hash: gone.to_bytes()})
    with library.writing() as writer:
        library.cards.replace(writer, library.cards.entries(), [held], set())
    shared.press(Key.Key_F11)
    assert shared.desktop.features.presenting.view is None
