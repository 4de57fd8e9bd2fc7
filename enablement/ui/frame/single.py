"""One window a profile: a second start raises the first window instead of opening another."""

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from enablement.errors import LibraryError
from enablement.translation import n_

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_FILE, SOCKET_FILE = "desktop.lock", "desktop.socket"
_LONGEST_PATH = 100
"""A socket's path may have 104 characters on some systems."""

_ACTIVATION = "XDG_ACTIVATION_ACTIVATION"
"""With what a Wayland desktop lets one program put another's window in front."""

_TRY_MS, _TRIES, _ANSWER_MS = 250, 20, 3_000
_MOST_BYTES = 64 * 1024

_log = logging.getLogger(__name__)


def socket_name(folder: Path) -> str:
    """Where the desktop of a profile listens: the same for each start by this user."""
    import getpass

    whole = f"{getpass.getuser()}\n{folder.resolve()}"
    name = f"enablement-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir():
        return str(Path(runtime, name))
    # In the profile, which is the rep's alone; in a folder for everybody another could take the name.
    inside = str(folder.resolve() / SOCKET_FILE)
    return inside if os.name == "posix" and len(inside.encode()) <= _LONGEST_PATH else name


@contextmanager
def only_desktop(folder: Path) -> Iterator[bool]:
    """Be the desktop of a profile for as long as this lasts; `False` when another is already.

    The lock of a desktop that was killed is taken over.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = QLockFile(str(folder / LOCK_FILE))
    lock.setStaleLockTime(0)
    mine = lock.tryLock(0)
    # Where no lock can be written the library says what is wrong with the folder.
    held_by_another = not mine and lock.error() is QLockFile.LockError.LockFailedError
    try:
        yield not held_by_another
    finally:
        if mine:
            lock.unlock()


def raise_the_other(folder: Path, search: str = "") -> None:
    """Ask the desktop that is open to come to the front, and to search for this if it is anything.

    Raises `LibraryError` when it does not answer.
    """
    from PySide6.QtCore import QThread
    from PySide6.QtNetwork import QLocalSocket

    asked = (
        json.dumps({"search": search, "token": os.environ.get(_ACTIVATION, "")}).encode() + b"\n"
    )
    for _try in range(_TRIES):
        socket = QLocalSocket()
        socket.connectToServer(socket_name(folder))
        if socket.waitForConnected(_TRY_MS):
            socket.write(asked)
            socket.flush()
            if socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == b"raised\n":
                return
        # It may be starting, or waiting for its passphrase.
        QThread.msleep(_TRY_MS)
    raise LibraryError(
        n_("Enablement is open already for this profile, and does not answer."),
        mend=n_("Close it, or wait a moment and try again."),
    )


class Doorbell(QObject):
    """Listens for further starts; `rung` carries what they want to search for."""

    rung = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server: QLocalServer | None = None

    def listen(self) -> bool:
        """Begin to listen; whether that is possible. Only who holds the lock may do so."""
        from PySide6.QtNetwork import QLocalServer

        name = socket_name(self._folder)
        QLocalServer.removeServer(name)
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._greet)
        if not server.listen(name):
            _log.info("A second start will not find this window: %s", server.errorString())
        return server.isListening()

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.readyRead.connect(lambda caller=caller: self._answer(caller))
            caller.disconnected.connect(caller.deleteLater)
            if caller.canReadLine():
                self._answer(caller)

    def _answer(self, caller: "QLocalSocket") -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _MOST_BYTES:
                caller.abort()
            return
        try:
            asked = json.loads(bytes(caller.readLine(_MOST_BYTES).data()))
            search, token = str(asked["search"]), str(asked["token"])
            if token:
                os.environ[_ACTIVATION] = token
        except (ValueError, KeyError, TypeError, RecursionError):
            caller.abort()
            return
        self.rung.emit(search)
        caller.write(b"raised\n")
        caller.flush()
        caller.disconnectFromServer()
