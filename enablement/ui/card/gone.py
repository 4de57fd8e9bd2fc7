"""Why a card that was asked for is not shown, and where to go on from there."""

from datetime import UTC

from enablement.cards.model import Card
from enablement.library.library import Library
from enablement.translation import _
from enablement.ui.days import day_in_words
from enablement.ui.finding.messages import Message


def gone_message(library: Library, card_id: str) -> Message | None:
    """What to say of a card that may not be shown; `None` where it is not known why."""
    return recalled_message(library, card_id) or expired_message(library, card_id)


def recalled_message(library: Library, card_id: str) -> Message | None:
    """What to say of a card that marketing took back in a hurry; `None` for any other."""
    recall = library.policies.recalls().cards.get(card_id)
    if recall is None or library.cards.get(card_id) is not None:
        return None
    return Message(
        "gone",
        _("Taken back: {reason}").format(reason=recall.reason),
        _("Marketing took back “{title}”. Do not use it any more, not even from memory.").format(
            title=recall.title
        ),
        tips=(
            _("Search for what the buyer said: a newer card may have taken its place."),
            _("Nothing there? Tell marketing you needed it, and they see the gap."),
        ),
        examples=(recall.title,),
    )


def expired_message(library: Library, card_id: str) -> Message | None:
    """What to say of a card that has expired; `None` for one that is gone for another reason."""
    whole = library.whole_card(card_id)
    if whole is None:
        return None
    card, day = whole.held.card, library.moment_of(whole).astimezone(UTC).date()
    if card.expires is None or day < card.expires:
        return None
    others = [other.card.title for other in whole.others if other.card.shown_on(day)]
    return Message(
        "clock",
        _("This card has expired"),
        _("“{title}” was good until {day}. Do not use it any more, not even from memory.").format(
            title=card.title, day=day_in_words(card.expires)
        ),
        tips=(
            _("Search for what the buyer said: a newer card may have taken its place."),
            _("Nothing there? Tell marketing you needed it, and they see the gap."),
        ),
        examples=(*others, *_searches(card))[:4],
    )


def _searches(card: Card) -> tuple[str, ...]:
    """What the buyer says when one needs such a card; its title when marketing named nothing."""
    return card.says[:3] or (card.title,)
