"""Who rings at an open desktop: another start by the same person, and whatever else may come."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from enablement.ui.frame.single import Doorbell, socket_name


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: that of a socket may have about a hundred letters."""
    with TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture(params=[True, False], ids=["runtime folder", "no runtime folder"])
def bell(
    request: pytest.FixtureRequest, short: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Doorbell, Path, list[str]]]:
    runtime, folder = short / "run", short / "p"
    runtime.mkdir()
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime) if request.param else "")
    monkeypatch.delenv("XDG_ACTIVATION_ACTIVATION", raising=False)
    rung: list[str] = []
    made = Doorbell(folder)
    made.rung.connect(rung.append)
    assert made.listen()
    yield made, folder, rung
    made.close()


def ring(qtbot: QtBot, folder: Path, said: bytes) -> bytes:
    """Say something at the bell; the answer, once it has hung up."""
    caller = QLocalSocket()
    caller.connectToServer(socket_name(folder))
    assert caller.waitForConnected(2000)
    caller.write(said)
    caller.flush()
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: caller.state() == gone, timeout=5000)
    return bytes(caller.readAll().data())


def test_another_start_says_what_to_search_for(
    bell: tuple[Doorbell, Path, list[str]], qtbot: QtBot
) -> None:
    _bell, folder, rung = bell
    assert ring(qtbot, folder, b'{"search": "too dear", "token": ""}\n') == b"raised\n"
    assert rung == ["too dear"]


@pytest.mark.parametrize(
    "said",
    [b"\n", b"hello\n", b"[]\n", b'{"search": "x"}\n', b"\xff\xfe\n", b"[" * 60_000 + b"\n",
     b'{"search": "", "token": "a\\u0000b"}\n', b"x" * 200_000],
    ids=["nothing", "words", "a list", "half", "no text", "deep", "a NUL", "endless"],
)  # fmt: skip
def test_anything_else_is_hung_up_on(
    bell: tuple[Doorbell, Path, list[str]], qtbot: QtBot, said: bytes
) -> None:
    _bell, folder, rung = bell
    assert ring(qtbot, folder, said) == b""
    assert rung == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_nobody_else_can_reach_it(bell: tuple[Doorbell, Path, list[str]]) -> None:
    """Neither the socket nor the folder that it is in, which nobody else can take the name in."""
    _bell, folder, _rung = bell
    place = Path(socket_name(folder))
    assert place.is_absolute()
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0
    assert place.parent in (folder, folder.parent / "run")
