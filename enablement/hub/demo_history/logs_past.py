"""Months of logs for the demo, drawn by the same seed each time: who used what, when, and what it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from enablement.hub.demo_history.company import REPS, RepInThePast
from enablement.hub.demo_history.drawing import Drawing
from enablement.hub.demo_history.said import MISSED
from enablement.hub.demo_history.used import (
    ACCOUNTS,
    PUBLISHED_WEEKS_AGO,
    STAGES,
    USED,
    WEEKDAYS,
    Used,
)
from enablement.hub.devices import Device
from enablement.hub.intake_rows import IntakeRows
from enablement.hub.judging import Bad, judge

_SEED, _LOGS_A_DAY, _OTHERWISE = 2026, 1.05, ("neutral", "fell_flat")
_CLUNG = 0.75
"""How many keep to a revision that was followed, of those who do."""


@dataclass
class PastLogs:
    """Draws the history of each laptop up to `now`, as rows; `numbers` count each laptop's events."""

    laptops: Mapping[str, Device]
    now: datetime
    rows: IntakeRows = field(default_factory=IntakeRows)
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._drawn = Drawing(_SEED)
        self._count = 0

    def draw(self) -> IntakeRows:
        """All of it: logs, searches that found nothing, and what was read."""
        first = self.now.date() - timedelta(weeks=PUBLISHED_WEEKS_AGO[0], days=-2)
        days = [first + timedelta(days=one) for one in range((self.now.date() - first).days)]
        for rep in REPS:
            for day in days:
                self._work(rep, day)
        for language, times, words in MISSED:
            for _ in range(times):
                self._miss(language, self._drawn.one(words))
        return self.rows

    def _work(self, rep: RepInThePast, day: date) -> None:
        logs = self._drawn.count(_LOGS_A_DAY * rep.busy * WEEKDAYS[day.weekday()])
        for _ in range(logs):
            self._say(rep, _hour(self._drawn, day), "usage", self._log(rep, day))
        if logs and (self.now.date() - day).days <= 120:
            self._say(rep, _hour(self._drawn, day), "reading", self._read(rep, day))

    def _log(self, rep: RepInThePast, day: date) -> dict[str, Any]:
        used = self._choose(rep)
        revision = self._revision(used, day, rep)
        share = used.teams.get(rep.team, used.worked[revision - 1])
        worked = self._drawn.often(share)
        blocks = ("situation", "result", "") if used.story else ("say_this", "proof", "ask_next")
        return {
            "card_id": used.card_id, "revision": revision,
            "outcome": "worked" if worked else self._drawn.one(_OTHERWISE),
            "block": self._drawn.weighed(blocks, (5, 3, 2)),
            "words": self._drawn.one(used.words) if used.words and self._drawn.often(0.3) else "",
            "account": self._drawn.one(ACCOUNTS) if self._drawn.often(0.7) else "",
            "stage": self._drawn.weighed(STAGES, (2, 3, 4, 3, 1)) if self._drawn.often(0.8) else "",
        }  # fmt: skip

    def _choose(self, rep: RepInThePast) -> Used:
        spoken = rep.languages or ("en", "es")
        cards = [one for one in USED if ("es" if one.spanish else "en") in spoken]
        return self._drawn.weighed(cards, [one.often for one in cards])

    def _revision(self, used: Used, day: date, rep: RepInThePast) -> int:
        weeks = (self.now.date() - day).days / 7
        newest = sum(1 for step in used.steps if PUBLISHED_WEEKS_AGO[step] > weeks) or 1
        behind = used.clung_to and newest == len(used.steps) and self._drawn.often(_CLUNG)
        return max(1, newest - (behind or (rep.late and self._drawn.often(0.3))))

    def _read(self, rep: RepInThePast, day: date) -> dict[str, Any]:
        read = {self._choose(rep).card_id: 1 + self._drawn.below(4) for _ in range(5)}
        known = {one.card_id: one for one in USED}
        cards = {
            card_id: {"revision": self._revision(known[card_id], day, rep), "opens": opens}
            for card_id, opens in read.items()
        }
        return {"day": day.isoformat(), "cards": cards}

    def _miss(self, language: str, words: str) -> None:
        spoken = [one for one in REPS if not one.languages or language in one.languages]
        day = self.now.date() - timedelta(days=1 + int(self._drawn.share() ** 1.5 * 110))
        said = {"text": words, "language": language, "results": 0}
        self._say(self._drawn.one(spoken), _hour(self._drawn, day), "search", said)

    def _say(self, rep: RepInThePast, moment: datetime, kind: str, said: dict[str, Any]) -> None:
        device = self.laptops[rep.name]
        self._count += 1
        number = self.numbers[rep.name] = self.numbers.get(rep.name, 0) + 1
        hours = (90 if rep.late else 3) * self._drawn.share()
        moment = moment.replace(tzinfo=self.now.tzinfo)
        raw = {
            "event_id": f"past-{self._count:06}", "device_seq": number, "kind": kind,
            "occurred_at": moment.isoformat(), "payload": said,
        }  # fmt: skip
        judged = judge(raw)
        if isinstance(judged, Bad):
            raise AssertionError(judged.reason)
        self.rows.add(device, judged, min(moment + timedelta(hours=hours), self.now))


def _hour(drawn: Drawing, day: date) -> datetime:
    """A moment of the working day."""
    return datetime.combine(day, time(8)) + timedelta(minutes=drawn.below(600))
