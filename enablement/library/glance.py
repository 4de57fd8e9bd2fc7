"""What every search asks of the library first, in one question: has anything changed since the last?"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Integer, String, text

from enablement.library.tables import UtcDateTime

# As text, since a keystroke has no time for composing it; docs/sync-protocol.md tells the kinds.
_QUESTION = text(
    """
    SELECT
      coalesce((SELECT version FROM index_state), 0) AS index_version,
      coalesce((
        SELECT group_concat(kind || ' ' || id || ' ' || hash, char(10)) FROM (
          SELECT entries.kind, entries.id, entries.hash
          FROM entries JOIN objects ON objects.hash = entries.hash
          WHERE entries.kind IN ('policy', 'evidence')
          ORDER BY entries.kind, entries.id
        )
      ), '') AS policies,
      (SELECT last_issued FROM enrolment) AS last_issued
    """
).columns(index_version=Integer(), policies=String(), last_issued=UtcDateTime())


class Glance(NamedTuple):
    """The index's version, a text that changes with any policy, and the hub's last signed time."""

    index_version: int
    policies: str
    last_issued: datetime | None


def read_glance(connection: Connection) -> Glance:
    """A glance at the library as a connection's transaction sees it."""
    return Glance(*connection.execute(_QUESTION).one())
