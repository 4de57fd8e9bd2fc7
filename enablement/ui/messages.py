"""What the right side says when there is no card to read: a welcome, nothing found, taken back."""

from dataclasses import dataclass

from enablement.translation import _, ngettext
from enablement.ui.values import Found


@dataclass(frozen=True)
class Message:
    """A page of words: `examples` are searches to try, `keys` whether the keys are shown."""

    icon: str
    title: str
    lead: str
    tips: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    keys: bool = False


def welcome(found: Found) -> Message:
    """What one sees before anything was typed."""
    if not found.total:
        return Message(
            "synced",
            _("Your cards are on their way"),
            _("They come with the first sync, and stay on this laptop from then on."),
        )
    return Message(
        "objection",
        _("What did the buyer say?"),
        _("Type their words. The card that answers them appears here, online or offline."),
        examples=found.examples,
        keys=True,
    )


def nothing_found(found: Found, cards: int) -> Message:
    """What one sees when no card matches."""
    searched = ngettext("{n} card was searched", "{n} cards were searched", cards).format(n=cards)
    return Message(
        "search",
        _("Nothing found for “{text}”").format(text=found.text),
        _("{searched}: titles, the buyer's words and the whole text.").format(searched=searched),
        tips=(
            _("Try fewer words: the two or three that carry the meaning."),
            _("Try what the buyer says rather than what we call it: “no budget”, not “pricing”."),
            _("Press Esc to see every card."),
        ),
    )


def taken_back(title: str) -> Message:
    """What one sees when the card that was being read is not approved any more."""
    return Message(
        "gone",
        _("Marketing took this card back"),
        _("“{title}” is no longer approved, so it is not shown any more.").format(title=title),
        tips=(
            _("What you logged about it is kept and still counts."),
            _("Search again: a newer card may have taken its place."),
        ),
    )


def count_line(found: Found) -> str:
    """The line above the list: how many cards, and for what."""
    if not found.text:
        return ngettext("{n} card", "All {n} cards", found.total).format(n=found.total)
    if found.corrected:
        return _("{n} for “{corrected}”, as “{text}” was not found").format(
            n=found.total, corrected=found.corrected, text=found.text
        )
    if not found.total:
        return _("No card found")
    return ngettext("{n} card found", "{n} cards found", found.total).format(n=found.total)
