"""Every action of the desktop with its name, its keys and its place in a menu."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.theme import Theme
from enablement.ui.values import Found

OUTCOME_KEYS = {Outcome.WORKED: "F2", Outcome.NEUTRAL: "F3", Outcome.FELL_FLAT: "F4"}
CARD_KEYS = {Outcome.WORKED: "1", Outcome.NEUTRAL: "2", Outcome.FELL_FLAT: "3"}
"""Shorter keys for the same while the card has the focus."""


@dataclass(frozen=True)
class KeyLine:
    """One line of the keyboard map: alternatives, and what they do."""

    keys: tuple[str, ...]
    words: str


class Actions(QObject):
    """The actions of one window; views get the ones they show, the window connects them."""

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._icons: list[tuple[QAction, str, str]] = []
        make = self._make
        self.find = make(_("&Find a card"), ["Ctrl+L", "Ctrl+F"], "search")
        # Enter belongs to the search box; the menu only tells it.
        self.read = make("\t".join((_("&Read the card"), _("Enter"))), [], "story")
        self.filter = make(_("F&ilter…"), ["Ctrl+Shift+F"])
        self.unfilter = make(_("&Without filters"), ["Ctrl+Shift+L"])
        self.exactly = make(_("Search e&xactly this"), ["Ctrl+E"])
        self.recent = make(_("&Recent searches"), ["Ctrl+H"])
        self.request = make(_("&Tell marketing you needed this"), ["Ctrl+Enter", "Ctrl+Return"])
        self.next = make(_("&Next card"), ["Alt+Down"])
        self.previous = make(_("&Previous card"), ["Alt+Up"])
        self.outcomes = {outcome: self._outcome(outcome) for outcome in Outcome}
        self.note = make(_("Add a n&ote"), ["Ctrl+N"], "note")
        self.undo = make(_("&Undo"), ["Ctrl+Z"], "undo")
        self.sync = make(_("&Sync now"), ["F5", "Ctrl+R"], "refresh")
        self.larger = make(_("&Larger text"), ["Ctrl++", "Ctrl+="])
        self.smaller = make(_("&Smaller text"), ["Ctrl+-"])
        self.normal = make(_("&Normal text size"), ["Ctrl+0"])
        # Shown once it is known that the laptop has what it takes.
        self.related = make(_("&Related cards by meaning"), [])
        self.related.setCheckable(True)
        self.related.setVisible(False)
        self.keys = make(_("&Keyboard"), ["F1"], "keyboard")
        self.report = make(_("Last &problem"), [], "unverified")
        self.report.setEnabled(False)
        self.quit = make(_("&Quit"), ["Ctrl+Q"])
        for action in (self.undo, self.unfilter, self.exactly, self.request):
            action.setEnabled(False)
        self.enable_card(on=False)
        theme.changed.connect(self._dress)
        self._dress()

    def enable_card(self, *, on: bool) -> None:
        """Let a card be read and logged, while there is one."""
        for action in (self.read, self.note, *self.outcomes.values()):
            action.setEnabled(on)

    def enable_desk(self, *, on: bool) -> None:
        """Let the cards be searched and synced, once the laptop is enrolled."""
        for action in (self.find, self.filter, self.recent, self.next, self.previous, self.sync):
            action.setEnabled(on)

    def enable_search(self, found: Found) -> None:
        """Let be done what makes sense with what was found."""
        self.unfilter.setEnabled(bool(found.ask.chosen))
        self.exactly.setEnabled(bool(found.corrected))
        self.request.setEnabled(found.nothing and bool(found.text))

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into a menu, with its keys beside it."""
        desk = bar.addMenu(_("Desk"))
        desk.addActions([self.find, self.recent])
        desk.addSeparator()
        desk.addActions([self.filter, self.unfilter, self.exactly, self.request])
        desk.addSeparator()
        desk.addActions([self.sync, self.quit])
        card = bar.addMenu(_("Card"))
        card.addActions([self.read, self.previous, self.next])
        card.addSeparator()
        card.addActions([*self.outcomes.values(), self.note, self.undo])
        view = bar.addMenu(_("View"))
        view.addActions([self.larger, self.smaller, self.normal])
        view.addSeparator()
        view.addAction(self.related)
        bar.addMenu(_("Help")).addActions([self.keys, self.report])

    def map(self) -> list[tuple[str, list[KeyLine]]]:
        """The keyboard map: groups of keys and what they do."""
        find = [
            KeyLine(("↑", "↓"), _("Choose a card while typing")),
            KeyLine((_("Enter"),), _("Read the card")),
            KeyLine((_("Esc"),), _("Back to the search; again to clear it")),
            _line(self.find), _line(self.previous), _line(self.next),
        ]  # fmt: skip
        narrow = [
            KeyLine(("Ctrl+V",), _("Paste an e-mail: the cards for each sentence")),
            _line(self.filter), _line(self.unfilter), _line(self.exactly), _line(self.recent),
            _line(self.request),
        ]  # fmt: skip
        log = [
            KeyLine((OUTCOME_KEYS[outcome], CARD_KEYS[outcome]), outcome_name(outcome))
            for outcome in Outcome
        ]
        log += [
            KeyLine((*_keys(self.note)[:1], "N"), plain(self.note)),
            KeyLine(_keys(self.undo), _("Undo the log, for ten seconds")),
        ]
        rest = [_line(self.sync), _line(self.larger), _line(self.smaller), _line(self.normal),
                KeyLine(("F1", "?"), _("This map")), _line(self.quit)]  # fmt: skip
        return [
            (_("Find and read"), find),
            (_("Search better"), narrow),
            (_("Say what it did"), log),
            (_("The desk"), rest),
        ]

    def _make(self, text: str, keys: list[str], icon: str = "", colour: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(False)
        self._window.addAction(action)
        if icon:
            self._icons.append((action, icon, colour or "text_muted"))
        return action

    def _outcome(self, outcome: Outcome) -> QAction:
        key, name = OUTCOME_KEYS[outcome], outcome_name(outcome)
        colour = f"{OUTCOME_COLOURS[outcome]}_text"
        action = self._make(name, [key], OUTCOME_ICONS[outcome], colour)
        action.setToolTip(_("Log that the card did this: {outcome}").format(outcome=name))
        return action

    def _dress(self) -> None:
        for action, icon, colour in self._icons:
            action.setIcon(self._theme.icon(icon, colour))


def plain(action: QAction) -> str:
    """The name of an action without the mark of its menu key."""
    return action.iconText()


def _keys(action: QAction) -> tuple[str, ...]:
    form = QKeySequence.SequenceFormat.NativeText
    return tuple(sequence.toString(form) for sequence in action.shortcuts())


def _line(action: QAction) -> KeyLine:
    return KeyLine(_keys(action), plain(action))


def connect(action: QAction, do: Callable[[], object]) -> None:
    """Do something when an action is triggered, whatever Qt says about its state."""
    action.triggered.connect(lambda _checked=False: do())
