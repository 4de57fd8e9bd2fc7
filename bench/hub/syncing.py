"""Twenty reps of a hub on SQLite who sync at once: each enrols, fetches its cards and sends its logs."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.hub.serving import served, stopwatch
from enablement.errors import EnablementError
from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.library.keys import KeyPlace, KeyRecord
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.settings import shipped_folder
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import Outcome, Usage

_REPS, _LOGS, _ROUNDS = 20, 20, 3


class _Laptop:
    """A rep's laptop in a folder."""

    def __init__(self, folder: Path, url: str, code: str) -> None:
        self._library = Library.open(folder, KeyRecord(folder).create(KeyPlace.FILE))
        self._engine = SyncEngine(self._library, SearchIndex(self._library), HubClient)
        self._url, self._code, self._name = url, code, folder.name
        self.errors: list[str] = []

    def play(self) -> None:
        """Enrol, then sync a few times with new logs each."""
        try:
            self._engine.enroll(self._url, self._code, self._name)
            for _round in range(_ROUNDS):
                self._engine.sync()
                for card_id, revision in list(self._library.cards.revisions().items())[:_LOGS]:
                    used = Usage(card_id=card_id, revision=revision, outcome=Outcome.WORKED)
                    self._library.events.log_usage(used)
            self._engine.sync()
        except EnablementError as error:
            self.errors.append(str(error))
        if waiting := self._library.events.waiting_count():
            self.errors.append(f"{waiting} logs have not arrived")
        self._library.close()


def measure(folder: Path, reps: int = _REPS) -> dict[str, Any]:
    """The `seconds` that all took, and the `errors`: of a sync, or of a log that is not there."""
    place = HubPlace.of(folder / "hub")
    hub, _password = Hub.create(place, name="Bench")
    hub.publish(shipped_folder("content"), source="bench")
    codes = [hub.invite(f"Rep {number}").code for number in range(reps)]
    hub.close()
    with served(place) as answering:
        laptops = [
            _Laptop(folder / f"laptop-{number}", answering.url, code)
            for number, code in enumerate(codes)
        ]
        with stopwatch() as took, ThreadPoolExecutor(reps) as pool:
            list(pool.map(_Laptop.play, laptops))
    errors = [error for laptop in laptops for error in laptop.errors]
    hub = Hub.open(place)
    logs = hub.status().usage
    hub.close()
    if logs != reps * _ROUNDS * _LOGS:
        errors.append(f"{logs} logs of {reps * _ROUNDS * _LOGS} are at the hub")
    return {"reps": reps, "seconds": took[0], "logs": logs, "errors": errors}
