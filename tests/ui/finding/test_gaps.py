"""A search that finds nothing: what marketing gets to know of it, seen and taken back by the rep."""

from typing import Any

from PySide6.QtCore import Qt

from enablement.library.library import Library
from enablement.ui.finding.gaps import GapState
from enablement.ui.views.finding.request_part import RequestPart

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def part(rep: Any) -> RequestPart:
    """The part of the page that tells what was noted."""
    found: list[RequestPart] = []

    def look() -> bool:
        found[:] = [one for one in rep.window.findChildren(RequestPart) if one.isVisible()]
        return len(found) == 1

    rep.bot.waitUntil(look)
    return found[0]


def events(library: Library) -> list[tuple[str, str]]:
    """What waits for marketing: the kind and the words."""
    return [(event.kind, event.payload["text"]) for event in library.events.waiting()]


def test_a_search_that_stands_is_noted_once_and_says_so(rep: Any, library: Library) -> None:
    rep.type("zeppelin")
    assert events(library) == []
    rep.bot.waitUntil(lambda: bool(events(library)), timeout=10_000)
    rep.settle()
    assert events(library) == [("search", "zeppelin")]
    assert "marketing will see that this search found nothing" in part(rep).line.text()
    rep.press(Key.Key_Return)
    rep.press(Key.Key_Escape)
    rep.type("zeppelin")
    rep.press(Key.Key_Return)
    assert events(library) == [("search", "zeppelin")]


def test_typing_notes_no_keystroke(rep: Any, library: Library) -> None:
    rep.type("zeppelin hangar")
    rep.press(Key.Key_Return)
    assert events(library) == [("search", "zeppelin hangar")]
    assert "1 waiting" in rep.window.sync_line.words


def test_what_was_noted_can_be_taken_back(rep: Any, library: Library) -> None:
    rep.type("zeppelin")
    rep.press(Key.Key_Return)
    rep.click(part(rep).undo)
    assert events(library) == []
    assert part(rep).line.text().startswith("Taken back")
    rep.press(Key.Key_Return)
    assert events(library) == [], "what was taken back is not noted again"


def test_what_has_gone_is_said_to_have_gone(rep: Any, library: Library) -> None:
    rep.type("zeppelin")
    rep.press(Key.Key_Return)
    library.events.take_batch("device")
    rep.click(part(rep).undo)
    assert "sent before" in part(rep).line.text()


def test_one_key_tells_marketing_and_undo_takes_it_back(rep: Any, library: Library) -> None:
    rep.type("zeppelin")
    rep.press(Key.Key_Return, Ctrl)
    assert events(library) == [("request", "zeppelin")]
    assert "you needed this" in rep.window.pane.toast.words
    assert not part(rep).button.isVisible()
    rep.press(Key.Key_Return)
    assert events(library) == [("request", "zeppelin")], "a request says it already"
    rep.press(Key.Key_Z, Ctrl)
    assert events(library) == []
    assert part(rep).button.isVisible()


def test_the_button_tells_marketing_too(rep: Any, library: Library) -> None:
    rep.type("zeppelin")
    rep.click(part(rep).button)
    assert events(library) == [("request", "zeppelin")]


def test_a_pasted_mail_goes_only_when_the_rep_says_so(rep: Any, library: Library) -> None:
    mail = "Xkcdqq wvvzt\nqqzzx vvkkj"
    rep.paste(mail)
    assert part(rep).line.text() == "They get your name and the text that you pasted."
    rep.press(Key.Key_Return)
    assert events(library) == []
    rep.press(Key.Key_Return, Ctrl)
    assert events(library) == [("request", " ".join(mail.split()))]


def test_of_a_very_long_mail_it_says_how_much_goes(rep: Any, library: Library) -> None:
    rep.paste("xkcdqq wvvzt\n" * 400)
    assert "first 2000 characters" in part(rep).line.text()
    rep.press(Key.Key_Return, Ctrl)
    assert len(events(library)[0][1]) == 2000


def test_the_key_does_nothing_while_cards_are_found(rep: Any, library: Library) -> None:
    rep.type("too expensive")
    rep.press(Key.Key_Return, Ctrl)
    assert events(library) == []
    assert rep.session.gaps.gap is None


def test_other_filters_are_no_gap(rep: Any, library: Library) -> None:
    rep.session.choose("kind", "story")
    rep.type("too expensive")
    rep.press(Key.Key_Return)
    assert events(library) == []
    assert rep.session.gaps.gap.state is GapState.UNSAID


def test_a_spelling_is_offered_at_a_click(rep: Any) -> None:
    rep.type("frezzzzer")
    page = rep.window.pane.message
    buttons = [
        one for one in page.findChildren(type(part(rep).button)) if one.objectName() == "example"
    ]
    assert [one.text() for one in buttons] == ["“freezer”"]
    rep.click(buttons[0])
    assert rep.titles()[0] == "Saint Orrin saved a freezer"
