"""Everybody can use every page and sheet: names, roles, the tab key, visible focus, contrast."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QScrollArea,
    QSplitterHandle,
    QWidget,
)

from enablement.settings import shipped_folder
from enablement.sync.protocol import Outcome
from enablement.ui.frame.palette import named_actions
from enablement.ui.kinds import OUTCOME_ICONS, outcome_name
from enablement.ui.sync.sync_words import Phase, SyncNews, sync_words
from enablement.ui.theme import Scheme, read_tokens
from enablement.ui.views.sheet import Sheet
from tests.ui.test_theme import contrast

STYLES = shipped_folder("resources") / "styles"
LEAVE_ALONE = {"quit", "print", "pdf", "share", "report", "tray", "related", "sync", "undo"}
"""Actions that end the test, open the system's own dialogs, or show nothing of ours."""

ROLES_OF_NOTHING = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Whitespace,
}


def stops(top: QWidget) -> list[QWidget]:
    """Whatever the tab key should come to in a window or a sheet."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.window() is top
        if bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not isinstance(widget, QSplitterHandle | QAbstractSlider)
        if not isinstance(widget.parentWidget(), QAbstractScrollArea)
        if not one_of_several(widget)
    ]


def one_of_several(widget: QWidget) -> bool:
    """Whether the arrow keys lead here from the one that is chosen, as among radio buttons."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    exclusive = getattr(widget.group(), "exclusive", None)
    return widget.autoExclusive() or (exclusive is not None and exclusive())


def told(widget: QWidget) -> str:
    """Which widget it is, for whoever mends it."""
    return f"{type(widget).__module__}.{type(widget).__name__} #{widget.objectName()}"


def without_name_or_role(top: QWidget) -> list[str]:
    wrong = []
    for widget in stops(top):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name, role = spoken.text(QAccessible.Text.Name), spoken.role()
        # A page that scrolls is nothing by itself; what is in it is read.
        if not name.strip() or (role in ROLES_OF_NOTHING and not isinstance(widget, QScrollArea)):
            wrong.append(f"{told(widget)}: “{name}”, {role.name}")
    return wrong


def not_reached(top: QWidget) -> list[str]:
    """What the tab key does not come to on its way round."""
    wanted, seen = stops(top), list[QWidget]()
    for _step in range(len(wanted) * 2 + 10):
        focus = QApplication.focusWidget()
        if focus is None or (seen and focus is seen[0]):
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    came_round = bool(seen) and QApplication.focusWidget() is seen[0]
    # Text that takes the tab key for itself is left with it only where it may be written in.
    return [told(one) for one in wanted if one not in seen] + ([] if came_round else ["the end"])


def without_visible_focus(top: QWidget) -> list[str]:
    """What looks the same with the focus and without it."""
    places = stops(top)
    wrong = []
    for widget in places:
        other = next((one for one in places if one is not widget), None)
        if other is None:
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        focused = picture(top, widget)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        if focused == picture(top, widget):
            wrong.append(told(widget))
    return wrong


def picture(top: QWidget, widget: QWidget) -> QImage:
    QApplication.sendPostedEvents()
    spot = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
    return top.grab(spot).toImage()


def problems(top: QWidget) -> dict[str, list[str]]:
    """All that is wrong with a window or a sheet."""
    found = {
        "no name or role": without_name_or_role(top),
        "not reached by Tab": not_reached(top),
        "focus cannot be seen": without_visible_focus(top),
    }
    return {kind: wrong for kind, wrong in found.items() if wrong}


@pytest.fixture(autouse=True)
def no_blinking() -> Iterator[None]:
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(before)


@pytest.mark.parametrize("page", ["today", "briefs", "my_log"])
def test_every_page_of_the_desk(rep: Any, page: str) -> None:
    getattr(rep.window.actions_, page).trigger()
    rep.settle()
    assert problems(rep.window) == {}


@pytest.mark.parametrize("words", ["too expensive", "expensve", "zeppelin"])
def test_every_answer_to_a_search(rep: Any, words: str) -> None:
    rep.type(words)
    assert problems(rep.window) == {}


def test_a_card_that_was_logged(rep: Any) -> None:
    rep.type("too expensive")
    rep.press(Qt.Key.Key_F2)
    assert problems(rep.window) == {}


def test_the_first_page(open_desk: Any) -> None:
    rep = open_desk()
    assert problems(rep.window) == {}
    rep.type("127.0.0.1:9")
    rep.press(Qt.Key.Key_Return)
    assert problems(rep.window) == {}


def test_the_popover_of_the_sync(rep: Any) -> None:
    rep.window.actions_.sync_details.trigger()
    rep.settle()
    popover = rep.desktop.features.sync.popover
    inside = [one for one in stops(rep.window) if popover.isAncestorOf(one)]
    assert len(inside) == 2
    assert without_name_or_role(rep.window) == []


def test_every_sheet_that_an_action_opens(rep: Any) -> None:
    rep.type("too expensive")
    wrong: dict[str, object] = {}
    opened = 0
    for name, action in named_actions(rep.window.actions_).items():
        if name.split(".")[0] in {"languages", "looks", *LEAVE_ALONE} or not action.isEnabled():
            continue
        action.trigger()
        rep.settle()
        sheet = QApplication.activeModalWidget()
        if sheet is not None:
            opened += 1
            rep.bot.waitUntil(sheet.isActiveWindow)
            if isinstance(sheet, Sheet) and (found := problems(sheet)):
                wrong[name] = found
            sheet.close()
            rep.bot.waitUntil(lambda: QApplication.activeWindow() is rep.window)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        rep.window.search.setFocus()
    rep.window.actions_.normal.trigger()
    assert opened >= 2
    assert wrong == {}


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR, GROUND = (re.compile(rf"(?:^|[;\s]){name}:\s*\$(\w+)") for name in ("color", "background"))


def styled_pairs() -> Iterator[tuple[str, str, str]]:
    """Every rule of the style sheets that names a colour for text and its ground."""
    for sheet in sorted(STYLES.glob("*.qss")):
        for selector, body in RULE.findall(sheet.read_text("utf-8")):
            text, ground = COLOUR.search(body), GROUND.search(body)
            if text and ground and ":disabled" not in selector:
                yield " ".join(selector.split()), text[1], ground[1]


@pytest.mark.parametrize("scheme", list(Scheme))
def test_text_on_every_ground_that_a_style_names_can_be_read(scheme: Scheme) -> None:
    tokens, pairs = read_tokens(STYLES, scheme), list(styled_pairs())
    assert len(pairs) > 8
    weak = [
        (selector, text, ground)
        for selector, text, ground in pairs
        if contrast(tokens[text], tokens[ground]) < 4.5
    ]
    assert weak == []


def test_no_meaning_by_colour_alone(rep: Any) -> None:
    assert len(set(OUTCOME_ICONS.values())) == len(Outcome)
    assert len({outcome_name(outcome) for outcome in Outcome}) == len(Outcome)
    rep.desktop.rounds.look()
    rep.settle()
    standing = rep.desktop.rounds.standing
    said = [sync_words(SyncNews(phase, standing), standing.now) for phase in Phase]
    assert len({one.icon for one in said}) == len(Phase) - 1, "not synced yet looks like syncing"
    assert len({one.words for one in said}) == len(Phase)
