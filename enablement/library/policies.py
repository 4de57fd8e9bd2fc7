"""What the hub tells beside the cards, as this laptop holds it: synonyms, evidence, and recalls."""

import logging
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, select

from enablement.library.database import Database
from enablement.library.tables import entries, objects
from enablement.sync.policies import (
    ANSWER_TIMES,
    RECALLS,
    REP,
    SYNONYMS,
    USAGE,
    AnswerTimes,
    Evidence,
    Recalls,
    RepNow,
    SharedMessage,
    SynonymPolicy,
)
from enablement.sync.protocol import EntryKind, Rep

_Shared = TypeVar("_Shared", bound=SharedMessage)
_log = logging.getLogger(__name__)


class PolicyShelf:
    """Reading what came with the last sync; it is written by `CardShelf.replace`, with the cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def synonyms(self) -> SynonymPolicy:
        """Marketing's synonyms; none when the hub has none, or when this version cannot read them."""
        return self._read(EntryKind.POLICY, SYNONYMS, SynonymPolicy)

    def answer_times(self) -> AnswerTimes:
        """How soon marketing answers; nothing when the hub does not say, or this version cannot read it."""
        return self._read(EntryKind.POLICY, ANSWER_TIMES, AnswerTimes)

    def evidence(self) -> Evidence:
        """What each card's revision did; none when the hub has none, or none that can be read."""
        return self._read(EntryKind.EVIDENCE, USAGE, Evidence)

    def recalls(self) -> Recalls:
        """The cards that were taken back in a hurry, and why; none that can be read when none was."""
        return self._read(EntryKind.POLICY, RECALLS, Recalls)

    def rep(self, connection: Connection) -> Rep | None:
        """Whose laptop it is, as a connection's transaction sees it; `None` when the hub does not say."""
        now = _found(connection, EntryKind.POLICY, REP, RepNow)
        return Rep.model_validate(vars(now)) if now else None

    def _read(self, kind: EntryKind, entry_id: str, message: type[_Shared]) -> _Shared:
        with self._database.reading() as connection:
            return _found(connection, kind, entry_id, message) or message()


def _found(
    connection: Connection, kind: EntryKind, entry_id: str, message: type[_Shared]
) -> _Shared | None:
    """What an entry names; `None` when there is none, or none that this version can read."""
    query = (
        select(objects.c.data)
        .join(entries, entries.c.hash == objects.c.hash)
        .where(entries.c.kind == kind, entries.c.id == entry_id)
    )
    data = connection.scalar(query)
    if data is None:
        return None
    try:
        return message.from_bytes(bytes(data))
    except ValidationError:
        _log.info("The hub's %s “%s” needs a newer version and is left out.", kind, entry_id)
        return None
