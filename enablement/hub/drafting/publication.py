"""Publishing one card's text as a revision: written like a folder's, so that laptops see one diff."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from enablement.cards.findings import Finding
from enablement.cards.model import Card
from enablement.errors import HubConflictError, HubInputError
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.findings import Checked
from enablement.hub.evidence import renew_evidence
from enablement.hub.identity import HubIdentity, write_generation
from enablement.hub.publishing import shelved
from enablement.hub.shelf import CardState, ShelfCard, read_shelf
from enablement.hub.shelving import Written, write_shelf
from enablement.translation import n_

PAGES = "pages"
"""The source of cards that began on the hub's own pages, and lie in no repository yet."""


def check_publishable(checked: Checked, draft: Draft, held: ShelfCard | None) -> Card:
    """The card that a draft would publish now; raises the sentence that says why it cannot be.

    `HubInputError` for what its writer mends, `HubConflictError` when another revision came first.
    """
    if not checked.good or checked.card is None:
        raise HubInputError(
            n_("The checker found errors: {first}"),
            mend=n_("Correct them; each stands beside its field."),
            first=_first(checked.errors),
        )
    if held is not None and held.revision != draft.base_revision:
        raise HubConflictError(
            n_("Revision {now} was published since this draft began from revision {base}."),
            mend=n_("Read what changed, and say that the draft takes it into account."),
            now=held.revision,
            base=draft.base_revision,
        )
    published = held is not None and held.state is CardState.PUBLISHED
    if published and held is not None and held.content_hash == checked.card.content_hash:
        raise HubInputError(
            n_("The draft says what revision {n} says already."),
            mend=n_("Change something, or throw the draft away."),
            n=held.revision,
        )
    return checked.card


def _first(errors: Iterable[Finding]) -> str:
    return next((error.sentence for error in errors), "")


def publish_revision(
    connection: Connection,
    identity: HubIdentity,
    now: datetime,
    card: Card,
    written: Written,
    shelf: Mapping[str, ShelfCard] | None = None,
) -> ShelfCard:
    """Publish a card whose images the hub has; the card as it stands on the shelf then.

    In the caller's transaction, which holds the hub's row; the generation is written last.
    """
    held = (read_shelf(connection) if shelf is None else shelf).get(card.id)
    after = shelved(card, held, held.source if held else PAGES)
    if after == held:
        return after
    name = written.file_name or f"{card.language}/{card.id}.md"
    generation = identity.generation + 1
    write_shelf(
        connection, [after], {card.id: card}, {}, generation, now,
        written={card.id: replace(written, file_name=name)},
    )  # fmt: skip
    renew_evidence(connection, now)
    write_generation(connection, generation, identity.mass_removal)
    return after
