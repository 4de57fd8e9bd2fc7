"""Taking a card back in a hurry: retired at once, with a reason that every laptop tells its rep."""

from dataclasses import replace

from sqlalchemy import delete, insert

from enablement.clock import Clock
from enablement.errors import HubConflictError, HubInputError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import Member
from enablement.hub.coverage.recall_rows import renew_recalls
from enablement.hub.database import Database
from enablement.hub.evidence import renew_evidence
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.models import recalls
from enablement.hub.shelf import CardState, read_shelf
from enablement.hub.shelving import write_shelf
from enablement.translation import n_

MOST_REASON = 500


class Recalling:
    """Recalls cards."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def recall(self, member: Member, card_id: str, reason: str) -> int:
        """Recall a card; the generation in which laptops lose it.

        A card that was retired before may be recalled too: laptops that have not synced since hold
        it still. Raises `HubMissingError` for no such card, `HubInputError` without a reason,
        `HubConflictError` for one that was recalled already.
        """
        words = " ".join(reason.replace("\0", "").split())
        if not words:
            raise HubInputError(
                n_("Say why the card is taken back."), mend=n_("Every rep who has it reads it.")
            )
        if len(words) > MOST_REASON:
            raise HubInputError(
                n_("The reason has {length} characters; {most} is the most."),
                mend=n_("Say it shorter: reps read it between two meetings."),
                length=len(words),
                most=MOST_REASON,
            )
        now = self._clock()
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            held = read_shelf(connection).get(card_id)
            if held is None:
                raise HubMissingError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Look it up under Cards."),
                    card=card_id[:200],
                )
            gone = connection.execute(delete(recalls).where(recalls.c.card_id == card_id))
            if gone.rowcount:
                raise HubConflictError(
                    n_("“{card}” was recalled already."),
                    mend=n_("Coverage shows which laptops hold it still."),
                    card=card_id,
                )
            generation = identity.generation + 1
            retired = replace(held, state=CardState.RETIRED)
            write_shelf(connection, [retired], {}, {}, generation, now)
            row = {
                "card_id": card_id,
                "revision": held.revision,
                "reason": words,
                "person_id": member.person_id,
                "at": now,
                "generation": generation,
            }
            connection.execute(insert(recalls), row)
            renew_recalls(connection, now)
            details = {"reason": words, "revision": held.revision}
            audit.record(connection, now, member.who, "recall", card_id, details)
            renew_evidence(connection, now)
            write_generation(connection, generation, identity.mass_removal)
            return generation
