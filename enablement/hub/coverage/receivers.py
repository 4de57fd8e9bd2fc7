"""The laptops that cards are for, found once for all cards of the same audience."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from enablement.hub.coverage.laptops import Crowd, History, Holding, Laptop
from enablement.hub.shelf import CardState, Recipient, ShelfCard


class Receivers:
    """Finds them among all laptops, and counts what they hold."""

    def __init__(self, laptops: Sequence[Laptop], now: datetime) -> None:
        self._laptops, self._now = laptops, now
        self._recipients = {one.recipient for one in laptops}
        self._found: dict[tuple[str, str, str], tuple[Crowd, set[Recipient]]] = {}
        self._holdings: dict[tuple[str, str, str, str], Holding] = {}

    def of(self, row: Row[Any]) -> Crowd:
        """The laptops of a card, or of an audience of cards."""
        return self._both(row.teams, row.regions, row.language)[0]

    def holding(self, row: Row[Any]) -> Holding:
        """What they hold of a card; cards with the same past are counted once."""
        key = (row.teams, row.regions, row.language, row.steps)
        found = self._holdings.get(key)
        if found is None:
            found = self._holdings[key] = self.of(row).holding(History.of(row.steps))
        return found

    def due(self, audiences: Iterable[Row[Any]]) -> dict[Recipient, int]:
        """The generation from which on a recipient's laptop holds the newest of all its cards."""
        due: dict[Recipient, int] = {}
        for row in audiences:
            for recipient in self._both(row.teams, row.regions, row.language)[1]:
                due[recipient] = max(row.newest, due.get(recipient, 0))
        return due

    def _both(self, teams: str, regions: str, language: str) -> tuple[Crowd, set[Recipient]]:
        key = (teams, regions, language)
        if key not in self._found:
            card = ShelfCard(
                card_id="", state=CardState.PUBLISHED, source="", revision=0, content_hash="",
                title="", language=language, teams=tuple(json.loads(teams)),
                regions=tuple(json.loads(regions)), attachments=(),
            )  # fmt: skip
            meant = {one for one in self._recipients if one.receives(card)}
            crowd = Crowd((one for one in self._laptops if one.recipient in meant), self._now)
            self._found[key] = (crowd, meant)
        return self._found[key]
