"""What else a hub that is measured holds: questions, failed searches, what was read, an audit log."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from bench.hub.size import SPAN, Rep, Size
from enablement.hub.bulk import portions
from enablement.hub.models import (
    audit_log,
    events,
    readings,
    requests,
    thread_messages,
    threads,
)

_NEEDED = (
    "ransomware insurance", "gdp pharma", "on premises", "frozen fish export", "soc 2 report",
    "roi for hospitals", "two year contract", "data residency", "api limits", "union rules",
)  # fmt: skip
_NUMBERS_FROM = 10**9
_AT_ONCE = 10_000
_Rows = list[dict[str, Any]]


@dataclass
class _Asked:
    """The rows of what was asked."""

    events: _Rows = field(default_factory=list)
    requests: _Rows = field(default_factory=list)
    threads: _Rows = field(default_factory=list)
    messages: _Rows = field(default_factory=list)

    def search(self, rep: Rep, event_id: str, words: str, moment: datetime) -> None:
        """A search that found nothing."""
        self.requests.append(
            {
                **rep.row(), "event_id": event_id, "occurred_at": moment, "received_at": moment,
                "device": rep.device, "kind": "search", "text": words, "language": "en",
                "corrected": "", "note": "",
            }
        )  # fmt: skip

    def question(
        self, rep: Rep, thread_id: str, words: str, opened: datetime, answered: datetime | None
    ) -> dict[str, Any]:
        """A question, and marketing's answer."""
        said = {"thread_id": thread_id, "position": 1, "side": "rep", "name": rep.name}
        self.messages.append({**said, "text": words, "at": opened, "event_id": thread_id})
        if answered:
            word = {"position": 2, "side": "marketing", "name": "Mara", "text": "It is."}
            self.messages.append({**said, **word, "at": answered, "event_id": None})
        row: dict[str, Any] = {
            **rep.row(), "thread_id": thread_id, "kind": "question", "device": rep.device,
            "card_id": "", "revision": 1, "block": "",
            "fate": "answered" if answered else "received", "changed_card": "", "changed_to": 0,
            "opened_at": opened, "changed_at": answered or opened,
            "waiting_since": None if answered else opened, "messages": 2 if answered else 1,
            "answered_at": answered,
        }  # fmt: skip
        self.threads.append(row)
        return row


def write_asked(
    connection: Connection, size: Size, reps: list[Rep], names: list[str], now: datetime
) -> None:
    """Searches that found nothing, and questions, most of them answered."""
    drawn, asked = random.Random(2), _Asked()
    for place in range(size.asked + size.threads):
        rep, moment = drawn.choice(reps), now - SPAN * drawn.random()
        event_id, searched = f"asked-{place:06}", place < size.asked
        words = f"{drawn.choice(_NEEDED)} {drawn.randrange(200) if place % 3 else ''}".strip()
        asked.events.append(
            {
                "event_id": event_id, "occurred_at": moment, "received_at": moment,
                "device": rep.device, "device_seq": _NUMBERS_FROM + place,
                "kind": "search" if searched else "question", "payload": {"text": words},
            }
        )  # fmt: skip
        if searched:
            asked.search(rep, event_id, words, moment)
        else:
            after = moment + timedelta(hours=drawn.randint(1, 80))
            done = after if drawn.random() < 0.8 else None
            asked.question(rep, event_id, words, moment, done)["card_id"] = drawn.choice(names)
    for table, rows in (
        (events, asked.events), (requests, asked.requests), (threads, asked.threads),
        (thread_messages, asked.messages),
    ):  # fmt: skip
        for some in portions(rows, _AT_ONCE):
            connection.execute(insert(table), some)


def write_rest(
    connection: Connection, reps: list[Rep], numbers: dict[str, int], now: datetime
) -> None:
    """What was read in ninety days, and a long audit log."""
    drawn, names = random.Random(3), sorted(numbers)
    opened = [
        {
            "device": rep.device, "day": now.date() - timedelta(days=day), "card_id": card_id,
            "revision": numbers[card_id], "opens": drawn.randint(1, 5),
            "person_id": rep.person_id, "team": rep.team, "region": rep.region,
        }
        for rep in reps
        for day in range(90)
        for card_id in sorted({names[int(len(names) * drawn.random() ** 3)] for _ in range(4)})
    ]  # fmt: skip
    done = [
        {
            "at": now - timedelta(minutes=20_000 - place), "who": "mara@example.com",
            "action": "publish", "subject": drawn.choice(names), "details": {"revision": 1},
        }
        for place in range(20_000)
    ]  # fmt: skip
    for table, rows in ((readings, opened), (audit_log, done)):
        for some in portions(rows, _AT_ONCE):
            connection.execute(insert(table), some)
