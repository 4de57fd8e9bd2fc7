"""The audit log's page and its files: for admins, filtered in the address, safe in a spreadsheet."""

import json
from datetime import timedelta

import httpx2
import pytest

from enablement.hub import audit
from enablement.hub.database import Database
from tests.hub.conftest import START

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def lines(database: Database) -> None:
    with database.writing() as connection:
        for number in range(120):
            at = START + timedelta(hours=number)
            audit.record(connection, at, "Ana", "retire", f"card-{number}", {"why": "<old>"})
        audit.record(connection, START, "=cmd()", "publish", "ñandú", {"n": 1})


def test_the_newest_lines_and_the_way_to_older_ones(marketer: httpx2.Client, lines: None) -> None:
    page = marketer.get("/audit")
    assert "ñandú" in page.text
    assert "card-119" in page.text
    assert "card-20<" not in page.text
    assert "&lt;old&gt;" in page.text
    next_page = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    older = marketer.get(next_page).text
    assert "card-70<" in older
    assert "card-119" not in older


def test_filters_are_in_the_address(marketer: httpx2.Client, lines: None) -> None:
    page = marketer.get("/audit?who=ana&subject=card-11&since=2026-11-28&until=2026-11-29").text
    assert "card-119" in page
    assert "card-11<" not in page
    assert 'value="2026-11-28"' in page
    assert "/audit/log.csv?who=ana&amp;subject=card-11" in page
    assert "No line fits" in marketer.get("/audit?who=nobody").text
    for odd in ("since=yesterday", "until=9999-12-31", "before=x", "before=99999999999999999999"):
        assert marketer.get(f"/audit?{odd}").status_code == 200


def test_as_csv_no_cell_is_a_formula(marketer: httpx2.Client, lines: None) -> None:
    answer = marketer.get("/audit/log.csv?subject=ñandú")
    assert "attachment" in answer.headers["content-disposition"]
    head, row, *rest = answer.content.decode("utf-8-sig").splitlines()
    assert head == "number,at,who,action,subject,details"
    assert "'=cmd()" in row
    assert rest == []


def test_as_json_lines(marketer: httpx2.Client, lines: None) -> None:
    rows = list(map(json.loads, marketer.get("/audit/log.jsonl?who=Ana").text.splitlines()))
    assert [row["subject"] for row in rows] == [f"card-{number}" for number in range(120)]
    assert rows[0]["details"] == {"why": "<old>"}
    assert marketer.get("/audit/log.xml").status_code == 422


def test_it_is_for_admins(browser: httpx2.Client) -> None:
    for path in ("/audit", "/audit/log.csv", "/dead-letters"):
        assert browser.get(path).status_code == 303
    assert browser.get("/api/v1/audit").status_code == 401
