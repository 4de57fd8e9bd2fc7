"""Giving a card's file another `verify_by` while every other word of it stays as it was written."""

from datetime import date

from enablement.cards.model import Card
from enablement.hub.drafting.findings import check_text
from enablement.hub.drafting.form import Form

STILL_RIGHT = "Still right"
"""The note of a revision in which only the date differs, because an approver found the card right."""


def verified_until(card: Card, until: date) -> Card:
    """The card with another `verify_by`."""
    return card.model_copy(update={"verify_by": until})


def dated_text(text: str, card: Card, until: date) -> str:
    """The file of a card with another `verify_by`.

    Empty for a file that only a person can change so: then the content decides what it says.
    """
    form = Form.of(text)
    dated = form.filled({"verify_by": until.isoformat()}) if form else ""
    read = check_text(dated, card.attachments, card_id=card.id).card
    same = read is not None and read.content_hash == verified_until(card, until).content_hash
    return dated if same else ""
