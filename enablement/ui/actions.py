"""Every action of the desktop with its name, its keys and its place in a menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_name
from enablement.ui.theme import Theme
from enablement.ui.values import Found

OUTCOME_KEYS = {Outcome.WORKED: "F2", Outcome.NEUTRAL: "F3", Outcome.FELL_FLAT: "F4"}
CARD_KEYS = {Outcome.WORKED: "1", Outcome.NEUTRAL: "2", Outcome.FELL_FLAT: "3"}
"""Shorter keys for the same while the card has the focus."""


class Actions(QObject):
    """The actions of one window; views get the ones they show, the window connects them."""

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._icons: list[tuple[QAction, str, str]] = []
        make = self._make
        self._make_desk_actions()
        self._make_card_actions()
        self._make_log_actions()
        self._make_brief_actions()
        self._make_view_actions()
        self.palette = make(_("&Do anything…"), ["Ctrl+K"], "command")
        self.keys = make(_("&Keyboard"), ["F1"], "keyboard")
        self.report = make(_("Last &problem"), [], "unverified")
        self.quit = make(_("&Quit"), ["Ctrl+Q"])
        for action in (self.undo, self.unfilter, self.exactly, self.request, self.report):
            action.setEnabled(False)
        self.enable_card(on=False)
        self.enable_brief(on=False)
        theme.changed.connect(self._dress)
        self._dress()

    def _make_desk_actions(self) -> None:
        make = self._make
        self.today = make(_("&Today"), ["Ctrl+T"], "today")
        self.briefs = make(_("&Briefs"), ["Ctrl+B"], "brief")
        self.my_log = make(_("&My log"), ["Ctrl+J"], "log")
        self.find = make(_("&Find a card"), ["Ctrl+L", "Ctrl+F"], "search")
        self.filter = make(_("F&ilter…"), ["Ctrl+Shift+F"], "filter")
        self.unfilter = make(_("&Without filters"), ["Ctrl+Shift+L"], "clear")
        self.exactly = make(_("Search e&xactly this"), ["Ctrl+E"], "search")
        self.recent = make(_("&Recent searches"), ["Ctrl+H"], "clock")
        self.request = make(
            _("Tell marketing &you needed this"), ["Ctrl+Enter", "Ctrl+Return"], "new"
        )
        self.calendar = make(_("Your &calendar…"), [], "calendar")
        self.sync = make(_("&Sync now"), ["F5", "Ctrl+R"], "refresh")
        self.sync_details = make(_("What the sync &does…"), ["Shift+F5"], "synced")

    def _make_card_actions(self) -> None:
        make = self._make
        # Enter belongs to the search box; the menu only tells it.
        self.read = make("\t".join((_("&Read the card"), _("Enter"))), [], "story")
        self.next = make(_("&Next card"), ["Alt+Down"], "down")
        self.previous = make(_("&Previous card"), ["Alt+Up"], "up")
        self.next_block = make(_("Next &block"), ["Ctrl+Down"], "down")
        self.previous_block = make(_("Previous b&lock"), ["Ctrl+Up"], "up")
        self.other_language = make(_("In the &other language"), ["F6"], "language")
        self.difference = make(_("What c&hanged"), ["F7"], "change")
        self.attachments = make(_("Open an &attachment…"), ["Ctrl+Shift+A"], "attachment")
        self.copy = make(_("&Copy the block"), ["Ctrl+Shift+C"], "copy")
        self.copy_plain = make(_("Copy as plain &text"), ["Ctrl+Alt+C"], "copy")
        self.present = make(_("Pre&sent"), ["F11"], "present")

    def _make_log_actions(self) -> None:
        make = self._make
        self.outcomes = {outcome: self._outcome(outcome) for outcome in Outcome}
        self.note = make(_("Add words or a n&ote"), ["Ctrl+N"], "note")
        self.undo = make(_("&Undo"), ["Ctrl+Z"], "undo")
        self.question = make(_("&Ask marketing…"), ["F8"], "ask")
        self.contradiction = make(_("The buyer proved this &wrong…"), ["F9"], "contradiction")
        self.missing = make(_("A card is &missing…"), ["Shift+F8"], "new")
        self.who_sees = make(_("Who &sees what…"), [], "lock")

    def _make_brief_actions(self) -> None:
        make = self._make
        self.new_brief = make(_("&New brief…"), ["Ctrl+Shift+N"], "add")
        self.to_brief = make(_("&Add the card to the brief"), ["Ctrl+D"], "brief")
        self.print = make(_("&Print…"), ["Ctrl+P"], "print")
        self.pdf = make(_("Save as P&DF…"), ["Ctrl+Shift+P"], "file")
        self.share = make(_("&Share with the customer…"), ["Ctrl+Shift+E"], "share")
        self.after_meeting = make(_("After the &meeting…"), ["Ctrl+Shift+M"], "worked")

    def _make_view_actions(self) -> None:
        make = self._make
        self.larger = make(_("&Larger text"), ["Ctrl++", "Ctrl+="], "text")
        self.smaller = make(_("&Smaller text"), ["Ctrl+-"], "text")
        self.normal = make(_("&Normal text size"), ["Ctrl+0"], "text")
        looks = {"system": _("As the &system"), "light": _("&Light"), "dark": _("&Dark")}
        self.looks = {name: self._checkable(words) for name, words in looks.items()}
        # Each language names itself, so that one finds back.
        names = {"en": "&English", "es": "&Español"}
        self.languages = {code: self._checkable(words) for code, words in names.items()}
        for group in (self.looks, self.languages):
            alternatives = QActionGroup(self)
            for action in group.values():
                alternatives.addAction(action)
        self.calm = self._checkable(_("Less &motion"))
        self.tray = self._checkable(_("&Keep in the tray"))
        self.readings = self._checkable(_("Tell which cards I &open"))
        # Shown once it is known that the laptop has what it takes.
        self.related = self._checkable(_("&Related cards by meaning"))
        for action in (self.related, self.tray):
            action.setVisible(False)

    def _checkable(self, text: str) -> QAction:
        action = self._make(text, [])
        action.setCheckable(True)
        return action

    def enable_card(self, *, on: bool) -> None:
        """Let a card be read and logged, while there is one."""
        for action in (
            self.read, self.note, *self.outcomes.values(), self.next_block, self.previous_block,
            self.copy, self.copy_plain, self.present, self.question, self.contradiction,
            self.to_brief,
        ):  # fmt: skip
            action.setEnabled(on)
        for action in (self.other_language, self.difference, self.attachments):
            # Whoever knows that the card has these enables them.
            action.setEnabled(False)

    def enable_brief(self, *, on: bool) -> None:
        """Let a brief be printed, shared and looked back at, while one is open."""
        for action in (self.print, self.pdf, self.share, self.after_meeting):
            action.setEnabled(on)

    def enable_desk(self, *, on: bool) -> None:
        """Let the cards be searched and synced, once the laptop is enrolled."""
        for action in (
            self.today, self.briefs, self.my_log, self.find, self.filter, self.recent, self.next,
            self.previous, self.calendar, self.sync, self.sync_details, self.new_brief, self.missing,
        ):  # fmt: skip
            action.setEnabled(on)

    def enable_search(self, found: Found) -> None:
        """Let be done what makes sense with what was found."""
        self.unfilter.setEnabled(bool(found.ask.chosen))
        self.exactly.setEnabled(bool(found.corrected))
        self.request.setEnabled(found.nothing and bool(found.text))

    def icon_of(self, action: QAction) -> str:
        """The name of an action's icon, if it has one."""
        return next((icon for one, icon, _colour in self._icons if one is action), "")

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


def connect(action: QAction, do: Callable[[], object]) -> None:
    """Do something when an action is triggered, whatever Qt says about its state."""
    action.triggered.connect(lambda _checked=False: do())
