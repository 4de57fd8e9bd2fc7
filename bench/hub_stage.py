"""A hub with a past for looking at its pages: cards, people of each role, laptops, logs, questions, drafts."""

import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from bench.history import MOMENT, write_step
from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.people import PeopleFilter
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.devices import Device
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer
from enablement.hub.synonym_file import read_synonyms
from enablement.hub.synonym_rules import rule_key
from enablement.settings import shipped_folder

PASSWORD = "a long password"
ADMIN = "ines@example.com"
_PEOPLE = {
    Role.MARKETER: ("marketing@example.com", "Mara Kent"),
    Role.APPROVER: ("omar@example.com", "Omar Diaz"),
}
_WEEKS = 10
_NEWER = (3, 6)
"""The weeks in which the cards were published anew; since the last they are as they are now."""
_REPS = (
    ("Ana Ruiz", "midmarket", "emea"), ("Bea Lund", "midmarket", "emea"),
    ("Carl Voss", "midmarket", "emea"), ("Dilek Aydin", "enterprise", "emea"),
    ("Emil Novak", "enterprise", "emea"), ("Farah Idris", "enterprise", "emea"),
    ("Gus Harlow", "midmarket", "amer"), ("Hana Sato", "midmarket", "amer"),
    ("Ivo Banks", "midmarket", "amer"), ("Jo Tran", "enterprise", "amer"),
    ("Kim Adeyemi", "enterprise", "amer"), ("Lou Petit", "enterprise", "amer"),
)  # fmt: skip
_USED = (
    ("too-expensive", 0.6), ("competitor-is-cheaper", 0.45), ("is-it-secure", 0.7),
    ("need-to-think", 0.35), ("saint-orrin-freezer-night", 0.75), ("pilot-first", 0.5),
    ("integration", 0.55), ("demasiado-caro", 0.5),
)  # fmt: skip
_ACCOUNTS = ("Tarn Valley Foods", "Kestrel Bay", "Oldmeadow Insurance", "")
_STAGES = ("discovery", "proposal", "negotiation")
_WORDS = ("It is double what we pay now.", "My boss will say no.", "Show me one like us.", "")
_ASKED = (
    ("too-expensive", "Does the figure of 11 weeks hold for cold chains under 20 stores?"),
    ("is-it-secure", "They ask for the newest report of the penetration test. Do we have one?"),
    ("integration", "Which version of SAP is the connector for?"),
)  # fmt: skip
_MISSING = (
    "ransomware insurance",
    "ransomware insurance cover",
    "cold chain pharma gdp",
    "gdp pharma",
)


class StageClock:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Move it on."""
        self.moment += timedelta(**by)


@dataclass(frozen=True)
class Stage:
    """The served hub, and by name what is there to ask its pages for."""

    hub: Hub
    url: str
    places: dict[str, str]

    def session(self, role: Role) -> str:
        """A session's token of whoever has that role, as a cookie would hold it."""
        email = ADMIN if role is Role.ADMIN else _PEOPLE[role][0]
        token = self.hub.accounts.sign_in(email, PASSWORD)
        assert token is not None
        return token

    def path(self, named: str) -> str:
        """A path whose places, named in braces, are filled in."""
        return named.format(**self.places)


