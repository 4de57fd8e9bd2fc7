"""The head of the card: fixed where there is room, scrolling with the page in a low window."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from enablement.library.library import Library
from enablement.sync.policies import CardEvidence, Evidence

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def large(rep: Any) -> Any:
    """A rep with large text in a low window."""
    rep.window.resize(880, 560)
    for _step in range(5):
        rep.press(Key.Key_Plus, Ctrl)
    rep.type("too expensive")
    yield rep
    rep.press(Key.Key_0, Ctrl)


def test_the_head_stands_still_where_there_is_room(rep: Any) -> None:
    rep.window.resize(1280, 800)
    rep.type("too expensive")
    pane = rep.window.pane
    assert not pane.browser.carries
    assert pane.header.geometry().bottom() <= pane.browser.geometry().top()


def test_the_head_scrolls_with_the_page_in_a_low_window(large: Any) -> None:
    pane = large.window.pane
    browser, header = pane.browser, pane.header
    assert browser.carries
    assert header.isVisible()
    first = browser.box_of("say_this").place.top()
    assert first >= header.height()
    browser.verticalScrollBar().setValue(60)
    assert header.y() == browser.frameWidth() - 60


def test_the_head_is_as_high_as_its_words_at_every_width(large: Any) -> None:
    header = large.window.pane.header
    for width in range(880, 1120, 2):
        large.window.resize(width, 560)
        QTest.qWait(1)
        assert header.height() >= header.high(header.width()), width


def test_back_at_the_normal_size_it_stands_still_again(large: Any) -> None:
    large.press(Key.Key_0, Ctrl)
    large.window.resize(1280, 800)
    pane = large.window.pane
    assert not pane.browser.carries
    assert pane.header.isVisible()


def test_the_head_tells_the_evidence_of_the_revision(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    evidence = Evidence(cards={"too-expensive": CardEvidence(revision=1, worked=7, neutral=1)})
    deck.sync_in(library, deck.all, {("evidence", "usage"): evidence})
    deck.enrol(library)
    rep = open_desk()
    rep.type("too expensive")
    piece = rep.window.pane.header.evidence
    assert piece.words.text() == "Worked 88% · 53–98% · n = 8"
    assert "8 logs of this revision" in piece.words.accessibleDescription()
    rep.window.search.clear()
    rep.type("freezer")
    assert piece.words.text() == "Not enough logs yet"


def test_a_card_too_long_for_a_live_call_says_so(
    library: Library, deck: Any, open_desk: Callable[[], Any]
) -> None:
    long = deck.expensive.model_copy(update={"body": f"## Say this\n\n{'word ' * 150}\n"})
    story = deck.freezer.model_copy(update={"body": f"## Situation\n\n{'word ' * 300}\n"})
    deck.put(library, (long, story.model_copy(update={"verify_by": date(2020, 1, 1)})))
    deck.enrol(library)
    rep = open_desk()
    rep.type("too expensive")
    assert rep.window.pane.header._time.words.text() == "60 s to say, 40 s is better"
    rep.window.search.clear()
    rep.type("saint orrin")
    assert rep.window.pane.header._time.words.text() == "120 s to tell: too long for a live call"
