"""Reading the audit log: paged by its numbers, filtered, and whole however long it is."""

from datetime import date, timedelta

import pytest

from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.upkeep import audit_reading
from enablement.hub.upkeep.audit_reading import AuditFilters
from tests.hub.conftest import START


@pytest.fixture
def lines(hub: Hub, database: Database) -> None:
    """Two hundred deeds of a hundred days, beside the hub's own first lines."""
    with database.writing() as connection:
        for number in range(200):
            at = START + timedelta(days=1 + number // 2)
            who = "Ana 50%" if number % 2 else "ben@example.com"
            action = "publish" if number % 4 == 0 else "retire"
            audit.record(connection, at, who, action, f"card-{number}", {"n": number})


def subjects(hub: Hub, filters: AuditFilters) -> list[str]:
    return [line.subject for line in hub.audit_log.lines(filters)]


def test_pages_follow_each_other_without_a_gap(hub: Hub, lines: None) -> None:
    found: list[int] = []
    before = 0
    while True:
        page = hub.audit_log.page(AuditFilters(), before, most=37)
        found += [line.number for line in page.lines]
        before = page.before
        if not before:
            break
    assert found == sorted(found, reverse=True)
    assert len(found) == len(list(hub.audit_log.lines(AuditFilters()))) >= 200


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (AuditFilters(who="BEN@"), 100),
        (AuditFilters(who="50%"), 100),
        (AuditFilters(who="5%0"), 0),
        (AuditFilters(action="publish"), 50),
        (AuditFilters(action="publish", who="ana"), 0),
        (AuditFilters(subject="CARD-19"), 11),
        (AuditFilters(subject="card", since=date(2026, 11, 25), until=date(2026, 11, 26)), 4),
        (AuditFilters(subject="card", since=date(2027, 3, 5)), 0),
    ],
)
def test_filters(hub: Hub, lines: None, filters: AuditFilters, count: int) -> None:
    assert len(subjects(hub, filters)) == count
    assert len(hub.audit_log.page(filters, most=200).lines) == count


def test_the_actions_to_choose_from(hub: Hub, lines: None) -> None:
    assert {"create", "publish", "retire"} <= set(hub.audit_log.page(AuditFilters()).actions)


def test_the_whole_log_is_read_in_parts(
    hub: Hub, lines: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = subjects(hub, AuditFilters())
    monkeypatch.setattr(audit_reading, "_ROWS_AT_ONCE", 25)
    assert subjects(hub, AuditFilters()) == whole
    assert len(whole) >= 200
