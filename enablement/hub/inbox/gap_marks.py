"""What marketing made of a gap: a card that is being written, one that answers it, or a reason for none."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from enablement.hub.drafting.workflow import DraftState
from enablement.hub.inbox.thread_rows import read_titles
from enablement.hub.models import NAME, drafts, gap_marks, people


class GapState(StrEnum):
    """What has become of a gap."""

    OPEN = "open"
    WRITING = "writing"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class GapMark:
    """A gap's mark; `text` are the words that it was marked by, `name` is who marked it."""

    key: str
    text: str
    state: GapState
    draft_id: str
    card_id: str
    title: str
    note: str
    name: str
    at: datetime


def read_marks(connection: Connection) -> dict[str, GapMark]:
    """The marks by key; one whose draft was thrown away counts as open again."""
    query = (
        select(
            gap_marks, people.c.name, people.c.email, drafts.c.state.label("draft_state"),
            drafts.c.card_id.label("drafted"),
        )
        .join(people, people.c.person_id == gap_marks.c.person_id, isouter=True)
        .join(drafts, drafts.c.draft_id == gap_marks.c.draft_id, isouter=True)
    )  # fmt: skip
    rows = connection.execute(query).mappings().all()
    titles = read_titles(connection, {row["card_id"] for row in rows})
    found: dict[str, GapMark] = {}
    for row in rows:
        state = GapState(row["state"])
        if state is GapState.WRITING and row["draft_state"] in (None, DraftState.DISCARDED):
            state = GapState.OPEN
        card_id = row["card_id"] or row["drafted"] or ""
        found[row["gap_key"]] = GapMark(
            row["gap_key"], row["text"], state, row["draft_id"], card_id,
            titles.get(card_id, card_id), row["note"], row["name"] or row["email"] or "", row["at"],
        )  # fmt: skip
    return found


def write_mark(
    connection: Connection, key: str, text: str, state: GapState, person_id: str, now: datetime,
    **told: str,
) -> None:  # fmt: skip
    """Mark a gap, or mark it otherwise; `told` may be a draft's id, a card's, or a note."""
    values: dict[str, Any] = {
        "state": state, "person_id": person_id, "at": now, "note": told.get("note", ""),
        "draft_id": told.get("draft_id", ""), "card_id": told.get("card_id", "")[:NAME],
    }  # fmt: skip
    same = gap_marks.c.gap_key == key
    if connection.execute(update(gap_marks).where(same).values(values)).rowcount == 0:
        connection.execute(insert(gap_marks), {"gap_key": key, "text": text, **values})


def forget_mark(connection: Connection, key: str) -> bool:
    """Take a mark away; whether there was one."""
    return connection.execute(delete(gap_marks).where(gap_marks.c.gap_key == key)).rowcount == 1


def being_written(connection: Connection) -> dict[str, dict[str, datetime]]:
    """The keys of the gaps that a card is being written for, and since when, by that card's id now."""
    query = (
        select(
            gap_marks.c.gap_key, gap_marks.c.at, gap_marks.c.card_id,
            drafts.c.card_id.label("drafted"),
        )
        .join(drafts, drafts.c.draft_id == gap_marks.c.draft_id, isouter=True)
        .where(gap_marks.c.state == GapState.WRITING)
    )  # fmt: skip
    found: dict[str, dict[str, datetime]] = {}
    for row in connection.execute(query):
        found.setdefault(row.drafted or row.card_id, {})[row.gap_key] = row.at
    return found
