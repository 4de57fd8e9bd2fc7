"""Against a real hub: what a rep asks offline is answered, seen again, and never doubled."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from enablement.errors import HubOfflineError, HubRefusedError
from enablement.hub.access.members import OPERATOR
from enablement.hub.database import Database
from enablement.hub.engines import sqlite_engine
from enablement.hub.hub import Hub
from enablement.hub.models import hub as hub_table
from enablement.hub.places import DATABASE_FILE
from enablement.hub.schema import upgrade
from enablement.hub.server import HubServer
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import (
    Contradiction,
    EnrolRequest,
    EventReceipt,
    Hash,
    Outcome,
    Question,
    Reply,
    Request,
    Usage,
    sha256,
)
from enablement.sync.threads import Fate, Side, ThreadKind
from enablement.translation import n_

NewLaptop = Callable[..., Any]
SCRIPT = Path(__file__).parent / "dying_laptop.py"


@pytest.fixture
def laptop(hub: Hub, cards: Any, new_laptop: NewLaptop) -> Any:
    """Ana's, with one card."""
    cards.write("price")
    hub.publish(cards.path)
    made = new_laptop()
    made.engine.sync()
    return made


def ask(laptop: Any, words: str = "Since when?") -> str:
    question = Question(card_id="price", revision=1, text=words, block="say_this")
    return str(laptop.library.events.log_question(question).event_id)


def said(laptop: Any, thread_id: str) -> list[tuple[Side, str, str]]:
    thread = laptop.library.threads.get(thread_id)
    return [(one.side, one.name, one.text) for one in thread.messages]


def test_asked_offline_then_received_then_answered(
    hub: Hub, server: HubServer, laptop: Any
) -> None:
    server.stop()
    thread_id = ask(laptop)
    with pytest.raises(HubOfflineError):
        laptop.engine.sync()
    assert laptop.library.threads.all() == []
    back = HubServer(hub, port=server.port)
    back.start()
    report = laptop.engine.sync()
    assert (report.sent, report.threads) == (1, (thread_id,))
    thread = laptop.library.threads.get(thread_id)
    assert (thread.kind, thread.fate) == (ThreadKind.QUESTION, Fate.RECEIVED)
    assert (thread.card_id, thread.revision, thread.block) == ("price", 1, "say_this")
    assert said(laptop, thread_id) == [(Side.REP, "Ana", "Since when?")]
    hub.threads.answer(thread_id, "Since May.", "Rosa")
    assert laptop.engine.sync().threads == (thread_id,)
    assert laptop.library.threads.get(thread_id).fate is Fate.ANSWERED
    assert said(laptop, thread_id)[1:] == [(Side.MARKETING, "Rosa", "Since May.")]
    assert laptop.engine.sync().threads == ()
    back.stop()


def test_a_conversation_goes_on(hub: Hub, laptop: Any) -> None:
    thread_id = ask(laptop)
    # Said before the hub knows of the thread: both go in one batch.
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="It is for tomorrow."))
    laptop.engine.sync()
    hub.threads.answer(thread_id, "Since May.")
    laptop.engine.sync()
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="Thanks."))
    assert laptop.engine.sync().threads == (thread_id,)
    assert [words for _side, _name, words in said(laptop, thread_id)] == [
        "Since when?", "It is for tomorrow.", "Since May.", "Thanks.",
    ]  # fmt: skip
    assert laptop.library.threads.get(thread_id).fate is Fate.ANSWERED


def test_an_answer_alone_is_a_small_sync_of_the_same_generation(hub: Hub, laptop: Any) -> None:
    thread_id = ask(laptop)
    laptop.engine.sync()
    before = laptop.library.enrolment.get().generation
    hub.threads.answer(thread_id, "Since May.")
    asked: list[Hash] = []

    class Counting(HubClient):
        def shard(self, digest: Hash) -> bytes:
            asked.append(digest)
            return super().shard(digest)

    engine = SyncEngine(laptop.library, laptop.index, Counting)
    report = engine.sync()
    assert (report.generation, report.threads) == (before, (thread_id,))
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert len(asked) == 1
    engine.sync()
    assert len(asked) == 1


def test_a_contradiction_a_request_and_their_fates(hub: Hub, cards: Any, laptop: Any) -> None:
    log = laptop.library.events
    wrong = Contradiction(card_id="price", revision=1, text="Not so.", words="It is twelve")
    wrong_id = log.log_contradiction(wrong).event_id
    wish_id = log.log_request(Request(text="door alarms", note="For a hospital")).event_id
    laptop.engine.sync()
    assert said(laptop, wrong_id) == [(Side.REP, "Ana", "Not so.\n\n“It is twelve”")]
    assert said(laptop, wish_id) == [(Side.REP, "Ana", "door alarms\n\nFor a hospital")]
    cards.write("price", text="Mended.")
    cards.write("door-alarms")
    hub.publish(cards.path)
    hub.threads.changed(wrong_id, "price", 2, "Mended, thank you.")
    hub.threads.decline(wish_id, "We do not sell those.")
    report = laptop.engine.sync()
    assert report.threads == tuple(sorted((wrong_id, wish_id)))
    changed, declined = map(laptop.library.threads.get, (wrong_id, wish_id))
    assert (changed.fate, changed.changed_card, changed.changed_to) == (Fate.CHANGED, "price", 2)
    assert (declined.fate, declined.messages[-1].text) == (Fate.DECLINED, "We do not sell those.")
    hub.threads.changed(wish_id, "door-alarms", 1, "We do now.")
    laptop.engine.sync()
    assert laptop.library.threads.get(wish_id).changed_card == "door-alarms"


