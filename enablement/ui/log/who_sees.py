"""Who sees what of a rep's record, in plain words; true of the hub's pages, commands and tables."""

from dataclasses import dataclass

from enablement.sync.protocol import MAX_ASKED
from enablement.translation import _


@dataclass(frozen=True)
class Insight:
    """One group of people or one place, and what they get to know."""

    icon: str
    title: str
    sentences: tuple[str, ...]


def in_short() -> str:
    """The heart of it, for the top of the page."""
    return _(
        "Marketing reads each log with your team, never with your name, and how often each card is "
        "opened. What you search and find and plan stays on this laptop."
    )


def who_sees_what() -> tuple[Insight, ...]:
    """All of it."""
    return (
        Insight("worked", _("Each log, as marketing reads it"), (
            _("The card, its revision and block, the outcome, the buyer’s words, your note, the "
              "account, the stage and when. With it your team and region, not your name: in a small "
              "team they may guess it."),
            _("The hub keeps your name beside each log and search, to count how many reps a figure "
              "comes from. Whoever runs its database could read it there."),
        )),
        Insight("ask", _("Questions, requests, and what the buyer proved wrong"), (
            _("Marketing reads your words with your name, team and region, so that somebody can "
              "answer you. The same holds for a request for a card and for your replies."),
        )),
        Insight("search", _("Searches that found nothing"), (
            _("The words you typed, {n} characters at most, shown without your name. You see each "
              "of them here, and can delete it until it is sent. A pasted text is never noted.")
            .format(n=MAX_ASKED),
        )),
        Insight("file", _("Which cards you open"), (
            _("Once a day, how often each card was open for four seconds: without the hour, shown "
              "without your name and only from three reps on. “Tell which cards I open” in the menu "
              "switches it off."),
        )),
        Insight("evidence", _("Your colleagues"), (
            _("They see how often a card worked: only from five logs of at least three reps on. "
              "Nobody’s own record can be read from it."),
        )),
        Insight("refresh", _("Each sync"), (
            _("The name of this laptop, when it called last, and which state of the cards it has."),
        )),
        Insight("lock", _("What never leaves this laptop"), (
            _("Searches that found something, when and for how long a card is open, your recent "
              "searches, your briefs and your calendar. All of it is encrypted here."),
        )),
    )  # fmt: skip
