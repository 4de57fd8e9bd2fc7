"""Where a rep's calendar comes from, a file or an address, and how its text is fetched from there.

The address is a secret: whoever has it can read the calendar. So it is asked over an encrypted
connection only, nothing is sent with the asking, and no log and no error ever names more of it than
the host.
"""

import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from enablement.addresses import is_loopback
from enablement.calendar.errors import CalendarError
from enablement.translation import n_

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 20 * 1024 * 1024
"""A calendar of many years has two or three megabytes."""

LONGEST_SECONDS = 30.0
"""However slowly a server answers, reading it ends after this."""

_CONNECT_SECONDS, _READ_SECONDS, _MOST_REDIRECTS = 5.0, 10.0, 5
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_WEBCAL = re.compile(r"^webcals?://", re.IGNORECASE)
_LOGGERS = ("httpx2", "httpcore2")


@dataclass(frozen=True)
class CalendarSource:
    """A file's path or an https address."""

    place: str

    @property
    def is_address(self) -> bool:
        """Whether it is fetched over the network."""
        return _SCHEME.match(self.place) is not None

    @property
    def name(self) -> str:
        """What it is called on the screen: a file's name, of an address only the host."""
        if self.is_address:
            return urlsplit(self.place).hostname or ""
        return Path(self.place).name


def source_of(text: str) -> CalendarSource:
    """The source that somebody typed or pasted; `CalendarError` says what is wrong with it."""
    typed = text.strip().strip("\"'<>")
    if not typed:
        raise CalendarError(
            n_("No calendar was named."), mend=n_("Choose a file, or paste an address.")
        )
    found = _SCHEME.match(typed)
    if found is None:
        return CalendarSource(str(Path(typed).expanduser()))
    if found.group(1).lower() == "file":
        from urllib.request import url2pathname

        return CalendarSource(url2pathname(urlsplit(typed).path))
    return CalendarSource(_address(_WEBCAL.sub("https://", typed)))


def fetch_text(source: CalendarSource, *, longest: float = LONGEST_SECONDS) -> str:
    """The text of a calendar as it is now; raises `CalendarError`, whatever is wrong."""
    data = _download(source, longest) if source.is_address else _read(source)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in ("http", "https") or re.search(r"\s", address):
        raise CalendarError(
            n_("This is not the address of a calendar."),
            mend=n_("It begins with https:// or webcal://, and mostly ends in .ics."),
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise CalendarError(
            n_("The address at {host} is not encrypted: anyone on the way could read along."),
            mend=n_("Use the calendar’s https:// address."),
            host=host,
        )
    return address


def _read(source: CalendarSource) -> bytes:
    try:
        with Path(source.place).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CalendarError(
            n_("The calendar file {name} cannot be read: {reason}."),
            mend=n_("Choose the file again; an address begins with https:// or webcal://."),
            name=source.name, reason=reason,
        ) from None  # fmt: skip
    if len(data) > MOST_BYTES:
        raise _too_large(source)
    return data


def _too_large(source: CalendarSource) -> CalendarError:
    return CalendarError(
        n_("The calendar {name} is too large: more than {n} MB."),
        mend=n_("Export only the coming months, and choose that file."),
        name=source.name, n=MOST_BYTES // (1024 * 1024),
    )  # fmt: skip


def _download(source: CalendarSource, longest: float) -> bytes:
    """Ask the address, and where it leads on to, for the calendar; nothing else is asked or sent."""
    import httpx2

    ends = time.monotonic() + longest
    address = source.place
    timeout = httpx2.Timeout(min(_READ_SECONDS, longest), connect=min(_CONNECT_SECONDS, longest))
    with _unlogged():
        for _step in range(_MOST_REDIRECTS + 1):
            host = urlsplit(address).hostname or ""
            try:
                # A client of its own each time: what one host set as a cookie is told to no other.
                with (
                    httpx2.Client(timeout=timeout, trust_env=not is_loopback(host)) as client,
                    client.stream("GET", address, headers=_headers()) as response,
                ):
                    if not response.has_redirect_location:
                        _refuse(source, response.status_code)
                        return _body(source, response, ends)
                    address = _address(urljoin(address, response.headers["location"]))
                    if is_loopback(urlsplit(address).hostname or "") and not is_loopback(host):
                        raise _refused(source)  # what runs on this laptop is none of its business
            except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
                # What these say may hold the address.
                raise _silent(source) from None
    raise _refused(source)


def _headers() -> dict[str, str]:
    return {"Accept": "text/calendar, */*;q=0.1", "User-Agent": "Enablement"}


def _body(source: CalendarSource, response: "httpx2.Response", ends: float) -> bytes:
    """What comes, as long as it is not too much and not too slow."""
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            raise _too_large(source)
        if time.monotonic() > ends:
            raise CalendarError(
                n_("The calendar at {host} comes too slowly."),
                mend=n_("It is tried again later; the meetings read before are shown."),
                host=source.name,
            )
    return bytes(data)


def _refuse(source: CalendarSource, status: int) -> None:
    if status >= 500:
        raise _silent(source)
    if status != 200:
        raise _refused(source)


def _silent(source: CalendarSource) -> CalendarError:
    return CalendarError(
        n_("The calendar at {host} does not answer."),
        mend=n_("It is tried again later; the meetings read before are shown."),
        host=source.name,
    )


def _refused(source: CalendarSource) -> CalendarError:
    return CalendarError(
        n_("{host} does not give the calendar out at this address any more."),
        mend=n_("Copy the address anew from your calendar’s settings, and paste it here."),
        host=source.name,
    )


class _OtherThreads(logging.Filter):
    """Lets pass what other threads log."""

    def __init__(self) -> None:
        super().__init__()
        self._own = threading.get_ident()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether another thread logged it."""
        return record.thread != self._own


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep the address out of the logs: the HTTP library writes every one that it asks."""
    known: dict[str, Any] = logging.root.manager.loggerDict
    names = {name for name in known if name.partition(".")[0] in _LOGGERS} | set(_LOGGERS)
    quiet = _OtherThreads()
    loggers = [logging.getLogger(name) for name in sorted(names)]
    for logger in loggers:
        logger.addFilter(quiet)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(quiet)
