"""Figures for whoever watches over a hub, in Prometheus's form: of this process, and of the database.

Where several workers share a port, prometheus-client lets them count together in a folder that
`hub.workers` names; processes on ports of their own are each asked for theirs.
"""

import os
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enablement.clock import Clock
from enablement.hub.database import Database
from enablement.hub.drafting.workflow import DraftState
from enablement.hub.identity import read_identity
from enablement.hub.models import devices, drafts, rejected_events, threads, usage
from enablement.sync.protocol import EventResult

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus-client lets processes count together; it reads it when it is imported."""

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
_UNKNOWN = "unknown"
_SILENT_DAYS = (1, 7, 30)
_NEWEST_LOGS = 500


class Metrics:
    """What one process counts; `text` adds what the database says now."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        own = self._own = CollectorRegistry()
        self._requests = Counter(
            "enablement_http_requests", "Requests answered.",
            ("method", "route", "status"), registry=own,
        )  # fmt: skip
        self._seconds = Histogram(
            "enablement_http_request_seconds", "Seconds until a request was answered.",
            ("method", "route"), registry=own, buckets=_BUCKETS,
        )  # fmt: skip
        self._polls = Counter(
            "enablement_polls", "Laptops that asked what they should hold.", registry=own
        )
        self._events = Counter(
            "enablement_events", "Events that laptops sent, by the hub's word on each.",
            ("status",), registry=own,
        )  # fmt: skip

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
        if route == "/v1/root" and status == 200:
            self._polls.inc()

    def count_events(self, results: Iterable[EventResult]) -> None:
        """Count what a batch brought."""
        for status, count in Tally(result.status for result in results).items():
            self._events.labels(status.value).inc(count)

    def text(self) -> bytes:
        """All figures as Prometheus reads them; `HubDataError` when the database does not answer."""
        shown = CollectorRegistry()
        if os.environ.get(COUNTED_IN):
            collect_all: Callable[[CollectorRegistry], object] = MultiProcessCollector
            collect_all(shown)
        else:
            shown.register(_Again(self._own))
        shown.register(_Again(_Stated(self._database, self._clock())))
        return generate_latest(shown)


class _Again(Collector):
    """Lets one collector be shown by another registry; it is asked once, when all is shown."""

    def __init__(self, source: Collector) -> None:
        self._source = source

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: a registry would otherwise collect twice."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The figures of the source."""
        return self._source.collect()


class _Stated(Collector):
    """What the database says at one moment."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Read and give each figure."""
        busy, kept = self._database.connections()
        yield _gauge("enablement_database_connections_busy", "Connections in use.", busy)
        yield _gauge("enablement_database_connections_kept", "Connections open.", kept)
        with self._database.reading() as connection:
            yield from self._publication(connection)
            yield from self._laptops(connection)
            yield from self._waiting(connection)
            yield from self._delays(connection)

    def _publication(self, connection: Connection) -> Iterator[Metric]:
        self._generation = read_identity(connection).generation
        yield _gauge("enablement_generation", "Publications so far.", self._generation)

    def _laptops(self, connection: Connection) -> Iterator[Metric]:
        held, last = devices.c.held_generation, devices.c.last_contact
        columns = [func.count(), func.count().filter(held.is_(None) | (held < self._generation))]
        for days in _SILENT_DAYS:
            since = self._now - timedelta(days=days)
            columns.append(func.count().filter(last.is_(None) | (last < since)))
        query = select(*columns).where(devices.c.revoked_at.is_(None), devices.c.wiped_at.is_(None))
        count, behind, *silent = connection.execute(query).one()
        yield _gauge("enablement_laptops", "Laptops that are enrolled.", count)
        yield _gauge("enablement_laptops_behind", "Laptops that lack the last publication.", behind)
        family = GaugeMetricFamily(
            "enablement_laptops_silent",
            "Laptops that have not come for so many days: how old their outboxes may be.",
            labels=("days",),
        )
        for days, number in zip(_SILENT_DAYS, silent, strict=True):
            family.add_metric([str(days)], number)
        yield family

    def _waiting(self, connection: Connection) -> Iterator[Metric]:
        in_review = drafts.c.state == DraftState.IN_REVIEW
        for name, what, table, since, waits in (
            ("drafts", "Drafts that wait for an approver", drafts, drafts.c.submitted_at, in_review),
            ("threads", "Threads that wait for an answer", threads, threads.c.waiting_since,
             threads.c.waiting_since.is_not(None) & (threads.c.merged_into == "")),
        ):  # fmt: skip
            query = select(func.count(), func.min(since)).select_from(table).where(waits)
            count, oldest = connection.execute(query).one()
            age = (self._now - oldest).total_seconds() if oldest else 0
            yield _gauge(f"enablement_{name}_waiting", f"{what}.", count)
            yield _gauge(f"enablement_{name}_waiting_seconds", f"{what}: the longest.", age)
        dead = connection.scalar(select(func.count()).select_from(rejected_events))
        yield _gauge("enablement_dead_letters", "Events that were refused and kept.", dead)

    def _delays(self, connection: Connection) -> Iterator[Metric]:
        newest = (usage.c.received_at.desc(), usage.c.event_id.desc())
        query = select(usage.c.occurred_at, usage.c.received_at).order_by(*newest)
        rows = connection.execute(query.limit(_NEWEST_LOGS))
        delays = sorted(max(0.0, (row[1] - row[0]).total_seconds()) for row in rows)
        family = GaugeMetricFamily(
            "enablement_outbox_age_seconds",
            "How long the newest 500 logs had waited on laptops when they came.",
            labels=("quantile",),
        )
        for quantile in (0.5, 0.9, 1.0) if delays else ():
            place = min(len(delays) - 1, int(quantile * len(delays)))
            family.add_metric([str(quantile)], delays[place])
        yield family


def _gauge(name: str, what: str, value: float | None) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=float(value or 0))


class Measured:
    """Counts and times every request, by the pattern of its address and never by the address."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note when and how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.count_request(_method(scope), _pattern(scope), status, seconds)


def _method(scope: Scope) -> str:
    known = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")
    method: str = scope["method"]
    return method if method in known else _UNKNOWN


def _pattern(scope: Scope) -> str:
    route: Any = scope.get("route")
    path: str = getattr(route, "path", "") or _UNKNOWN
    return path
