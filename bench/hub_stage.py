"""A hub with a past for looking at its pages: the demo's months of history, and what no demo shows."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher

from bench.history import MOMENT
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.people import PeopleFilter
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.demo_history.company import MARKETING, REP_OF_THE_DEMO
from enablement.hub.demo_history.past import SPAN, History, PastClock
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.hub import Hub
from enablement.hub.inbox.queue import QueueFilter
from enablement.hub.server import HubServer
from enablement.hub.synonym_rules import rule_key
from enablement.settings import shipped_folder

PASSWORD = "a long password"
ADMIN = "ines@example.com"


@dataclass(frozen=True)
class Stage:
    """The served hub, and by name what is there to ask its pages for."""

    hub: Hub
    url: str
    places: dict[str, str]

    def session(self, role: Role) -> str:
        """A session's token of whoever has that role, as a cookie would hold it."""
        return _session(self.hub, role)

    def path(self, named: str) -> str:
        """A path whose places, named in braces, are filled in."""
        return named.format(**self.places)


def _session(hub: Hub, role: Role) -> str:
    email = next((email for held, email, _name in MARKETING if held is role), ADMIN)
    token = hub.accounts.sign_in(email, PASSWORD)
    if token is None:
        raise AssertionError(email)
    return token


def _member(hub: Hub, role: Role) -> Member:
    member = hub.sessions.find(_session(hub, role))
    if member is None:
        raise AssertionError(role)
    return member


@contextmanager
def staged() -> Iterator[Stage]:
    """A hub with a past, served for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as name:
        clock = PastClock(MOMENT - SPAN)
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        hub, _password = Hub.create(
            Path(name, "hub"), name="Field team", email=ADMIN, password=PASSWORD, clock=clock,
            hasher=hasher,
        )  # fmt: skip
        content = shipped_folder("content")
        with closing(Database.at(Path(name, "hub"))) as database:
            History(hub, clock, database).play(MOMENT, content, PASSWORD)
        places = _add_what_no_demo_shows(hub)
        server = HubServer(hub)
        server.start()
        try:
            yield Stage(hub, server.url, places)
        finally:
            server.stop()
            hub.close()


def _add_what_no_demo_shows(hub: Hub) -> dict[str, str]:
    """A draft with text, a comment, a full audience, an invitation that waits; and what all is named."""
    invited = PersonWords("Nia Moss", "nia@example.com", role=Role.MARKETER)
    hub.invitations.invite(OPERATOR, invited)
    people = {one.words.name: one for one in hub.people.page(PeopleFilter()).rows}
    admin = next(one for one in people.values() if one.words.role is Role.ADMIN)
    hub.people.change(OPERATOR, admin.person_id, PersonWords("Inés Vega", ADMIN, role=Role.ADMIN))
    person = people[REP_OF_THE_DEMO]
    audience = Audience("", "EMEA midmarket", ("midmarket",), ("emea",), ("en",), 40, 5)
    drafts = {draft.state: draft.draft_id for draft in hub.drafts.open()}
    approver, reviewed = _member(hub, Role.APPROVER), drafts[DraftState.IN_REVIEW]
    hub.draft_comments.add(approver, reviewed, "say_this", "Shorter, if it can be.")
    return {
        "card_id": "too-expensive",
        "number": "1",
        "translation": "demasiado-caro",
        "thread_id": hub.inbox.queue.page(QueueFilter(), admin.person_id).rows[0].thread_id,
        "draft_id": hub.drafts.begin(_member(hub, Role.MARKETER), "need-to-think"),
        "reviewed": reviewed,
        "person_id": person.person_id,
        "device": person.in_use[0].device,
        "audience_id": hub.audiences.add(OPERATOR, audience),
        "key": hub.inbox.gaps.page().rows[0].key,
        "rule": rule_key(hub.synonyms.get().rules[0]),
    }
