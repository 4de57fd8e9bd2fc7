"""How long every page takes over HTTP, for someone who has signed in, and review under its filters."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
from sqlalchemy import select

from bench.hub.serving import Served, percentile
from enablement.hub.models import cards, people, threads
from enablement.hub.places import HubPlace

_ROUNDS = 9


@dataclass(frozen=True)
class Asked:
    """A page's name in the figures, and its address; `limit` are the milliseconds asked for."""

    name: str
    path: str
    limit: int = 300


def every_page(place: HubPlace) -> Iterator[Asked]:
    """The pages, those of one card, person or thread for one that is there."""
    engine = place.engine()
    try:
        with engine.connect() as connection:
            card = connection.scalar(select(cards.c.card_id).order_by(cards.c.card_id).limit(1))
            person = connection.scalar(select(people.c.person_id).where(people.c.role == "rep"))
            thread = connection.scalar(select(threads.c.thread_id).limit(1))
    finally:
        engine.dispose()
    for name in ("cards", "people", "account", "inbox", "coverage", "audiences", "synonyms"):
        yield Asked(name, f"/{name}")
    yield Asked("cards, second page", f"/cards?after={card}")
    yield Asked("cards, searched", "/cards?q=card-0001")
    yield Asked("card", f"/cards/{card}")
    yield Asked("card's revision", f"/cards/{card}/revisions/1")
    yield Asked("person", f"/people/{person}")
    yield Asked("thread", f"/inbox/{thread}")
    yield Asked("gaps", "/inbox/gaps")
    yield Asked("answered threads", "/inbox?state=answered")
    yield Asked("audit", "/audit")
    yield Asked("dead letters", "/dead-letters")
    yield Asked("coverage of a card", f"/coverage/{card}")
    yield Asked("new audience", "/audiences/new")
    yield Asked("draft, new", "/drafts/new")
    yield from _review(str(card))


def _review(card: str) -> Iterator[Asked]:
    yield Asked("review", "/review")
    yield Asked("review of a card", f"/review/card?card={card}")
    yield Asked("review log", "/review/log")
    yield Asked("review words", "/review/words")
    yield Asked("review unused", "/review/unused")
    yield Asked("review revisions", "/review/revisions")
    for by in ("card", "block", "team", "region", "stage", "product", "industry", "persona"):
        yield Asked(f"figures by {by}", f"/review/figures?by={by}", 1000)
    yield Asked("figures, surest first", "/review/figures?by=revision&sort=worked", 1000)
    for asked in (
        "who=team:north", "who=region:emea", "product=Pulse", "industry=grocery", "persona=finance",
        "stage=negotiation", "competitor=in-house", "block=proof", "weeks=13", "language=en",
        "who=team:north&product=Pulse&weeks=13", "who=team:north&weeks=52",
        "block=proof&stage=negotiation", "who=team:north&block=proof&stage=negotiation",
    ):  # fmt: skip
        yield Asked(f"review {asked}", f"/review?{asked}", 1000)
        yield Asked(f"figures {asked}", f"/review/figures?by=card&{asked}", 1000)


def measure(place: HubPlace, hub: Served, rounds: int = _ROUNDS) -> dict[str, Any]:
    """Of each page `p50` and `p95` in milliseconds; `missing` are those that this hub does not have."""
    told: dict[str, Any] = {}
    missing: list[str] = []
    with hub.browser() as browser:
        for asked in every_page(place):
            waits = _open(browser, asked.path, rounds)
            if waits is None:
                missing.append(asked.path)
                continue
            told[asked.name] = {
                "path": asked.path, "limit": asked.limit, "first": waits[0],
                "p50": percentile(waits[1:], 0.5), "p95": percentile(waits[1:], 0.95),
            }  # fmt: skip
    late = [name for name, one in told.items() if one["p95"] > one["limit"]]
    return {
        "slowest": max(one["p95"] for one in told.values() if one["limit"] <= 300),
        "slowest_filter": max(one["p95"] for one in told.values() if one["limit"] > 300),
        "late": late,
        "missing": missing,
        "each": told,
    }


def _open(browser: httpx2.Client, path: str, rounds: int) -> list[float] | None:
    """The milliseconds of each time, the first beside them; `None` for a page that is not there."""
    waits = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        answer = browser.get(path)
        waits.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            return None
    return waits
