"""`enablement hub backup` and `hub restore`, as whoever runs a hub types them."""

from pathlib import Path
from typing import Any


def test_a_hub_is_moved_by_two_commands(run: Any, tmp_path: Path, card_folder: Path) -> None:
    run("hub", "init", "--name", "Field team")
    run("hub", "publish", card_folder)
    saved = run("hub", "backup", tmp_path / "hub.zip")
    assert saved.code == 0, saved.err
    assert "The hub of generation 1 is in" in saved.out
    assert "Keep it as safe as the hub" in saved.out
    moved = tmp_path / "moved"
    brought = run("hub", "restore", tmp_path / "hub.zip", "--data", moved)
    assert brought.code == 0, brought.err
    assert "generation 1" in brought.out
    (before,) = run("hub", "status", "--json").rows
    (after,) = run("hub", "status", "--data", moved, "--json").rows
    assert after["epoch"] != before["epoch"]
    assert {**after, "epoch": ""} == {**before, "epoch": ""}


def test_as_json(run: Any, tmp_path: Path) -> None:
    run("hub", "init")
    (row,) = run("hub", "backup", tmp_path / "hub.zip", "--json").rows
    assert row["bytes"] == (tmp_path / "hub.zip").stat().st_size
    (there,) = run(
        "hub", "restore", tmp_path / "hub.zip", "--data", tmp_path / "there", "--json"
    ).rows
    assert (there["hub_id"], there["rows"]) == (row["hub_id"], row["rows"])
    assert there["epoch"] != row["epoch"]


def test_a_hub_is_replaced_only_when_asked(run: Any, tmp_path: Path) -> None:
    run("hub", "init")
    run("hub", "backup", tmp_path / "hub.zip")
    refused = run("hub", "restore", tmp_path / "hub.zip")
    assert refused.code == 1
    assert "already" in refused.err
    assert run("hub", "restore", tmp_path / "hub.zip", "--replace").code == 0


def test_where_no_hub_is(run: Any, tmp_path: Path) -> None:
    refused = run("hub", "backup", tmp_path / "hub.zip")
    assert refused.code == 1
    assert "no hub" in refused.err
    assert not (tmp_path / "hub.zip").exists()
