"""The rep's own record as a file of theirs: JSON with everything, or a table for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from enablement.library.events import LoggedEvent
from enablement.library.library import Library
from enablement.ui.saving import save_file

_PAGE = 500
_COLUMNS = (
    "recorded", "kind", "state", "card", "revision", "block", "outcome", "words", "note", "account",
    "stage", "text", "received", "reason", "id",
)  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_log(library: Library, path: Path) -> int:
    """Write all that was recorded, the oldest first; how many entries there are.

    A name that ends in `.csv` gives a table, any other JSON. Raises `EnablementError` when the file
    cannot be written.
    """
    events = list(_all(library))[::-1]
    as_table = path.suffix.lower() == ".csv"
    text = to_csv(events) if as_table else to_json(events)
    # A spreadsheet takes a table for Unicode only with this mark.
    save_file(path, text.encode("utf-8-sig" if as_table else "utf-8"))
    return len(events)


def to_json(events: Iterable[LoggedEvent]) -> str:
    """Everything that is kept of each."""
    return json.dumps([_plain(event) for event in events], ensure_ascii=False, indent=2) + "\n"


def to_csv(events: Iterable[LoggedEvent]) -> str:
    """A table; what a spreadsheet would run as a formula is kept from that by an apostrophe."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for event in events:
        row = _row(event)
        table.writerow(_harmless(row.get(name, "")) for name in _COLUMNS)
    return out.getvalue()


def _plain(event: LoggedEvent) -> dict[str, Any]:
    received = event.acknowledged_at
    return {
        "id": event.event_id,
        "kind": event.kind,
        "recorded": event.occurred_at.isoformat(),
        "state": event.state.value,
        "received": received.isoformat() if received else None,
        "reason": event.reason,
        "said": event.payload,
    }


def _row(event: LoggedEvent) -> dict[str, Any]:
    plain = _plain(event)
    said = plain.pop("said")
    return {**said, **plain, "card": said.get("card_id", "")}


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _all(library: Library) -> Iterator[LoggedEvent]:
    before = 0
    while page := library.events.page(_PAGE, before=before):
        yield from page
        before = page[-1].position
