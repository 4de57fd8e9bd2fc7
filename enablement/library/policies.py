"""What the hub tells every search, as this laptop holds it: the synonyms and the evidence."""

import logging
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import select

from enablement.library.database import Database
from enablement.library.tables import entries, objects
from enablement.sync.policies import SYNONYMS, USAGE, Evidence, SharedMessage, SynonymPolicy
from enablement.sync.protocol import EntryKind

_Shared = TypeVar("_Shared", bound=SharedMessage)
_log = logging.getLogger(__name__)


class PolicyShelf:
    """Reading what came with the last sync; it is written by `CardShelf.replace`, with the cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def synonyms(self) -> SynonymPolicy:
        """Marketing's synonyms; none when the hub has none, or when this version cannot read them."""
        return self._read(EntryKind.POLICY, SYNONYMS, SynonymPolicy)

    def evidence(self) -> Evidence:
        """What each card's revision did; none when the hub has none, or none that can be read."""
        return self._read(EntryKind.EVIDENCE, USAGE, Evidence)

    def _read(self, kind: EntryKind, entry_id: str, message: type[_Shared]) -> _Shared:
        query = (
            select(objects.c.data)
            .join(entries, entries.c.hash == objects.c.hash)
            .where(entries.c.kind == kind, entries.c.id == entry_id)
        )
        with self._database.reading() as connection:
            data = connection.scalar(query)
        if data is None:
            return message()
        try:
            return message.from_bytes(bytes(data))
        except ValidationError:
            _log.info("The hub's %s “%s” needs a newer version and is left out.", kind, entry_id)
            return message()
