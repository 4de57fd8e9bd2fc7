"""A hub in a process of its own, which publishes another edition of its cards for each line it reads.

`python -m bench.desk.hub FOLDER CARDS` prints a line of JSON with its address and an invitation, then
one for each publication. In every edition one card in twenty has another revision.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.desk.stock import LANGUAGES
from bench.made_cards import make_cards
from enablement.cards.model import FACETS, Card
from enablement.hub.hub import Hub
from enablement.hub.server import HubServer

_SHARE = 20


def edition(cards: Iterable[Card], number: int) -> Iterator[Card]:
    """The cards as of an edition: one in twenty says something new."""
    for place, card in enumerate(cards):
        if number and place % _SHARE == number % _SHARE:
            yield card.model_copy(update={"body": f"{card.body}\n\nEdition {number}.\n"})
        else:
            yield card


def card_file(card: Card) -> str:
    """A card as marketing writes it."""
    facets = {name: list(card.facet(name)) for name in FACETS}
    days = {name: getattr(card, name) for name in ("valid_from", "verify_by", "expires")}
    fields: dict[str, Any] = {
        "id": card.id, "kind": card.kind.value, "title": card.title, "language": card.language,
        "summary": card.summary, "says": list(card.says), "owner": card.owner, **facets,
        **{name: day.isoformat() for name, day in days.items() if isinstance(day, date)},
    }  # fmt: skip
    if card.translation_of:
        fields["translation_of"] = card.translation_of
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n{card.body}\n"


def write_edition(folder: Path, cards: Iterable[Card], number: int) -> None:
    """Write the files of an edition that differ from those of the one before."""
    folder.mkdir(exist_ok=True)
    for place, card in enumerate(edition(cards, number)):
        near = number == 0 or place % _SHARE in {number % _SHARE, (number - 1) % _SHARE}
        if near:
            Path(folder, f"{card.id}.md").write_text(card_file(card), "utf-8")


def serve(folder: Path, count: int) -> None:
    """Publish the first edition, serve, and publish the next for each line."""
    cards, content = make_cards(count).cards, folder / "cards"
    hub, _password = Hub.create(folder / "hub", name="Bench hub")
    write_edition(content, cards, 0)
    hub.publish(content, source="bench")
    server = HubServer(hub)
    server.start()
    invitation = hub.invite("Ana Ruiz", team="north", languages=LANGUAGES)
    _say({"url": server.url, "code": invitation.code})
    for number, _line in enumerate(sys.stdin, start=1):
        write_edition(content, cards, number)
        _say({"changed": len(hub.publish(content, source="bench").changed)})
    server.stop()
    hub.close()


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


class HubProcess:
    """The process from outside."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        told = self._hear()
        self.url, self.code = str(told["url"]), str(told["code"])

    def publish(self) -> int:
        """Publish the next edition; how many cards it changed."""
        assert self._process.stdin is not None
        self._process.stdin.write("next\n")
        self._process.stdin.flush()
        return int(self._hear()["changed"])

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the hub has ended")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def hub_process(folder: Path, cards: int) -> Iterator[HubProcess]:
    """A hub with so many cards, in a process of its own."""
    command = [sys.executable, "-m", "bench.desk.hub", str(folder), str(cards)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield HubProcess(process)
    finally:
        process.terminate()
        process.communicate()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
