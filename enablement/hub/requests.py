"""What reps needed and did not find: their requests and empty searches, grouped, without names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from enablement.cards.blocks import fold
from enablement.hub.database import Database
from enablement.hub.models import requests

REQUEST, SEARCH = "request", "search"
"""The kinds of event that tell of a gap: asked for in so many words, or a search that found nothing."""


@dataclass
class Gap:
    """The same words, whatever their case and accents; `text` is how they were typed last.

    Nobody is named: whoever asked is behind the counts.
    """

    text: str
    first: datetime
    last: datetime
    requests: int = 0
    searches: int = 0
    languages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def add(self, row: RowMapping) -> None:
        """Count one more, an older one than those before."""
        self.first = row["received_at"]
        self.requests += row["kind"] == REQUEST
        self.searches += row["kind"] == SEARCH
        self.languages = _with(self.languages, row["language"])
        self.notes = _with(self.notes, row["note"].strip())

    def as_json(self) -> dict[str, Any]:
        """The gap as `hub requests --json` prints it."""
        return {
            "text": self.text,
            "requests": self.requests,
            "searches": self.searches,
            "languages": list(self.languages),
            "notes": list(self.notes),
            "first": self.first.isoformat(timespec="seconds"),
            "last": self.last.isoformat(timespec="seconds"),
        }


def _with(known: tuple[str, ...], one: str) -> tuple[str, ...]:
    return (*known, one) if one and one not in known else known


class Requests:
    """Reads the gaps for marketing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def gaps(self) -> list[Gap]:
        """Every gap, that of the newest event first; notes and languages, too, newest first."""
        columns = (
            requests.c.kind, requests.c.text, requests.c.language, requests.c.note,
            requests.c.received_at,
        )  # fmt: skip
        newest_first = (requests.c.received_at.desc(), requests.c.event_id.desc())
        found: dict[str, Gap] = {}
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(*newest_first)).mappings()
            for row in rows:
                text, moment = " ".join(row["text"].split()), row["received_at"]
                found.setdefault(fold(text), Gap(text, moment, moment)).add(row)
        return list(found.values())
