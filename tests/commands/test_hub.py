"""The hub's commands."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2


def test_a_hub_is_made_once(run: Any, tmp_path: Path) -> None:
    (row,) = run("hub", "init", "--name", "Field team", "--json").rows
    assert row["password"]
    assert row["data"] == str(tmp_path / "hub")
    again = run("hub", "init")
    assert (again.code, len(again.err.splitlines())) == (1, 1)


def test_publishing_says_what_changes(run: Any, card_folder: Path) -> None:
    run("hub", "init")
    (dry,) = run("hub", "publish", card_folder, "--dry-run", "--json").rows
    assert sorted(dry["added"]) == ["later", "price"]
    assert run("hub", "status", "--json").rows[0]["cards"] == 0
    assert "2 new, 0 changed, 0 retired" in run("hub", "publish", card_folder).out
    (card_folder / "later.md").unlink()
    assert "retired: later" in run("hub", "publish", card_folder).out
    assert run("hub", "status", "--json").rows[0]["cards"] == 1
    assert "1 card published" in run("hub", "status").out


def test_a_broken_card_publishes_nothing(run: Any, card_folder: Path) -> None:
    run("hub", "init")
    (card_folder / "bad.md").write_text("---\nid: bad\nkind: [\n---\nx\n")
    failed = run("hub", "publish", card_folder)
    assert failed.code == 1
    assert "bad.md" in failed.err
    assert run("hub", "status", "--json").rows[0]["cards"] == 0


def test_retiring_one_card(run: Any, card_folder: Path) -> None:
    run("hub", "init")
    run("hub", "publish", card_folder)
    assert "price is retired" in run("hub", "retire", "price").out
    unknown = run("hub", "retire", "nothing")
    assert (unknown.code, "nothing" in unknown.err) == (1, True)


def test_commands_without_a_hub_are_sentences(run: Any, card_folder: Path, tmp_path: Path) -> None:
    for words in (("publish", card_folder), ("invite", "Ana"), ("status",), ("serve",)):
        failed = run("hub", *words)
        assert failed.code == 1
        assert str(tmp_path / "hub") in failed.err
    assert not (tmp_path / "hub").exists()


def test_serving_until_it_is_stopped(run: Any, tmp_path: Path) -> None:
    run("hub", "init")
    command = [sys.executable, "-m", "enablement", "hub", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stdout is not None
    url = process.stdout.readline().split()[-1]
    assert httpx2.get(f"{url}/v1/hub", trust_env=False).json()["product"] == "enablement-hub"
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
