"""All that leaves the laptop for a calendar is one GET to its own address, a quarter of an hour apart."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SECRET = "/private-7f3e9c/basic.ics"
TELLING = ("7f3e9c", "Zyzzyva", "Quay 4", "tom@harbour", "too dear")


def calendar_text() -> bytes:
    start = datetime.now(UTC) + timedelta(hours=2)
    lines = (
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        "SUMMARY:Proposal – Zyzzyva", "LOCATION:Quay 4", "DESCRIPTION:They say it costs too much.",
        "ATTENDEE:mailto:tom@harbour.example", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


@dataclass
class World:
    """Everything outside the laptop: a hub and a calendar at one address; notes what it gets."""

    url: str = ""
    got: list[str] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        is_calendar = request.path == SECRET
        said = f"{request.command} {request.path}\n{request.headers}\n{body!r}"
        self.got.append("the calendar was asked" if is_calendar else said)
        answer = calendar_text() if is_calendar else b""
        request.send_response(200 if is_calendar else 503)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    @property
    def asked(self) -> int:
        """How often the calendar was asked."""
        return self.got.count("the calendar was asked")


@pytest.fixture
def world() -> Iterator[World]:
    told = World()

    def answer(request: BaseHTTPRequestHandler) -> None:
        told.answer(request)

    def stay_quiet(*_line: object) -> None:
        """Write nothing to the terminal."""

    parts = {"do_GET": answer, "do_POST": answer, "log_message": stay_quiet}
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (BaseHTTPRequestHandler,), parts))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.url = f"http://127.0.0.1:{http.server_port}"
    yield told
    http.shutdown()
    http.server_close()
    thread.join()


def test_nothing_of_the_calendar_reaches_the_hub_or_a_log(
    rep: Any, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    rep.library.enrolment.move(world.url)
    today = rep.desktop.features.today
    rep.bot.waitUntil(lambda: today.desk is not None)
    with caplog.at_level(logging.DEBUG):
        today.use_calendar(f"{world.url}{SECRET}")
        rep.settle()
        rep.bot.waitUntil(lambda: bool(today.desk.agenda.meetings[0].cards))
        rep.press(Key.Key_T, CONTROL)
        rep.press(Key.Key_Down)
        for _round in range(3):
            rep.press(Key.Key_F5)
            today.desk.read_calendar()
            rep.settle()
    assert world.asked == 1
    sent = "\n".join(world.got)
    assert "/v1/root" in sent
    for words in TELLING:
        assert words not in sent
        assert words not in caplog.text
    assert rep.library.events.recent() == []


def test_a_log_in_a_meeting_tells_nothing_of_the_calendar(rep: Any, world: World) -> None:
    today = rep.desktop.features.today
    rep.bot.waitUntil(lambda: today.desk is not None)
    today.use_calendar(f"{world.url}{SECRET}")
    rep.settle()
    rep.bot.waitUntil(lambda: bool(today.desk.agenda.meetings[0].cards))
    rep.press(Key.Key_T, CONTROL)
    rep.press(Key.Key_Return)
    rep.press(Key.Key_F2)
    (logged,) = rep.logs()
    told = {name: value for name, value in logged.items() if value}
    assert "account" not in told
    assert not any(words in str(told) for words in TELLING)