class LosesTheReceipt(HubClient):
    """A network that breaks after the hub has taken the batch."""

    def send(self, body: bytes) -> EventReceipt:
        super().send(body)
        raise HubOfflineError(n_("The hub at {url} does not answer."), url=self.url)


def test_a_lost_receipt_makes_no_second_thread(hub: Hub, laptop: Any) -> None:
    thread_id = ask(laptop)
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="Soon, please."))
    for _try in range(2):
        with pytest.raises(HubOfflineError):
            SyncEngine(laptop.library, laptop.index, LosesTheReceipt).sync()
    report = laptop.engine.sync()
    assert (report.sent, report.rejected) == (2, 0)
    (row,) = hub.threads.list()
    assert [one.text for one in row.thread.messages] == ["Since when?", "Soon, please."]
    assert len(laptop.library.threads.all()) == 1


@pytest.mark.parametrize("point", ["before the acknowledgement", "after the swap"])
def test_a_killed_laptop_asks_once(hub: Hub, cards: Any, laptop: Any, point: str) -> None:
    thread_id = ask(laptop)
    for number in range(4):
        cards.write(f"card-{number}", "card 0" if number == 0 else "")
    hub.publish(cards.path)
    laptop.engine.sync()
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="Soon, please."))
    cards.write("card-0", text="New words.")
    hub.publish(cards.path)
    command = [sys.executable, str(SCRIPT), str(laptop.folder), point]
    killed = subprocess.run(command, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    reopened = type(laptop)(laptop.folder)
    reopened.engine.sync()
    reopened.engine.sync()
    assert [words for _side, _name, words in said(reopened, thread_id)] == [
        "Since when?", "Soon, please.",
    ]  # fmt: skip
    assert reopened.library.events.waiting_count() == 0
    reopened.close()


def test_nobody_sees_what_is_not_theirs(hub: Hub, laptop: Any, new_laptop: NewLaptop) -> None:
    thread_id = ask(laptop)
    laptop.engine.sync()
    hub.threads.answer(thread_id, "Since May.")
    laptop.engine.sync()
    other, namesake = new_laptop("Bea"), new_laptop("Ana B")
    entry = next(one for one in laptop.library.cards.entries() if one.kind == "thread")
    for stranger in (other, namesake):
        assert stranger.engine.sync().threads == ()
        assert stranger.library.threads.all() == []
        held = stranger.library.enrolment.get()
        connection = HubClient(held.hub_url, held.token)
        ((header, data),) = connection.objects([entry.hash])
        assert (header.missing, data) == (True, b"")
        own = laptop.library.enrolment.get().shards[64]
        assert connection.shard(own) == b""
        connection.close()
        stranger.library.events.log_reply(Reply(thread_id=thread_id, text="Let me see."))
        assert stranger.engine.sync().rejected == 1
        (refused,) = stranger.library.events.recent()
        assert "no thread of this laptop" in refused.reason
    assert len(hub.threads.get(thread_id).thread.messages) == 2


def test_a_revoked_laptop_hears_nothing_and_keeps_what_it_had(
    hub: Hub, laptop: Any, new_laptop: NewLaptop
) -> None:
    thread_id = ask(laptop)
    laptop.engine.sync()
    hub.laptops.revoke(OPERATOR, laptop.library.enrolment.get().device)
    hub.threads.answer(thread_id, "Since May.")
    with pytest.raises(HubRefusedError):
        laptop.engine.sync()
    assert laptop.library.threads.get(thread_id).fate is Fate.RECEIVED


def test_enrolled_again_the_threads_stay(hub: Hub, server: HubServer, laptop: Any) -> None:
    thread_id = ask(laptop)
    laptop.engine.sync()
    laptop.engine.enroll(server.url, hub.invite("Ana").code)
    hub.threads.answer(thread_id, "Since May.")
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="And before?"))
    report = laptop.engine.sync()
    assert (report.threads, report.rejected) == ((thread_id,), 0)
    assert len(said(laptop, thread_id)) == 3
    # Of an enrolment whose answer was lost the laptop knows nothing.
    held = laptop.library.enrolment.get()
    lost = HubClient(server.url, None)
    former = sha256(held.token.encode())
    lost.enroll(EnrolRequest(code=hub.invite("Ana").code, former=former))
    lost.close()
    laptop.engine.sync()
    laptop.engine.enroll(server.url, hub.invite("Ana").code)
    laptop.engine.sync()
    assert [one.thread_id for one in laptop.library.threads.all()] == [thread_id]


