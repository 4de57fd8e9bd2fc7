"""The whole loop in the terminal, on the demo's real parts: each step says what it found."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import httpx2

from enablement.demo import EMAIL, Demo
from enablement.errors import HubOfflineError
from enablement.search.query import SearchQuery
from enablement.search.results import Hit
from enablement.sync.protocol import Outcome, Usage

QUERY = "too expensive"


@dataclass(frozen=True)
class Step:
    """What a step of the loop did; `figures` are its own."""

    name: str
    ok: bool
    figures: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The step as `demo --headless --json` prints it."""
        return {"step": self.name, "ok": self.ok, **self.figures}


class _SignInForm(HTMLParser):
    """Finds the hidden fields of the sign-in page, as a browser would send them back."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.fields[found.get("name") or ""] = found.get("value") or ""


def read_usage(address: str, password: str) -> list[dict[str, Any]]:
    """Sign in as marketing does, take the review's log as a file, and count it."""
    with httpx2.Client(base_url=address, follow_redirects=True, trust_env=False) as browser:
        form = _SignInForm()
        form.feed(browser.get("/sign-in").text)
        browser.post("/sign-in", data={**form.fields, "email": EMAIL, "password": password})
        answer = browser.get("/review/log.csv")
        answer.raise_for_status()
    counted: dict[tuple[str, int], Counter[str]] = {}
    for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))):
        counted.setdefault((row["card"], int(row["revision"])), Counter())[row["outcome"]] += 1
    return [
        {"card": card, "revision": revision, **{one.value: counts[one.value] for one in Outcome}}
        for (card, revision), counts in sorted(counted.items())
    ]


class DemoLoop:
    """Plays publish, enrol, sync, search, log, offline, log again, sync back and review."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._logged: Counter[tuple[str, int, str]] = Counter()

    def steps(self) -> Iterator[Step]:
        """Run each step as it is asked for; the last is the review."""
        before = self._count(self._usage())
        parts: tuple[Callable[[], Step], ...] = (
            self._publish, self._enroll, self._sync, self._search, self._log,
            self._offline, self._log_offline, self._sync_back,
        )  # fmt: skip
        for part in parts:
            yield part()
        rows = self._usage()
        counted = self._count(rows)
        counted.subtract(before)
        yield Step("review", +counted == self._logged, {"usage": rows})

    def _usage(self) -> list[dict[str, Any]]:
        return read_usage(self._demo.server.url, self._demo.notes.password)

    @staticmethod
    def _count(rows: list[dict[str, Any]]) -> Counter[tuple[str, int, str]]:
        return Counter(
            {
                (row["card"], row["revision"], outcome.value): row[outcome.value]
                for row in rows
                for outcome in Outcome
            }
        )

    def _publish(self) -> Step:
        report = self._demo.publish()
        cards = self._demo.hub.status().cards
        synonyms = len(self._demo.hub.synonyms.get().rules)
        figures = {"cards": cards, "synonyms": synonyms, "generation": report.generation}
        return Step("publish", cards > 0 and synonyms > 0, figures)

    def _enroll(self) -> Step:
        return Step("enroll", True, {"device": self._demo.enroll()})

    def _sync(self) -> Step:
        report = self._demo.sync()
        figures = {"added": len(report.added), "cards": report.cards}
        return Step("sync", report.cards > 0, figures)

    def _hits(self) -> tuple[Hit, ...]:
        return self._demo.index.search(SearchQuery(text=QUERY, limit=3)).hits

    def _search(self) -> Step:
        hits = self._hits()
        found = [{"card_id": hit.card_id, "title": hit.title} for hit in hits]
        return Step("search", bool(hits), {"query": QUERY, "hits": found})

    def _record(self, hit: Hit, outcome: Outcome) -> None:
        usage = Usage(card_id=hit.card_id, revision=hit.revision, outcome=outcome)
        self._demo.library.events.log_usage(usage)
        self._logged[hit.card_id, hit.revision, outcome.value] += 1

    def _log(self) -> Step:
        hit = self._hits()[0]
        self._record(hit, Outcome.WORKED)
        report = self._demo.sync()
        figures = {"card_id": hit.card_id, "outcome": "worked", "sent": report.sent}
        return Step("log", report.sent == 1, figures)

    def _offline(self) -> Step:
        self._demo.go_offline()
        try:
            self._demo.sync()
        except HubOfflineError as error:
            hits = self._hits()
            figures = {"sentence": error.sentence(), "hits": len(hits)}
            return Step("offline", bool(hits), figures)
        return Step("offline", False, {"sentence": ""})

    def _log_offline(self) -> Step:
        first, second = self._hits()[:2]
        self._record(first, Outcome.FELL_FLAT)
        self._record(second, Outcome.NEUTRAL)
        waiting = self._demo.library.events.waiting_count()
        return Step("log_offline", waiting == 2, {"waiting": waiting})

    def _sync_back(self) -> Step:
        self._demo.come_back()
        report = self._demo.sync()
        figures = {"sent": report.sent, "waiting": report.waiting}
        return Step("sync_back", report.sent == 2 and report.waiting == 0, figures)
