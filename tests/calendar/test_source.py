"""A calendar is fetched from its file or address, bounded, and its address is told to nobody else."""

import gzip
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from enablement.calendar import source as module
from enablement.calendar.errors import CalendarError
from enablement.calendar.source import CalendarSource, fetch_text, source_of

SECRET = "/private-7f3e9c/basic.ics"
TEXT = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@dataclass
class CalendarServer:
    """Answers as it is told, and notes what was asked."""

    status: int = 200
    body: bytes = TEXT.encode()
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        sent = dict(request.headers), request.rfile.read(length)
        self.asked.append((request.command, request.path, *sent))
        there = "location" not in self.headers or request.path != SECRET
        request.send_response(200 if there and self.headers.get("location") else self.status)
        for name, value in self.headers.items():
            if name != "location" or not there:
                request.send_header(name, value)
        request.end_headers()
        for at in range(0, len(self.body), 1024):
            try:
                request.wfile.write(self.body[at : at + 1024])
                request.wfile.flush()
            except OSError:
                return
            time.sleep(self.seconds)


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    told = CalendarServer()

    def stay_quiet(*_line: object) -> None:
        """Write nothing to the terminal."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        told.answer(request)

    parts = {"do_GET": answer, "do_POST": answer, "log_message": stay_quiet}
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (BaseHTTPRequestHandler,), parts))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.url = f"http://127.0.0.1:{http.server_port}"
    yield told
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def caught() -> Callable[..., str]:
    """The sentence and the mend of what is wrong with a source."""

    def catch(source: CalendarSource, **how: float) -> str:
        with pytest.raises(CalendarError) as error:
            fetch_text(source, **how)
        assert SECRET not in str(error.value)
        assert error.value.__cause__ is None
        return str(error.value)

    return catch


@pytest.mark.parametrize(
    ("typed", "place", "name"),
    [
        (" https://cal.example.com/x.ics ", "https://cal.example.com/x.ics", "cal.example.com"),
        ("webcal://cal.example.com/x.ics", "https://cal.example.com/x.ics", "cal.example.com"),
        ("WEBCALS://cal.example.com/x", "https://cal.example.com/x", "cal.example.com"),
        ("<https://cal.example.com/x>", "https://cal.example.com/x", "cal.example.com"),
        ("http://localhost:8080/x", "http://localhost:8080/x", "localhost"),
        ("/data/ana/my.ics", "/data/ana/my.ics", "my.ics"),
        ("file:///data/ana/my.ics", "/data/ana/my.ics", "my.ics"),
        ("file:///data/ana/my%20own.ics", "/data/ana/my own.ics", "my own.ics"),
    ],
)
def test_files_and_addresses_as_people_paste_them(typed: str, place: str, name: str) -> None:
    source = source_of(typed)
    assert (source.place, source.name) == (place, name)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "No calendar was named."),
        ("http://cal.example.com/x.ics", "not encrypted"),
        ("https://", "not the address of a calendar"),
        ("https://cal.example.com:x/", "not the address of a calendar"),
        ("ftp://cal.example.com/x.ics", "not the address of a calendar"),
        ("https://a b.example.com/", "not the address of a calendar"),
    ],
)
def test_what_is_no_calendars_place_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(CalendarError) as error:
        source_of(typed)
    assert sentence in error.value.sentence()
    assert error.value.how_to_mend()


def test_a_file_is_read_as_any_program_wrote_it(tmp_path: Path) -> None:
    file = tmp_path / "my.ics"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_text(TEXT, encoding, newline="")
        assert fetch_text(CalendarSource(str(file))) == TEXT


def test_a_file_that_is_not_there_is_said(tmp_path: Path, caught: Callable[..., str]) -> None:
    words = caught(CalendarSource(str(tmp_path / "my.ics")))
    assert "The calendar file my.ics cannot be read: No such file or directory." in words
    assert "cannot be read" in caught(CalendarSource(str(tmp_path)))


def test_a_file_without_end_is_not_read(
    tmp_path: Path, caught: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    (tmp_path / "my.ics").write_bytes(b"x" * 101)
    assert "too large" in caught(CalendarSource(str(tmp_path / "my.ics")))


def test_an_address_is_asked_once_and_nothing_is_sent(server: CalendarServer) -> None:
    assert fetch_text(CalendarSource(f"{server.url}{SECRET}")) == TEXT
    ((method, path, headers, body),) = server.asked
    assert (method, path, body) == ("GET", SECRET, b"")
    assert set(map(str.lower, headers)) <= {
        "host", "accept", "accept-encoding", "connection", "user-agent",
    }  # fmt: skip


def test_the_address_reaches_no_log(
    server: CalendarServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.headers = {"location": "/private-7f3e9c/other.ics"}
    server.status = 302
    with caplog.at_level(logging.DEBUG):
        fetch_text(CalendarSource(f"{server.url}{SECRET}"))
    assert [path for _method, path, *_rest in server.asked] == [SECRET, "/private-7f3e9c/other.ics"]
    assert "7f3e9c" not in caplog.text


def test_a_packed_answer_is_unpacked(server: CalendarServer) -> None:
    server.headers, server.body = {"Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())
    assert fetch_text(CalendarSource(f"{server.url}{SECRET}")) == TEXT


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(404, "does not give the calendar out"), (403, "does not give"), (503, "does not answer"),
     (204, "does not give")],
)  # fmt: skip
def test_an_answer_that_is_no_calendar_is_said(
    server: CalendarServer, caught: Callable[..., str], status: int, sentence: str
) -> None:
    server.status, server.body = status, b""
    assert sentence in caught(CalendarSource(f"{server.url}{SECRET}"))


def test_nobody_at_the_address_is_said(caught: Callable[..., str]) -> None:
    words = caught(CalendarSource(f"http://127.0.0.1:9{SECRET}"))
    assert words.startswith("The calendar at 127.0.0.1 does not answer.")


def test_it_is_not_led_to_an_address_that_is_not_encrypted(
    server: CalendarServer, caught: Callable[..., str]
) -> None:
    server.status, server.headers = 302, {"location": "http://cal.example.com/private"}
    assert "not encrypted" in caught(CalendarSource(f"{server.url}{SECRET}"))


@pytest.mark.parametrize(
    ("location", "sentence"),
    [("file:///etc/passwd", "not the address of a calendar"), ("http://[broken", "does not answer"),
     ("ftp://cal.example.com/x", "not the address of a calendar")],
)  # fmt: skip
def test_it_is_led_nowhere_but_to_an_address(
    server: CalendarServer, caught: Callable[..., str], location: str, sentence: str
) -> None:
    server.status, server.headers = 302, {"location": location}
    assert sentence in caught(CalendarSource(f"{server.url}{SECRET}"))


def test_too_much_is_not_taken(
    server: CalendarServer, caught: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 5_000)
    server.body = b"x" * 10_000
    assert "too large" in caught(CalendarSource(f"{server.url}{SECRET}"))


def test_a_server_that_drips_is_left(server: CalendarServer, caught: Callable[..., str]) -> None:
    server.body, server.seconds = b"x" * 100_000, 0.05
    assert "too slowly" in caught(CalendarSource(f"{server.url}{SECRET}"), longest=0.3)