def test_a_laptop_that_changes_hands_leaves_the_threads_behind(
    hub: Hub, server: HubServer, laptop: Any
) -> None:
    ask(laptop)
    laptop.engine.sync()
    laptop.engine.enroll(server.url, hub.invite("Bea").code)
    laptop.engine.sync()
    assert laptop.library.threads.all() == []


class SaysNothingOfBefore(HubClient):
    """A laptop's older program, which does not say what it was enrolled as."""

    def enroll(self, request: EnrolRequest) -> Any:
        return super().enroll(request.model_copy(update={"former": ""}))


def test_an_event_sent_again_by_a_laptop_enrolled_again_brings_its_thread(
    hub: Hub, server: HubServer, laptop: Any
) -> None:
    thread_id = ask(laptop)
    with pytest.raises(HubOfflineError):
        SyncEngine(laptop.library, laptop.index, LosesTheReceipt).sync()
    older = SyncEngine(laptop.library, laptop.index, SaysNothingOfBefore)
    older.enroll(server.url, hub.invite("Ana").code)
    laptop.library.events.log_reply(Reply(thread_id=thread_id, text="Soon, please."))
    assert laptop.engine.sync().rejected == 0
    assert [one.thread_id for one in laptop.library.threads.all()] == [thread_id]
    assert len(hub.threads.list()) == 1


def restore(folder: Path) -> None:
    """Give the hub of a folder a new epoch, as bringing a backup back does."""
    database = Database.at(folder)
    with database.writing() as connection:
        connection.execute(update(hub_table).values(epoch="restored"))
    database.close()


def test_a_restored_hub_hears_it_again_and_once(
    hub: Hub, server: HubServer, laptop: Any, tmp_path: Path
) -> None:
    kept = ask(laptop, "Before the backup?")
    laptop.engine.sync()
    server.stop()
    hub.close()
    shutil.copytree(tmp_path / "hub", tmp_path / "backup")
    opened = Hub.open(tmp_path / "hub")
    running = HubServer(opened, port=server.port)
    running.start()
    lost = ask(laptop, "After the backup?")
    laptop.library.events.log_reply(Reply(thread_id=kept, text="Also after."))
    laptop.engine.sync()
    opened.threads.answer(lost, "This is lost.")
    laptop.engine.sync()
    running.stop()
    opened.close()

    restore(tmp_path / "backup")
    restored = Hub.open(tmp_path / "backup")
    running = HubServer(restored, port=server.port)
    running.start()
    for _round in range(3):
        laptop.engine.sync()
    rows = {row.thread.thread_id: row.thread for row in restored.threads.list()}
    assert rows.keys() == {kept, lost}
    assert [one.text for one in rows[kept].messages] == ["Before the backup?", "Also after."]
    assert (rows[lost].fate, len(rows[lost].messages)) == (Fate.RECEIVED, 1)
    assert laptop.library.threads.get(lost).fate is Fate.RECEIVED
    assert laptop.library.events.waiting_count() == 0
    running.stop()
    restored.close()


def test_an_older_hub_keeps_them_and_tells_when_it_is_updated(
    hub: Hub, server: HubServer, laptop: Any, tmp_path: Path
) -> None:
    thread_id = ask(laptop)
    log = laptop.library.events
    log.log_reply(Reply(thread_id=thread_id, text="Soon, please."))
    log.log_request(Request(text="door alarms", note="For a hospital"))
    log.log_usage(
        Usage(card_id="price", revision=1, outcome=Outcome.WORKED, words="Fine!", stage="demo")
    )
    assert laptop.engine.sync().rejected == 0
    server.stop()
    hub.close()
    as_an_older_hub_would_have_it(tmp_path)
    updated = Hub.open(tmp_path / "older")
    running = HubServer(updated, port=server.port)
    running.start()
    texts = [[one.text for one in row.thread.messages] for row in updated.threads.list()]
    assert sorted(texts) == [
        ["Since when?", "Soon, please."], ["door alarms\n\nFor a hospital"],
    ]  # fmt: skip
    (logged,) = updated.review.log().rows
    assert (logged.words, logged.stage) == ("Fine!", "demo")
    laptop.engine.sync()
    assert laptop.library.threads.get(thread_id).fate is Fate.RECEIVED
    running.stop()
    updated.close()


def as_an_older_hub_would_have_it(tmp_path: Path) -> None:
    """Copy a hub's tables into one of the schema before threads, as far as that has them."""
    (tmp_path / "older").mkdir()
    older = Database.at(tmp_path / "older")
    with older.writing() as connection:
        upgrade(connection, "0002")
    older.close()
    engine = sqlite_engine(tmp_path / "older" / DATABASE_FILE)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"ATTACH '{tmp_path / 'hub' / 'hub.db'}' AS newer")
        names = connection.exec_driver_sql(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'alembic_version'"
        )
        for name in names.scalars().all():
            columns = connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{name}')")
            listed = ", ".join(columns.scalars().all())
            known = " WHERE role <> 'rep'" if name == "people" else ""  # reps were only names
            connection.exec_driver_sql(
                f"INSERT INTO main.{name} ({listed}) SELECT {listed} FROM newer.{name}{known}"
            )
        connection.commit()
    engine.dispose()
