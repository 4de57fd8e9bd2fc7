"""Which cards a buyer proved wrong, as the rep told, and marketing has not dealt with: asked in one go.

A list shows this of each card, so that it is read once a change, and never while somebody types.
"""

from sqlalchemy import Connection, String, text

from enablement.library.events import EventState
from enablement.sync.protocol import EntryKind
from enablement.sync.threads import Fate, ThreadKind

_DOUBTED = text(
    """
    WITH said AS (
      SELECT event_id AS id, json_extract(payload, '$.card_id') AS card_id,
             json_extract(payload, '$.revision') AS revision
      FROM events WHERE kind = :contradiction AND state <> :rejected
    ), threads AS (
      SELECT entries.id, CAST(objects.data AS TEXT) AS thread
      FROM entries JOIN objects ON objects.hash = entries.hash WHERE entries.kind = :thread
    ), told AS (
      SELECT id, json_extract(thread, '$.card_id') AS card_id,
             json_extract(thread, '$.revision') AS revision,
             coalesce(json_extract(thread, '$.fate'), :received) AS fate
      FROM threads
      WHERE json_valid(thread) AND json_extract(thread, '$.kind') = :contradiction
    ), open AS (
      SELECT card_id, revision FROM said
      WHERE id NOT IN (SELECT id FROM told WHERE fate <> :received)
      UNION SELECT card_id, revision FROM told WHERE fate = :received
    )
    SELECT cards.card_id FROM open
    JOIN cards ON cards.card_id = open.card_id AND cards.revision = open.revision
    """
).columns(card_id=String())


def read_doubted(connection: Connection) -> frozenset[str]:
    """The ids of the held cards whose revision is in doubt."""
    asked = {
        "contradiction": ThreadKind.CONTRADICTION.value, "rejected": EventState.REJECTED.value,
        "thread": EntryKind.THREAD.value, "received": Fate.RECEIVED.value,
    }  # fmt: skip
    return frozenset(connection.scalars(_DOUBTED, asked))
