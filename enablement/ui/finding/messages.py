"""What the right side says when there is no card to read: a welcome, nothing found, taken back."""

from dataclasses import dataclass

from enablement.translation import _, ngettext
from enablement.ui.values import Found

_QUOTED = 80
"""So many characters of what was searched are repeated in a title."""


@dataclass(frozen=True)
class Message:
    """A page of words.

    `examples` and `recent` are searches to try, `suggestions` other spellings of the one that found
    nothing, `keys` whether the keys are shown. With `gap`, marketing can be told that what was
    searched is missing.
    """

    icon: str
    title: str
    lead: str
    tips: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    keys: bool = False
    gap: bool = False


def welcome(found: Found, recent: tuple[str, ...] = ()) -> Message:
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
        _("Type their words, or paste their e-mail. The cards that answer appear here, online or offline."),
        recent=recent[:4],
        examples=found.examples,
        keys=True,
    )  # fmt: skip


def nothing_found(found: Found, cards: int, unfilter_key: str) -> Message:
    """What one sees when no card matches; the key searches without filters."""
    searched = ngettext("{n} card was searched", "{n} cards were searched", cards).format(n=cards)
    lead = _("{searched}, every word of them.").format(searched=searched)
    tips = [] if found.suggestions else [
        _("Try fewer words: the two or three that carry the meaning."),
        _("Try what the buyer says rather than what we call it: “no budget”, not “pricing”."),
    ]  # fmt: skip
    if found.ask.chosen:
        tips = [_("Filters are on: {key} searches without them.").format(key=unfilter_key)]
    if found.partial:
        tips = [_("The search is still being prepared: this page changes when a card is found.")]
    if found.ask.pasted:
        tips = [_("Paste only the sentence that matters, or type its two or three main words.")]
    return Message(
        "search", _nothing_title(found), lead, tips=tuple(tips), suggestions=found.suggestions,
        gap=bool(found.text),
    )  # fmt: skip


def _nothing_title(found: Found) -> str:
    if not found.text:
        return _("No card has all that you chose")
    if found.ask.pasted:
        return _("No card answers the text that you pasted")
    text = found.text if len(found.text) <= _QUOTED else f"{found.text[:_QUOTED].rstrip()}…"
    if found.ask.verbatim:
        return _("Nothing found for exactly “{text}”").format(text=text)
    return _("Nothing found for “{text}”").format(text=text)


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


def erased_words() -> tuple[str, str]:
    """What one is told, and may do, once marketing has had the library of this laptop erased."""
    return (
        _("Marketing had the library on this laptop erased."),
        _("All that you had logged was sent first. Ask marketing for a new invitation."),
    )


def count_line(found: Found) -> str:
    """The line above the list: how many cards, and for what."""
    total = found.total
    if found.ask.pasted:
        if found.asking:
            words = ngettext("{n} sentence asks for a card", "{n} sentences ask for a card", found.asking)  # fmt: skip
            return words.format(n=found.asking)
        return _("No sentence in it asks for a card by itself")
    if found.nothing:
        return _("No card found")
    if not found.text:
        words = (
            ngettext("{n} card", "{n} cards", total)
            if found.ask.chosen
            else ngettext("{n} card", "All {n} cards", total)
        )
    elif found.ask.verbatim:
        words = ngettext("{n} card with exactly these words", "{n} cards with exactly these words", total)  # fmt: skip
    else:
        words = ngettext("{n} card found", "{n} cards found", total)
    return words.format(n=total)


def pasted_words(text: str) -> str:
    """What stands in the search box instead of a pasted text."""
    count = len(text.split())
    return ngettext("Pasted text, {n} word", "Pasted text, {n} words", count).format(n=count)