@contextmanager
def staged() -> Iterator[Stage]:
    """A hub with a past, served for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as name:
        clock = StageClock()
        clock.moment = MOMENT - timedelta(weeks=_WEEKS)
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        hub, _password = Hub.create(
            Path(name, "hub"), name="Field team", email=ADMIN, password=PASSWORD, clock=clock,
            hasher=hasher,
        )  # fmt: skip
        past = _Past(hub, clock, Path(name))
        past.play()
        server = HubServer(hub)
        server.start()
        try:
            yield Stage(hub, server.url, past.places)
        finally:
            server.stop()
            hub.close()


class _Past:
    """What happened at the hub in ten weeks."""

    def __init__(self, hub: Hub, clock: StageClock, folder: Path) -> None:
        self._hub, self._clock, self._folder = hub, clock, folder
        self._random = random.Random(5)
        self._sent: dict[str, int] = {}
        self._revisions: dict[str, int] = {}
        self._devices: list[Device] = []
        self.places = {
            "card_id": "too-expensive", "number": "1", "translation": "demasiado-caro",
        }  # fmt: skip

    def play(self) -> None:
        """Everything, oldest first; the clock ends at the moment of the pictures."""
        members = {role: self._join(role, *who) for role, who in _PEOPLE.items()}
        self._publish(0)
        self._devices = [self._enroll(*rep) for rep in _REPS]
        for week in range(_WEEKS):
            self._clock.moment = MOMENT - timedelta(weeks=_WEEKS - week, days=-1)
            if week in _NEWER:
                self._publish(_NEWER.index(week) + 1)
            self._use(week)
        self._ask()
        self._clock.moment = MOMENT
        for device in self._devices[:7]:
            self._hub.devices.note_contact(device, self._hub.status().generation)
        self._write(members)
        invited = PersonWords("Nia Moss", "nia@example.com", role=Role.MARKETER)
        self._hub.invitations.invite(OPERATOR, invited)
        people = self._hub.people.page(PeopleFilter()).rows
        person = next(one for one in people if one.words.name == _REPS[0][0])
        audience = Audience("", "EMEA midmarket", ("midmarket",), ("emea",), ("en",), 40, 5)
        self.places |= {
            "person_id": person.person_id, "device": self._devices[-1].device,
            "audience_id": self._hub.audiences.add(OPERATOR, audience),
            "key": self._hub.inbox.gaps.page().rows[0].key,
            "rule": rule_key(self._hub.synonyms.get().rules[0]),
        }  # fmt: skip

    def _join(self, role: Role, email: str, name: str) -> Member:
        words = PersonWords(name, email, role=role)
        code = self._hub.invitations.invite(OPERATOR, words).code
        token = self._hub.invitations.join(code, PASSWORD, NOWHERE)
        member = self._hub.sessions.find(token)
        assert member is not None
        return member

    def _publish(self, step: int) -> None:
        content = shipped_folder("content")
        if step < len(_NEWER):
            content = self._folder / "content"
            write_step(content, step)
        self._hub.synonyms.replace(read_synonyms(content / "synonyms.yaml"))
        self._hub.publish(content, source="sample")
        self._revisions = {card: self._hub.card_revisions.get(card).number for card, _ in _USED}

    def _enroll(self, name: str, team: str, region: str) -> Device:
        code = self._hub.invite(name, team=team, region=region).code
        device = self._hub.devices.recognise(self._hub.enrolments.enroll(code, "laptop").token)
        self._hub.devices.note_contact(device, self._hub.status().generation)
        return device

    def _send(self, device: Device, *said: tuple[str, dict[str, Any]]) -> list[str]:
        raw = []
        for kind, payload in said:
            number = self._sent[device.device] = self._sent.get(device.device, 0) + 1
            raw.append(
                {
                    "event_id": f"{device.device[-12:]}-{number}", "device_seq": number,
                    "kind": kind, "occurred_at": self._clock.moment.isoformat(),
                    "payload": payload,
                }
            )  # fmt: skip
        receipt = self._hub.intake.take(device, json.dumps({"epoch": "", "events": raw}).encode())
        assert not [one for one in receipt.results if one.reason], receipt
        return [one.event_id for one in receipt.results]

    def _use(self, week: int) -> None:
        for device in self._devices:
            logs = [self._log(card, rate, week) for card, rate in self._random.sample(_USED, 4)]
            self._send(device, *logs)

    def _log(self, card: str, rate: float, week: int) -> tuple[str, dict[str, Any]]:
        revision = self._revisions[card]
        worked = self._random.random() < rate + 0.1 * (week >= _NEWER[-1])
        missed = self._random.choice(("neutral", "fell_flat"))
        return "usage", {
            "card_id": card, "revision": revision, "outcome": "worked" if worked else missed,
            "block": self._random.choice(("say_this", "proof", "")),
            "words": self._random.choice(_WORDS), "account": self._random.choice(_ACCOUNTS),
            "stage": self._random.choice(_STAGES),
        }  # fmt: skip

    def _ask(self) -> None:
        devices = self._devices
        asked = [
            self._send(device, ("question", {"card_id": card, "revision": 1, "text": text}))[0]
            for device, (card, text) in zip(devices, _ASKED, strict=False)
        ]
        self.places["thread_id"] = asked[0]
        wrong = {"card_id": "competitor-is-cheaper", "revision": 1, "block": "proof",
                 "text": "The buyer showed a price list that is 8% below ours.",
                 "words": "Look, here it is in writing."}  # fmt: skip
        self._send(devices[4], ("contradiction", wrong))
        for device, words in zip(devices, _MISSING * 2, strict=False):
            self._send(device, ("search", {"text": words, "language": "en", "results": 0}))
        self._send(devices[5], ("request", {"text": _MISSING[0], "note": "Third time this month."}))
        self._clock.move(hours=5)
        self._hub.threads.answer(asked[1], "It is in the trust centre; the link is on the card.")

    def _write(self, members: dict[Role, Member]) -> None:
        """A draft that is being written, and one that waits for an approver, with a comment."""
        hub, marketer = self._hub, members[Role.MARKETER]
        reviewed = hub.drafts.begin(marketer, "too-expensive")
        self.places |= {
            "draft_id": hub.drafts.begin(marketer, "need-to-think"), "reviewed": reviewed,
        }  # fmt: skip
        draft = hub.drafts.get(reviewed)
        text = draft.text.replace("## Say this", "## Say this\n\nA calm sentence more.", 1)
        draft = hub.drafts.save(marketer, reviewed, draft.version, text)
        choice = Choice(Step.SUBMIT, "The figure is of this year now.")
        hub.draft_steps.take(marketer, reviewed, draft.version, choice)
        hub.draft_comments.add(
            members[Role.APPROVER], reviewed, "say_this", "Shorter, if it can be."
        )
