"""Millions of logs for a hub that is measured: made by PostgreSQL itself, or row by row for SQLite."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, text, update

from bench.hub.size import SPAN, Rep
from bench.made_cards import VALUES
from enablement.hub.models import devices, events, usage
from enablement.hub.review.counting import AT_ONCE

BLOCKS = ("say_this", "proof", "ask_next", "situation", "result", "")
STAGES = (*VALUES["stages"], "")
WORDS = (
    "It is double what we pay now.",
    "We have no budget this year.",
    "My boss will say no.",
    "Show me one customer like us.",
)
RECEIVED = 2 * 10**9
"""The number up to which the hub has everything that each laptop sent."""

_AT_ONCE = 5_000

_DRAWN = """
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT 'log-' || lpad(n::text, 8, '0') AS event_id, n,
  floor({cards} * power(random(), 3))::int AS card, n % {reps} AS rep,
  random() AS newer, random() AS luck,
  ({blocks})[1 + floor(random() * {block_count})::int] AS block,
  ({stages})[1 + floor(random() * {stage_count})::int] AS stage,
  coalesce(({words})[1 + floor(random() * 80)::int], '') AS words,
  'Account ' || floor(random() * 300)::int AS account,
  CAST(:now AS timestamptz) - make_interval(secs => {seconds} * (1 - n / {count}.0)) AS moment
FROM generate_series(1, {count}) AS n
"""
_CARDED = """
CREATE TEMPORARY TABLE carded ON COMMIT DROP AS
SELECT card_id, revision, row_number() OVER (ORDER BY card_id) - 1 AS card FROM cards
"""
_WHOLE = """
CREATE TEMPORARY TABLE whole ON COMMIT DROP AS
SELECT event_id, n, card_id, 1 + floor(newer * revision)::int AS revision, block,
  CASE WHEN luck < .5 THEN 'worked' WHEN luck < .8 THEN 'neutral' ELSE 'fell_flat' END AS outcome,
  account, words, stage, moment, device, person_id, rep_name, team, region
FROM drawn JOIN carded USING (card)
JOIN devices ON devices.device = 'device-' || lpad(drawn.rep::text, 4, '0')
"""
_EVENTS = """
INSERT INTO events (event_id, device, device_seq, kind, occurred_at, received_at, payload)
SELECT event_id, device, n, 'usage', moment, moment, json_build_object(
  'card_id', card_id, 'revision', revision, 'block', block, 'outcome', outcome,
  'account', account, 'words', words, 'stage', stage, 'note', '') FROM whole ORDER BY n
"""
_USAGE = """
INSERT INTO usage (event_id, card_id, revision, block, outcome, note, account, words, stage,
  person_id, rep_name, team, region, occurred_at, received_at, counted)
SELECT event_id, card_id, revision, block, outcome, '', account, words, stage,
  person_id, rep_name, team, region, moment, moment, n + {waiting} < {count} FROM whole ORDER BY n
"""
_TRUSTING = "SET LOCAL session_replication_role = replica"
"""The rows are known to fit: looking up each one's card and laptop would double the minutes."""


def write_usage(
    connection: Connection, count: int, reps: list[Rep], numbers: dict[str, int], now: datetime
) -> None:
    """So many logs over the whole span; a few cards are used far more than the others."""
    if connection.dialect.name == "postgresql":
        _generate(connection, count, len(reps), len(numbers), now)
    else:
        made = _made(count, reps, numbers, now)
        while rows := list(islice(made, _AT_ONCE)):
            connection.execute(insert(events), [event for event, _log in rows])
            connection.execute(insert(usage), [log for _event, log in rows])
    connection.execute(update(devices).values(received=RECEIVED))


def _generate(connection: Connection, count: int, reps: int, cards: int, now: datetime) -> None:
    drawn = _DRAWN.format(
        cards=cards, reps=reps, count=count, seconds=SPAN.total_seconds(),
        blocks=_array(BLOCKS), block_count=len(BLOCKS), stages=_array(STAGES),
        stage_count=len(STAGES), words=_array(WORDS),
    )  # fmt: skip
    if connection.scalar(text("SELECT usesuper FROM pg_user WHERE usename = current_user")):
        connection.execute(text(_TRUSTING))
    connection.execute(text("SELECT setseed(0.5)"))
    connection.execute(text(drawn), {"now": now})
    # So many wait to be counted that the hub counts all anew; the others need no second write then.
    used = _USAGE.format(waiting=5 * AT_ONCE, count=count)
    for statement in (_CARDED, _WHOLE, _EVENTS, used):
        connection.execute(text(statement))


def _array(names: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]"


def _made(
    count: int, reps: list[Rep], numbers: dict[str, int], now: datetime
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    drawn, names = random.Random(1), sorted(numbers)
    for place in range(1, count + 1):
        rep, card_id = reps[place % len(reps)], names[int(len(names) * drawn.random() ** 3)]
        moment = now - SPAN * (1 - place / count)
        shared = {"event_id": f"log-{place:08}", "occurred_at": moment, "received_at": moment}
        said = made_log(drawn, card_id, drawn.randint(1, numbers[card_id]))
        event = {"device": rep.device, "device_seq": place, "kind": "usage", "payload": said}
        yield {**shared, **event}, {**shared, **said, **rep.row()}


def made_log(drawn: random.Random, card_id: str, revision: int) -> dict[str, Any]:
    """What a log says."""
    return {
        "card_id": card_id, "revision": revision, "block": drawn.choice(BLOCKS), "note": "",
        "outcome": drawn.choices(("worked", "neutral", "fell_flat"), (50, 30, 20))[0],
        "account": f"Account {drawn.randrange(300)}", "stage": drawn.choice(STAGES),
        "words": drawn.choice(WORDS) if drawn.random() < 0.05 else "",
    }  # fmt: skip
