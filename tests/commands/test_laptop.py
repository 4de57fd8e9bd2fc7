"""The laptop's commands: what they print, and each failure in one sentence."""

from pathlib import Path
from typing import Any, get_args

import pytest

from enablement.commands.laptop import OutcomeName
from enablement.sync.protocol import Outcome

SEARCH_KEYS = {
    "rank", "card_id", "revision", "title", "kind", "language", "score", "why", "snippet",
}  # fmt: skip


def test_names_of_options_are_those_of_the_model() -> None:
    assert set(get_args(OutcomeName)) == set(Outcome)


def test_the_whole_loop(enrolled: Any, served: Any) -> None:
    hits = enrolled("search", "too", "expensive", "--json").rows
    assert hits[0].keys() >= SEARCH_KEYS
    assert (hits[0]["rank"], hits[0]["card_id"], hits[0]["revision"]) == (1, "price", 1)
    assert "too expensive" in hits[0]["why"]
    assert "One calm answer." in enrolled("show", "price").out
    (shown,) = enrolled("show", "price", "--json").rows
    assert shown["blocks"][0]["key"] == "say_this"
    (logged,) = enrolled("log", "price", "--outcome", "worked", "--note", "yes", "--json").rows
    assert (logged["revision"], logged["waiting"], logged["state"]) == (1, 1, "waiting")
    (waiting,) = enrolled("outbox", "--json").rows
    assert waiting["event_id"] == logged["event_id"]
    assert "1 waits to be sent." in enrolled("outbox").out
    (report,) = enrolled("sync", "--json").rows
    assert (report["sent"], report["waiting"]) == (1, 0)
    (status,) = enrolled("status", "--json").rows
    assert (status["enrolled"], status["cards"], status["waiting"]) == (True, 2, 0)
    assert "Field team" in enrolled("status").out


def test_offline_all_but_the_sync_works(enrolled: Any, served: Any) -> None:
    served.stop()
    assert enrolled("search", "expensive").out.startswith(" 1. It costs too much")
    assert enrolled("show", "later").code == 0
    assert enrolled("log", "later", "--outcome", "fell_flat").code == 0
    failed = enrolled("sync")
    assert failed.code == 1
    assert "does not answer" in failed.err
    assert len(failed.err.splitlines()) == 1
    (status,) = enrolled("status", "--json").rows
    assert (status["waiting"], "does not answer" in status["problem"]) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "nothing"), "There is no card “nothing”"),
        (("log", "nothing", "--outcome", "worked"), "There is no card “nothing”"),
        (("log", "price", "--outcome", "worked", "--block", "proof"), "has no block “proof”"),
        (("enroll", "ftp://x", "CODE"), "is not an address"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    enrolled: Any, words: tuple[str, ...], sentence: str
) -> None:
    failed = enrolled(*words)
    assert failed.code == 1
    assert sentence in failed.err
    assert "Traceback" not in failed.err


def test_wrong_and_used_codes(run: Any, served: Any, tmp_path: Path) -> None:
    (row,) = run("hub", "invite", "Ana", "--json").rows
    wrong = run("enroll", served.url, "AAAA-AAAA-AAAA")
    assert (wrong.code, "does not know this code" in wrong.err) == (1, True)
    assert run("enroll", served.url, row["code"]).code == 0
    used = run("enroll", served.url, row["code"], "--profile", tmp_path / "other")
    assert (used.code, "used already" in used.err) == (1, True)


def test_a_link_enrols_too(run: Any, served: Any) -> None:
    made = run("hub", "invite", "Ana", "--address", served.url)
    link = next(word for word in made.out.split() if word.startswith("enablement://"))
    (row,) = run("hub", "invite", "Eva", "--address", served.url, "--json").rows
    assert row["link"].endswith(row["code"])
    assert run("enroll", link).code == 0
    half = run("enroll", served.url)
    assert (half.code, "the whole link" in half.err) == (2, True)
    open_way = run("hub", "invite", "Ana", "--address", "http://hub.example.com")
    assert (open_way.code, "not encrypted" in open_way.err) == (1, True)


def test_before_enrolling_each_command_says_how_to(run: Any, tmp_path: Path) -> None:
    for words in (("sync",), ("search", "x"), ("show", "x"), ("outbox",), ("status",)):
        failed = run(*words)
        assert failed.code == 1
        assert "enablement enroll" in failed.err
    assert not (tmp_path / "profile").exists()


def test_a_key_in_a_file_is_said_aloud(run: Any, served: Any, tmp_path: Path) -> None:
    (row,) = run("hub", "invite", "Ana", "--json").rows
    done = run("enroll", served.url, row["code"])
    assert "no keychain" in done.err
    assert str(tmp_path / "profile" / "key.json") in done.err


def test_a_passphrase_protects_the_key(
    run: Any, served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENABLEMENT_PASSPHRASE", "correct horse")
    (row,) = run("hub", "invite", "Ana", "--json").rows
    assert run("enroll", served.url, row["code"]).err == ""
    assert run("status", "--json").rows[0]["key"] == "passphrase"
    monkeypatch.setenv("ENABLEMENT_PASSPHRASE", "wrong horse")
    wrong = run("status")
    assert (wrong.code, "not the passphrase" in wrong.err) == (1, True)
    monkeypatch.delenv("ENABLEMENT_PASSPHRASE")
    assert "ENABLEMENT_PASSPHRASE" in run("status").err


def test_a_database_that_is_none_is_a_sentence(enrolled: Any, tmp_path: Path) -> None:
    (tmp_path / "profile" / "library.db").write_bytes(b"not a database" * 1000)
    failed = enrolled("status")
    assert (failed.code, "does not open with this key" in failed.err) == (1, True)
