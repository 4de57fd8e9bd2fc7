"""Running commands as `main` does, in this process, with folders of their own."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from enablement.cli import main
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The printed lines, each read as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("ENABLEMENT_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("ENABLEMENT_HUB_DATA", str(tmp_path / "hub"))
    monkeypatch.delenv("ENABLEMENT_PASSPHRASE", raising=False)

    def run_command(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["enablement", *map(str, words)])
        capsys.readouterr()
        try:
            main()
            code: object = 0
        except SystemExit as stop:
            code = stop.code or 0
        printed = capsys.readouterr()
        return Outcome(code if isinstance(code, int) else 1, printed.out, printed.err)

    return run_command


@pytest.fixture
def card_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cards"
    folder.mkdir()
    for card_id, title, says in (
        ("price", "It costs too much", "too expensive"),
        ("later", "Not this year", "no budget now"),
    ):
        text = (
            f'---\nid: {card_id}\nkind: objection\ntitle: {title}\nsays: ["{says}"]\n'
            f"summary: What to answer.\nproducts: [core]\n---\n## Say this\n\nOne calm answer.\n"
        )
        (folder / f"{card_id}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def served(run: Run, tmp_path: Path, card_folder: Path) -> Iterator[HubServer]:
    """A hub made and published to by the commands, and served."""
    assert run("hub", "init", "--name", "Field team").code == 0
    assert run("hub", "publish", card_folder).code == 0
    hub = Hub.open(tmp_path / "hub")
    server = HubServer(hub)
    server.start()
    yield server
    server.stop()
    hub.close()


@pytest.fixture
def enrolled(run: Run, served: HubServer) -> Run:
    """The command line of a laptop that was enrolled and synced by commands."""
    (row,) = run("hub", "invite", "Ana", "--json").rows
    assert run("enroll", served.url, row["code"]).code == 0
    assert run("sync").code == 0
    return run
