"""Every command in the docs is run, in the order it is written, as a reader would run it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from enablement.ui.display import missing_display

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#:]+)[^)]*\)")
PORT = 8765


def commands(document: Path) -> list[str]:
    """The lines of the shell blocks, without their comments."""
    blocks = BLOCK.findall(document.read_text("utf-8"))
    lines = (line.split("  #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


class Reader:
    """Somebody at a terminal with the product installed, a folder of their own and no screen."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.code = self.thread = ""
        self.servers: list[subprocess.Popen[str]] = []
        binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        data = str(home / "data")
        self.env = {**os.environ, "PATH": binaries, "XDG_DATA_HOME": data, "HOME": str(home)}
        shutil.copytree(ROOT / "content", home / "content")
        (home / "old-wiki").mkdir()
        (home / "old-wiki" / "Why us.md").write_text("# Why us\n\nThe trucks arrive on time.\n")

    def type(self, command: str) -> None:
        """Run one line, and fail when it does."""
        line = command.replace("CODE", self.code).replace("THREAD", self.thread)
        if line.startswith("make "):
            self.dry_run(line)
        elif line == "enablement" or line.endswith("demo"):
            self.open_and_close(line)
        elif "hub serve" in line:
            self.serve(line)
        else:
            done = self.run(line)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            if found := re.search(r"\b([A-Z0-9]{4}(-[A-Z0-9]{4}){2,})\b", done.stdout):
                self.code = found[1]
            if found := re.search(
                r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", done.stdout, re.MULTILINE
            ):
                self.thread = found[1]

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line, shell=True, cwd=self.home, env=self.env, capture_output=True, text=True,
            timeout=90, check=False,
        )  # fmt: skip

    def dry_run(self, line: str) -> None:
        """A target of make: that it is one; the tests themselves are what `make test` runs."""
        done = subprocess.run(
            ["make", "--dry-run", *line.split()[1:]], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def open_and_close(self, line: str) -> None:
        """A window: it stays open until Ctrl+C, and closes cleanly."""
        if missing_display(self.env, sys.platform) is not None:
            done = self.run(line)
            assert done.returncode == 1
            assert "apt-get install" in done.stderr
            return
        process = self.start(line)
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=4)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=20)
        assert "Traceback" not in err

    def serve(self, line: str) -> None:
        self.servers.append(self.start(line))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                httpx2.get(f"http://127.0.0.1:{PORT}/healthz", trust_env=False).raise_for_status()
            except httpx2.TransportError:
                time.sleep(0.1)
            else:
                return
        pytest.fail(f"{line} did not begin to serve")

    def start(self, line: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            line.split(), cwd=self.home, env=self.env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def leave(self) -> None:
        for server in self.servers:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=20)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    one = Reader(tmp_path)
    yield one
    one.leave()


@pytest.mark.parametrize(
    "document", [path for path in DOCUMENTS if commands(path)], ids=lambda path: path.name
)
def test_every_command_runs(document: Path, reader: Reader) -> None:
    for command in commands(document):
        reader.type(command)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_every_command_is_documented() -> None:
    text = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    listed = re.findall(r"^  (\w+)  ", subprocess.run(
        [sys.executable, "-m", "enablement", "--help"], capture_output=True, text=True, check=True
    ).stdout, re.MULTILINE)  # fmt: skip
    assert len(listed) > 8
    missing = [name for name in listed if f"enablement {name}" not in text]
    assert missing == []
