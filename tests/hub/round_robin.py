"""A small reverse proxy that hands each request to the next hub process in turn."""

import asyncio
import itertools
import threading
from collections import Counter
from contextlib import suppress

_HEAD_END = b"\r\n\r\n"


class RoundRobin:
    """Runs in a thread; says in X-Forwarded-For who asks, as a real one does.

    Every answer ends its connection, so that even the requests of one sync go to different processes.
    """

    def __init__(self, *ports: int) -> None:
        self.handed: Counter[int] = Counter()
        self._turns = itertools.cycle(ports)
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[self._run()])
        self._port = 0

    def __enter__(self) -> str:
        """Start; the address."""
        self._thread.start()
        self._ready.wait()
        return f"http://127.0.0.1:{self._port}"

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    async def _run(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = await reader.readuntil(_HEAD_END)
            port = next(self._turns)
            self.handed[port] += 1
            there, forth = await asyncio.open_connection("127.0.0.1", port)
            forth.write(_one_request(head))
            asking = asyncio.create_task(_pour(reader, forth))
            await _pour(there, writer)
            asking.cancel()
            forth.close()
        writer.close()


def _one_request(head: bytes) -> bytes:
    first, *lines = head.removesuffix(_HEAD_END).split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    told = [b"Connection: close", b"X-Forwarded-For: 192.0.2.7"]
    return b"\r\n".join([first, *kept, *told]) + _HEAD_END


async def _pour(source: asyncio.StreamReader, drain: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.CancelledError):
        while data := await source.read(65536):
            drain.write(data)
            await drain.drain()
