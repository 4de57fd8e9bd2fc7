"""Docs as code from the command line: here and by a token, what would change first, and back again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from enablement.cards.origin import ORIGIN_FILE
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.roles import Role
from enablement.hub.audiences.reach import Audience
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import people
from enablement.hub.server import HubServer


@pytest.fixture
def token(tmp_path: Path) -> str:
    """A token of the hub's first admin."""
    database = Database.at(tmp_path / "hub")
    with database.reading() as connection:
        row = connection.execute(select(people.c.person_id, people.c.email)).one()
    database.close()
    hub = Hub.open(tmp_path / "hub")
    made = hub.tokens.make(Member(row.person_id, row.email, "", Role.ADMIN), "repository")
    hub.close()
    return made.token


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ORIGIN_FILE
    }


def test_what_would_change_is_told_card_by_card(run: Any, card_folder: Path) -> None:
    run("hub", "init")
    run("hub", "publish", card_folder)
    price = card_folder / "price.md"
    price.write_text(price.read_text().replace("One calm", "One better"))
    (card_folder / "later.md").unlink()
    dry = run("hub", "publish", card_folder, "--dry-run").out.splitlines()
    assert dry == [
        "changed: price (revision 2)",
        "    Say this: [-calm-]{+better+}",
        "retired: later (revision 1)",
        "0 new, 1 changed, 1 retired, 0 as before.",
        "Nothing was changed: this was a dry run.",
    ]
    price.write_text(price.read_text() + "\n")
    run("hub", "publish", card_folder)
    price.write_text(price.read_text() + "\n")
    again = run("hub", "publish", card_folder).out
    assert "written differently, says the same: price\nas before: price\n" in again


def test_an_export_gives_the_folder_back(run: Any, card_folder: Path, tmp_path: Path) -> None:
    run("hub", "init")
    run("hub", "publish", card_folder)
    out = tmp_path / "out"
    assert "2 files, 2 written anew." in run("hub", "export", out).out
    assert tree(out) == tree(card_folder)
    run("hub", "retire", "later")
    (row,) = run("hub", "export", out, "--json").rows
    assert row == {"files": 1, "written": [], "retired_files": ["later.md"]}
    assert "later.md is of a retired card" in run("hub", "export", out).out
    unknown = run("hub", "export", out, "--source", "nothing")
    assert (unknown.code, "Nothing was published as “nothing”" in unknown.err) == (1, True)


def test_publishing_and_exporting_by_a_token(
    run: Any, served: HubServer, token: str, card_folder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("ENABLEMENT_HUB_DATA", str(tmp_path / "no hub here"))
    there = ("--hub", served.url, "--token", token)
    same = run("hub", "publish", card_folder, *there)
    assert "0 new, 0 changed, 0 retired, 2 as before." in same.out, "the source is the same"
    later = card_folder / "later.md"
    later.write_text(later.read_text().replace("Not this year", "Not before May"))
    (dry,) = run("hub", "publish", card_folder, "--dry-run", "--json", *there).rows
    assert (dry["changed"], dry["dry_run"]) == (["later"], True)
    monkeypatch.setenv("ENABLEMENT_HUB_ADDRESS", served.url)
    monkeypatch.setenv("ENABLEMENT_HUB_TOKEN", token)
    assert "changed: later (revision 2)" in run("hub", "publish", card_folder).out
    assert run("hub", "export", tmp_path / "out").code == 0
    assert tree(tmp_path / "out") == tree(card_folder)
    (card_folder / "bad.md").write_text("no card")
    failed = run("hub", "publish", card_folder)
    assert (failed.code, "bad.md:1" in failed.err) == (1, True)


def test_what_the_hub_refuses_is_a_sentence(run: Any, served: HubServer, card_folder: Path) -> None:
    without = run("hub", "publish", card_folder, "--hub", served.url)
    assert (without.code, "wants a token" in without.err) == (1, True)
    wrong = run("hub", "publish", card_folder, "--hub", served.url, "--token", "wrong")
    assert (wrong.code, "does not know this token" in wrong.err) == (1, True)
    nobody = run("hub", "export", card_folder, "--hub", "http://127.0.0.1:9", "--token", "x")
    assert (nobody.code, "does not answer" in nobody.err) == (1, True)


def test_a_budget_is_told_and_what_to_retire_first(
    run: Any, card_folder: Path, tmp_path: Path
) -> None:
    run("hub", "init")
    assert run("hub", "audiences", "add", "Everyone", "--most-active", "1").code == 0
    told = run("hub", "publish", card_folder)
    assert told.code == 0
    assert "Over the budget: “Everyone” would hold 2 cards; its budget is 1." in told.err
    hub = Hub.open(tmp_path / "hub")
    assert [load.audience for load in hub.audiences.loads()] == [
        Audience(hub.audiences.named("Everyone").audience_id, "Everyone", most_active=1)
    ]
    hub.close()


def test_a_date_that_is_kept_is_told_first(run: Any, card_folder: Path, tmp_path: Path) -> None:
    run("hub", "init")
    run("hub", "publish", card_folder)
    hub = Hub.open(tmp_path / "hub")
    hub.verification.still_right(OPERATOR, "price", 1, date(2099, 1, 1))
    hub.close()
    dry = run("hub", "publish", card_folder, "--dry-run").out.splitlines()
    assert dry == [
        "as before: later, price",
        "0 new, 0 changed, 0 retired, 2 as before.",
        "price stays verified until 2099-01-01, as was said on the pages; its file has no date.",
        "An export gives the folder these dates; --overwrite would set them back.",
        "Nothing was changed: this was a dry run.",
    ]
