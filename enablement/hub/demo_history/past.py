"""Playing the demo's history on a new hub: through its own services, at moments of the past."""

import json
import tempfile
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, update

from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.demo_history.company import MARKETING, REP_OF_THE_DEMO, REPS
from enablement.hub.demo_history.content_past import write_past
from enablement.hub.demo_history.logs_past import PastLogs
from enablement.hub.demo_history.said import ASKED, Asked
from enablement.hub.demo_history.used import PUBLISHED_WEEKS_AGO, USED
from enablement.hub.demo_history.written import Deed, drafts_of_the_past
from enablement.hub.devices import Device, add_formers
from enablement.hub.hub import Hub
from enablement.hub.models import devices
from enablement.hub.publishing import Asked as Publishing
from enablement.hub.synonym_file import read_synonyms
from enablement.sync.threads import Fate

SPAN = timedelta(weeks=PUBLISHED_WEEKS_AGO[0])
"""How long ago the history begins."""

_AUDIENCES = (
    Audience("", "Midmarket", teams=("midmarket",), most_active=60, most_new_a_week=6),
    Audience("", "Enterprise", teams=("enterprise",), most_active=45, most_new_a_week=4),
    Audience("", "Latin America", regions=("latam",), languages=("es",), most_active=30,
             most_new_a_week=3),
)  # fmt: skip
_OLD_LAPTOP = "old laptop"


class PastClock:
    """Stands at the moment that is played."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment that is played."""
        return self.moment


class History:
    """Plays the history on a hub that was made by its clock's first moment."""

    def __init__(self, hub: Hub, clock: PastClock, database: Database) -> None:
        self._hub, self._clock, self._database = hub, clock, database
        self._laptops: dict[str, Device] = {}
        self._sent: dict[str, int] = {}
        self._members: list[Member] = []

    def play(self, now: datetime, content: Path, password: str) -> None:
        """Everything up to now."""
        self._members = [self._join(*who, password) for who in MARKETING]
        for audience in _AUDIENCES:
            self._hub.audiences.add(self._members[0], audience)
        self._publish(content, 0)
        self._laptops = {rep.name: self._enroll(rep.name) for rep in REPS}
        self._log(now)
        for moment, deed in sorted(self._deeds(now, content), key=lambda one: one[0]):
            self._clock.moment = moment
            deed()
        self._clock.moment = now

    def _deeds(self, now: datetime, content: Path) -> list[Deed]:
        """What else was done, and when."""
        deeds = drafts_of_the_past(self._hub, self._members, now)
        for step, weeks in enumerate(PUBLISHED_WEEKS_AGO[1:], start=1):
            deeds.append((now - timedelta(weeks=weeks), partial(self._publish, content, step)))
        for asked in ASKED:
            moment = now - timedelta(days=asked.days_ago, hours=2)
            deeds.append((moment, partial(self._ask, asked)))
            if asked.answer:
                after = moment + timedelta(hours=asked.hours)
                deeds.append((after, partial(self._answer, asked)))
        for place, rep in enumerate(REPS):
            # Those that are late came before the last publication, or some hours ago.
            hours = 24 * 40 if rep.late and place % 2 else 9 + place
            deeds.append((now - timedelta(hours=hours), partial(self._meet, rep.name)))
        return deeds

    def _join(self, role: Role, email: str, name: str, password: str) -> Member:
        words = PersonWords(name, email, role=role)
        code = self._hub.invitations.invite(OPERATOR, words).code
        member = self._hub.sessions.find(self._hub.invitations.join(code, password, NOWHERE))
        if member is None:
            raise AssertionError(name)
        return member

    def _publish(self, content: Path, step: int) -> None:
        """As it is today with the last step: the demo publishes it once more, and nothing changes."""
        asked = Publishing(source="sample")
        if step == len(PUBLISHED_WEEKS_AGO) - 1:
            self._hub.publisher.publish(content, asked, self._members[0])
            return
        with tempfile.TemporaryDirectory(prefix="enablement-past-") as folder:
            write_past(content, Path(folder), step)
            self._hub.synonyms.replace(read_synonyms(content / "synonyms.yaml"))
            self._hub.publisher.publish(Path(folder), asked, self._members[0])

    def _enroll(self, name: str) -> Device:
        rep = next(one for one in REPS if one.name == name)
        invited = self._hub.invite(name, team=rep.team, region=rep.region, languages=rep.languages)
        laptop = _OLD_LAPTOP if name == REP_OF_THE_DEMO else f"{name.partition(' ')[0]}’s laptop"
        return self._hub.devices.recognise(self._hub.enrolments.enroll(invited.code, laptop).token)

    def _log(self, now: datetime) -> None:
        past = PastLogs(self._laptops, now - timedelta(hours=1))
        rows = past.draw()
        self._sent = dict(past.numbers)
        with self._database.writing() as connection:
            rows.store(connection)
            received = [
                {"laptop": self._laptops[name].device, "last": last}
                for name, last in self._sent.items()
            ]
            same = devices.c.device == bindparam("laptop")
            connection.execute(
                update(devices).where(same).values(received=bindparam("last")), received
            )

    def _ask(self, asked: Asked) -> None:
        number = self._sent[asked.rep] = self._sent[asked.rep] + 1
        said: dict[str, Any] = {"text": asked.text}
        if asked.card_id:
            said |= {"card_id": asked.card_id, "revision": 1, "block": "say_this"}
        if asked.words:
            said["words"] = asked.words
        event = {
            "event_id": _thread_id(asked), "device_seq": number, "kind": asked.kind,
            "occurred_at": self._clock.moment.isoformat(), "payload": said,
        }  # fmt: skip
        body = json.dumps({"epoch": "", "events": [event]}).encode()
        self._hub.intake.take(self._laptops[asked.rep], body)

    def _answer(self, asked: Asked) -> None:
        thread_id, who = _thread_id(asked), self._members[asked.days_ago % 2].name
        if asked.fate is Fate.DECLINED:
            self._hub.threads.decline(thread_id, asked.answer, who)
        elif asked.fate is Fate.CHANGED:
            newest = len(next(one.steps for one in USED if one.card_id == asked.card_id))
            self._hub.threads.changed(thread_id, asked.card_id, newest, asked.answer, who)
        else:
            self._hub.threads.answer(thread_id, asked.answer, who)

    def _meet(self, name: str) -> None:
        """The laptop has come, and holds what there was."""
        self._hub.devices.note_contact(self._laptops[name], self._hub.status().generation)


def _thread_id(asked: Asked) -> str:
    return f"asked-{asked.days_ago:03}"


def come_back(database: Database, device: str) -> None:
    """Let the demo's laptop go on with what its rep asked on the old one."""
    with database.writing() as connection:
        row = connection.execute(devices.select().where(devices.c.device == device))
        found = row.mappings().one()
        same = (devices.c.person_id == found["person_id"]) & (devices.c.device_name == _OLD_LAPTOP)
        old = connection.scalars(devices.select().where(same).with_only_columns(devices.c.device))
        laptop = Device(
            device=device, rep_name=found["rep_name"], team=found["team"],
            region=found["region"], languages=(), received=0, held_generation=None,
            last_contact=None, person_id=found["person_id"],
        )  # fmt: skip
        add_formers(connection, laptop, old.all())
