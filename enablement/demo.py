"""The demo: an embedded hub with the sample content, and a laptop enrolled with it.

Everything lies in one folder of its own, so that it starts again in seconds and touches no real
profile. `Demo` holds the two sides; `demo_loop` plays the whole loop through them.
"""

import json
import secrets
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from enablement.clock import Clock, system_clock
from enablement.errors import ContentError, HubDataError
from enablement.hub.database import Database
from enablement.hub.demo_history.past import SPAN, History, PastClock, come_back
from enablement.hub.hub import Hub
from enablement.hub.publications.report import PublishReport
from enablement.hub.server import HubServer
from enablement.hub.synonym_file import read_synonyms
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.settings import shipped_folder
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine, SyncReport
from enablement.translation import n_
from enablement.ui.today.diary import Diary

EMAIL = "marketing@example.com"
_NOTES = "demo.json"
_HALF_MADE = "hub being made"


@dataclass(frozen=True)
class DemoNotes:
    """What the demo remembers between starts.

    Its port, the password of the review page, a digest of the sample that its hub published, and
    whether its laptop has all that it begins with.
    """

    port: int
    password: str
    sample: str = ""
    settled: bool = True


class Demo:
    """Both sides of the demo in one process; use it in a `with` block."""

    def __init__(self, folder: Path, clock: Clock = system_clock, *, history: bool = False) -> None:
        """With a `history` a new hub has some months behind it."""
        self.folder, self._clock, self._history = folder, clock, history
        self.notes = self._read_notes()
        self.hub = self._open_hub()
        self.server = self._serve()
        self._write_notes(replace(self.notes, port=self.server.port))
        self.library = self.open_library()
        self.index = SearchIndex(self.library)
        self.engine = SyncEngine(self.library, self.index, HubClient)

    def __enter__(self) -> "Demo":
        return self

    def __exit__(self, *_error: object) -> None:
        self.library.close()
        self.server.stop()
        self.hub.close()

    def open_library(self) -> Library:
        """The laptop's library; a new one where there is none, or none any more."""
        profile = self.folder / "profile"
        record = KeyRecord(profile)
        # The demo's key lies in a file, and the file says so: there is nothing in it to protect.
        key = record.load() if record.place else record.create(KeyPlace.FILE)
        return Library.open(profile, key, self._clock)

    @property
    def review_address(self) -> str:
        """Where marketing's page is."""
        return f"{self.server.url}/review"

    def publish(self) -> PublishReport:
        """Publish the sample content; nothing changes when it is published already."""
        content = shipped_folder("content")
        digest = _digest(content)
        self.hub.synonyms.replace(read_synonyms(content / "synonyms.yaml"))
        report = self.hub.publish(content, source="sample")
        self._write_notes(replace(self.notes, sample=digest))
        return report

    def publish_changed(self) -> bool:
        """Publish the sample content if it is not what was published last; whether it was."""
        if self.notes.sample == _digest(shipped_folder("content")):
            return False
        self.publish()
        return True

    def enroll(self) -> str:
        """Enrol the laptop at the first start, later only follow the hub's port; the device."""
        held = self.library.enrolment.get()
        if held is None:
            self._write_notes(replace(self.notes, settled=False))
            invitation = self.hub.invite("Ana Ruiz", team="midmarket", region="emea")
            held = self.engine.enroll(self.server.url, invitation.code, "demo")
        elif held.hub_url != self.server.url:
            self.library.enrolment.move(self.server.url)
        if not self.notes.settled:
            self._settle(held.device)
        return held.device

    def _settle(self, device: str) -> None:
        """Give a new laptop what its rep asked before, and a calendar; again when that was cut off."""
        if self._history:
            with closing(Database.at(self.folder / "hub")) as database:
                come_back(database, device)
        # Once: a rep of the demo who takes it away, or takes their own, keeps that.
        Diary(self.library.desk_state).use(shipped_folder("content") / "calendar.ics")
        self._write_notes(replace(self.notes, settled=True))

    def sync(self) -> SyncReport:
        """Sync the laptop once."""
        return self.engine.sync()

    def go_offline(self) -> None:
        """Stop the hub; the laptop does not know yet."""
        self.server.stop()

    def come_back(self) -> None:
        """Serve the hub again at the same address."""
        self.server = HubServer(self.hub, port=self.server.port)
        self.server.start()

    def _read_notes(self) -> DemoNotes:
        path = self.folder / _NOTES
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        except (OSError, ValueError) as error:
            raise ContentError(
                n_("The demo's folder {folder} cannot be used: {reason}."),
                mend=n_("Remove it, or name another one with --data."),
                folder=self.folder,
                reason=error,
            ) from error
        password = found.get("password") or secrets.token_urlsafe(9)
        return DemoNotes(
            int(found.get("port", 0)),
            str(password),
            str(found.get("sample", "")),
            bool(found.get("settled", True)),
        )

    def _write_notes(self, notes: DemoNotes) -> None:
        (self.folder / _NOTES).write_text(json.dumps(asdict(notes)), "utf-8")
        self.notes = notes

    def _open_hub(self) -> Hub:
        folder = self.folder / "hub"
        if not (folder / "hub.db").exists():
            # A new hub has published nothing. Written before anything else can fail, so that the
            # password of this hub is never lost.
            self._write_notes(replace(self.notes, sample=""))
            self._make_hub(folder)
        return Hub.open(folder, self._clock)

    def _make_hub(self, folder: Path) -> None:
        """Make a hub with its past under another name: one that was cut off in it is begun anew."""
        making = folder.with_name(_HALF_MADE)
        shutil.rmtree(making, ignore_errors=True)
        clock = PastClock(self._clock() - SPAN if self._history else self._clock())
        hub, _password = Hub.create(
            making, name="Enablement demo", email=EMAIL, password=self.notes.password, clock=clock
        )
        with closing(hub):
            if self._history:
                self._play(hub, clock, making)
        shutil.rmtree(folder, ignore_errors=True)
        making.replace(folder)

    def _play(self, hub: Hub, clock: PastClock, folder: Path) -> None:
        with closing(Database.at(folder)) as database:
            history = History(hub, clock, database)
            history.play(self._clock(), shipped_folder("content"), self.notes.password)

    def _serve(self) -> HubServer:
        """On the port of the last start when it is free, else on another one."""
        try:
            server = HubServer(self.hub, port=self.notes.port)
            server.start()
        except HubDataError:
            server = HubServer(self.hub, port=0)
            server.start()
        return server


def _digest(content: Path) -> str:
    """Of every file of the sample, by its place."""
    whole = sha256()
    for file in sorted(one for one in content.rglob("*") if one.is_file()):
        data = file.read_bytes()
        whole.update(f"{file.relative_to(content).as_posix()} {len(data)}\n".encode() + data)
    return whole.hexdigest()
