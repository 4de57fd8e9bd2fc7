"""A PostgreSQL server of its own in a folder, for tests and benchmarks: Debian's, found where it lies."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

HOW_TO_GET_IT = "PostgreSQL is not installed. On Debian and Ubuntu: sudo apt-get install postgresql"
_DEBIAN = Path("/usr/lib/postgresql")
_START_SECONDS = 60
_UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def server_programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest that is installed; `None` without any."""
    versions = sorted(_DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def _server_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    return "postgres" if sys.platform != "win32" and os.geteuid() == 0 else None


class Cluster:
    """A running server, reached by a socket in its folder; `durable` keeps what a crash would lose."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        programs = server_programs()
        if programs is None:
            raise FileNotFoundError(HOW_TO_GET_IT)
        self.folder, self._programs, self._user = folder, programs, _server_user()
        self._options = () if durable else _UNSAFE_AND_FAST
        self._made = 0
        folder.mkdir(parents=True, exist_ok=True)
        if self._user:
            shutil.chown(folder, self._user)
        self._initialise()
        self._server = self._start()

    def _initialise(self) -> None:
        command = [
            str(self._programs / "initdb"), "--pgdata", str(self.folder / "data"), "--no-sync",
            "--username", "enablement", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8",
        ]  # fmt: skip
        subprocess.run(
            command, user=self._user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL
        )

    def _start(self) -> subprocess.Popen[bytes]:
        command = [
            str(self._programs / "postgres"), "-D", str(self.folder / "data"),
            "-k", str(self.folder), "-c", "listen_addresses=", "-c", "max_connections=200",
            *(part for option in self._options for part in ("-c", option)),
        ]  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            server = subprocess.Popen(
                command, user=self._user, cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.address("postgres")).close()
                return server
            except psycopg.OperationalError:
                if server.poll() is not None or time.monotonic() > deadline:
                    server.kill()
                    said = (self.folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {said}") from None
                time.sleep(0.05)

    def address(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://enablement@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Make a database, as a copy of another if one is named; its name."""
        self._made += 1
        name = f"hub_{self._made}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, database: str) -> None:
        """Remove a database and end the connections to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def stop(self) -> None:
        """Stop at once and wait for the end."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()


@contextmanager
def running(folder: Path, *, durable: bool = False) -> Iterator[Cluster]:
    """A cluster that is stopped at the end."""
    cluster = Cluster(folder, durable=durable)
    try:
        yield cluster
    finally:
        cluster.stop()
