"""Publishing by a token: as a folder on this machine, for approvers alone, in the person's name."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from enablement.cards.packing import packed_bytes, unpack
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log
from enablement.hub.routes import api_publications

WriteCard = Callable[..., Path]
Program = Callable[[Role], httpx2.Client]


@pytest.fixture
def program(
    hub: Hub, connect: Callable[..., httpx2.Client], join: Callable[..., Member]
) -> Program:
    """A program of somebody of a role."""
    return lambda role: connect(hub.tokens.make(join(role), "test").token)


def packed(folder: Path) -> bytes:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return packed_bytes((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def publish(client: httpx2.Client, body: bytes, **asked: Any) -> httpx2.Response:
    asked = {"source": "repository", **asked}
    return client.post("/api/v1/publications", params=asked, content=body)


def test_a_folder_is_published_and_given_back_by_a_token(
    program: Program, database: Database, folder: Path, write_card: WriteCard
) -> None:
    client = program(Role.APPROVER)
    write_card("price").write_bytes(write_card("price").read_bytes().replace(b"\n", b"\r\n"))
    write_card("later")
    dry = publish(client, packed(folder), dry_run=True).json()
    assert (dry["added"], dry["dry_run"], dry["generation"]) == (["later", "price"], True, 0)
    assert [change["what"] for change in dry["changes"]] == ["added", "added"]
    assert publish(client, packed(folder)).json()["generation"] == 1
    write_card("later", "A better answer.")
    changed = publish(client, packed(folder)).json()
    assert (changed["changed"], changed["unchanged"]) == (["later"], ["price"])
    assert changed["changes"][0]["differs"] == ["Say this: [-One calm-]{+A better+}"]
    given = client.get("/api/v1/publications/files", params={"source": "repository"})
    assert given.headers["content-type"] == "application/zip"
    files = dict(unpack(io.BytesIO(given.content)))
    del files[".enablement-hub.json"]
    assert files == {path.name: path.read_bytes() for path in folder.iterdir()}
    with database.reading() as connection:
        query = select(audit_log.c.who).where(audit_log.c.action == "publish").distinct()
        assert connection.scalars(query).all() == ["approver@example.com"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_marketer_may_read_and_not_publish(
    program: Program, folder: Path, write_card: WriteCard, browser: httpx2.Client
) -> None:
    write_card("price")
    client = program(Role.MARKETER)
    assert publish(client, packed(folder)).status_code == 403
    assert client.get("/api/v1/publications/files").status_code == 200
    assert publish(browser, packed(folder)).status_code == 401
    assert browser.get("/api/v1/publications/files").status_code == 401


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_cannot_be_published_is_refused_in_a_sentence(
    program: Program, hub: Hub, folder: Path, write_card: WriteCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = program(Role.APPROVER)
    for body, words in (
        (b"", "not a ZIP file"),
        (b"PK", "not a ZIP file"),
        (packed_bytes([("../a.md", b"x")]), "not the path of a file within a folder"),
        (packed_bytes([("a.txt", b"x")]), "There are no card files in repository"),
        (packed_bytes([("a.md", b"no card")]), "a.md:1: The file has no front matter"),
    ):
        refused = publish(client, body)
        assert (refused.status_code, refused.json()["code"]) == (422, "bad-content")
        assert words in refused.json()["sentence"]
        assert "/tmp" not in refused.json()["sentence"]
    spanish = client.post(
        "/api/v1/publications",
        params={"source": "x"},
        content=b"",
        headers={"Accept-Language": "es"},
    )
    assert spanish.status_code == 422
    monkeypatch.setattr(api_publications, "MOST_PACKED", 100)
    write_card("price")
    assert publish(client, packed(folder)).status_code == 413
    assert hub.status().cards == 0


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_recalled_card_is_a_conflict_until_it_is_meant(
    program: Program, folder: Path, write_card: WriteCard
) -> None:
    client = program(Role.APPROVER)
    write_card("price")
    write_card("later")
    publish(client, packed(folder))
    done = client.post("/api/v1/coverage/price/recall", json={"reason": "Wrong figure."})
    assert done.json()["recall"]["reason"] == "Wrong figure."
    again = client.post("/api/v1/coverage/price/recall", json={"reason": "Wrong figure."})
    assert again.status_code == 409
    refused = publish(client, packed(folder), dry_run=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert publish(client, packed(folder), overwrite=True).json()["added"] == ["price"]
    assert client.get("/api/v1/coverage").json()["recalls"] == []
