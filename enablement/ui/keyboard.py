"""The keyboard map: every key and what it does, told from the actions themselves."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.actions import CARD_KEYS, OUTCOME_KEYS, Actions, plain
from enablement.ui.kinds import outcome_name

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


@dataclass(frozen=True)
class KeyLine:
    """One line of the keyboard map: alternatives, and what they do."""

    keys: tuple[str, ...]
    words: str


def keyboard_map(actions: Actions) -> list[tuple[str, list[KeyLine]]]:
    """Groups of keys, each with its title, in the order in which a rep needs them."""
    find = [
        KeyLine(("↑", "↓"), _("Choose a card while typing")),
        KeyLine((_("Enter"),), _("Read the card")),
        KeyLine((_("Esc"),), _("Back to the search; again to clear it")),
        KeyLine(("Ctrl+V",), _("Paste an e-mail: the cards for each sentence")),
        *_lines(actions.find, actions.filter, actions.unfilter, actions.exactly, actions.recent,
                actions.request, actions.next, actions.previous),
    ]  # fmt: skip
    card = _lines(
        actions.next_block, actions.previous_block, actions.other_language, actions.difference,
        actions.copy, actions.copy_plain, actions.attachments, actions.present, actions.to_brief,
    )  # fmt: skip
    log = [
        KeyLine((OUTCOME_KEYS[outcome], CARD_KEYS[outcome]), outcome_name(outcome))
        for outcome in Outcome
    ]
    log += [
        *_lines(actions.note),
        KeyLine(_keys(actions.undo), _("Undo the log, for ten seconds")),
        *_lines(actions.question, actions.contradiction, actions.missing),
    ]
    brief = [
        *_lines(actions.new_brief, actions.print, actions.pdf, actions.share,
                actions.after_meeting),
        KeyLine((_native("Ctrl+Shift+Up"), _native("Ctrl+Shift+Down")), _("Move a card up or down")),
        KeyLine((_native("Del"),), _("Take a card out of the brief, or delete a brief")),
    ]  # fmt: skip
    shown = [
        KeyLine(("→", _native("Space"), "PgDn"), _("Next slide")),
        KeyLine(("←", "PgUp"), _("Previous slide")),
        KeyLine(("+", "-", "0"), _("Larger, smaller, as it was")),
        KeyLine(("D",), _("Dark or light")),
        KeyLine((_("Esc"), *_keys(actions.present)), _("Leave")),
    ]
    desk = [
        *_lines(actions.today, actions.briefs, actions.my_log, actions.palette, actions.sync,
                actions.sync_details, actions.larger, actions.smaller, actions.normal),
        KeyLine(("F10",), _("The menu")),
        KeyLine(("F1", "?"), _("This map")),
        *_lines(actions.quit),
    ]  # fmt: skip
    return [
        (_("Find a card"), find),
        (_("With a card"), card),
        (_("Say what it did"), log),
        (_("Briefs"), brief),
        (_("While presenting"), shown),
        (_("The desk"), desk),
    ]


def _keys(action: QAction) -> tuple[str, ...]:
    """The keys of an action; both Enter keys are one to whoever presses them."""
    told = {_plain_key(one).replace("Return", "Enter"): one for one in reversed(action.shortcuts())}
    return tuple(_told(one) for one in reversed(told.values()))


def _native(keys: str) -> str:
    return _told(QKeySequence(keys))


def _told(keys: QKeySequence) -> str:
    """As keyboards have it printed: an arrow is an arrow in every language."""
    native, last = keys.toString(QKeySequence.SequenceFormat.NativeText), _plain_key(keys)
    arrow = _ARROWS.get(last.rpartition("+")[2])
    before, plus, _name = native.rpartition("+")
    return f"{before}{plus}{arrow}" if arrow and plus else native


def _plain_key(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def _lines(*actions: QAction) -> list[KeyLine]:
    return [KeyLine(_keys(action), plain(action)) for action in actions]
