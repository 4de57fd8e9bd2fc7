"""The pages of cards: the list, a card, its revisions, its translation, verifying and retiring."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.notices import tell
from tests.hub.conftest import SetClock

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Visit = Callable[[Member], httpx2.Client]


@pytest.fixture
def writer(join: Callable[..., Member]) -> Member:
    return join(Role.MARKETER, "Writer")


@pytest.fixture
def approver(join: Callable[..., Member]) -> Member:
    return join(Role.APPROVER, "Approver")


@pytest.fixture
def published(hub: Hub, write_card: Callable[..., Path], folder: Path) -> None:
    write_card(
        "price", owner="ana@example.com", verify_by="2026-12-01", audience="{teams: [north]}"
    )
    write_card("precio", "Una.", language="es", translation_of="price")
    hub.publish(folder, source="repository")


def test_the_list_shows_what_a_card_is_worth(visit: Visit, writer: Member, published: None) -> None:
    page = visit(writer).get("/cards").text
    for word in ("Price", "price", "ana<wbr>@example.com", "2026-12-01", "Verify soon", "north"):
        assert word in page
    assert "Precio" not in visit(writer).get("/cards?language=en").text
    assert "No card fits" in visit(writer).get("/cards?words=nothing").text


def test_who_may_not(visit: Visit, browser: httpx2.Client, join: Callable[..., Member]) -> None:
    assert browser.get("/cards").headers["location"].startswith("/sign-in")
    assert visit(join(Role.REP, "Rep")).get("/cards").status_code == 403


def test_a_card_its_revisions_and_what_changed(
    hub: Hub, visit: Visit, writer: Member, published: None, write_card: Callable[..., Path],
    folder: Path,
) -> None:  # fmt: skip
    write_card("price", "One brave answer.", verify_by="2026-12-01")
    hub.publish(folder, source="repository")
    browser = visit(writer)
    page = browser.get("/cards/price").text
    assert "the folder repository" in page
    assert "One brave answer." in page
    assert "/cards/price/revisions/1" in page
    page = browser.get("/cards/price/revisions/2").text
    assert re.search(r"<del>.*calm.*</del>", page)
    assert re.search(r"<ins>.*brave.*</ins>", page)
    assert "The first revision" in browser.get("/cards/price/revisions/1").text
    assert "since revision 2" in browser.get("/cards/price/revisions/1?against=2").text
    for address in ("/cards/none", "/cards/price/revisions/9", "/cards/price/revisions/99999999999",
                    "/cards/price/revisions/2?against=7"):  # fmt: skip
        assert browser.get(address).status_code == 404


def test_a_translation_stands_beside_its_original(
    hub: Hub, visit: Visit, writer: Member, published: None, write_card: Callable[..., Path],
    folder: Path, clock: SetClock,
) -> None:  # fmt: skip
    browser = visit(writer)
    page = browser.get("/cards/precio/translation").text
    assert "The original says what it said" in page
    clock.move(hours=1)
    write_card("price", "Another answer.", verify_by="2026-12-01")
    hub.publish(folder, source="repository")
    page = browser.get("/cards/precio/translation").text
    assert "The original changed since" in page
    assert "Another answer." in page
    assert "Una." in page
    assert "the original changed since" in browser.get("/cards/price").text
    assert browser.get("/cards/price/translation").status_code == 404


def test_an_approver_says_that_it_is_still_right(
    hub: Hub, visit: Visit, writer: Member, approver: Member, published: None
) -> None:
    form = {"csrf": approver.csrf, "revision": "1", "until": "2027-05-25"}
    browser = visit(approver)
    assert 'value="2027-05-25"' in browser.get("/cards/price").text
    answer = browser.post("/cards/price/verify", data=form)
    assert answer.headers["location"] == "/cards/price?done=verified"
    assert "2027-05-25" in browser.get("/cards/price").text
    answer = browser.post("/cards/price/verify", data={**form, "revision": "2", "until": "soon"})
    assert answer.status_code == 422
    assert "soon" in answer.text
    theirs = {**form, "csrf": writer.csrf, "revision": "2"}
    assert visit(writer).post("/cards/price/verify", data=theirs).status_code == 403


def test_a_card_is_retired_with_a_reason(
    hub: Hub, visit: Visit, writer: Member, approver: Member, published: None
) -> None:
    browser = visit(approver)
    assert "repository" in browser.get("/cards/price/retire").text
    assert browser.post("/cards/price/retire", data={"csrf": approver.csrf}).status_code == 422
    form = {"csrf": approver.csrf, "reason": "The price list changed."}
    assert browser.post("/cards/price/retire", data=form).status_code == 303
    assert hub.status().retired == 1
    assert "Price" in browser.get("/cards?state=retired").text
    assert visit(writer).get("/cards/price/retire").status_code == 403
    theirs = {**form, "csrf": writer.csrf}
    assert visit(writer).post("/cards/precio/retire", data=theirs).status_code == 403


def test_a_form_of_somebody_else_does_nothing(
    hub: Hub, visit: Visit, approver: Member, published: None
) -> None:
    answer = visit(approver).post("/cards/price/retire", data={"csrf": "x", "reason": "Mischief"})
    assert answer.status_code == 403
    assert hub.status().retired == 0


def test_notices_are_shown_and_put_aside(
    hub: Hub, visit: Visit, writer: Member, database: Database, clock: SetClock
) -> None:
    with database.writing() as connection:
        told = {"card": "price", "name": "Ana"}
        tell(connection, clock(), [writer.person_id], "comment", "draft", told)
    browser = visit(writer)
    assert "Ana commented on “price”." in browser.get("/cards").text
    [notice] = hub.notices.of(writer)
    browser.post(f"/notices/{notice.notice_id}", data={"csrf": writer.csrf})
    assert "Ana commented" not in browser.get("/cards").text


def test_only_images_are_served_as_images(
    hub: Hub, visit: Visit, writer: Member, published: None
) -> None:
    digest = hub.card_revisions.get("price").card.content_hash
    browser = visit(writer)
    assert browser.get(f"/card-images/{digest}").status_code == 404
    draft_id = hub.drafts.begin(writer, "price")
    hub.draft_images.add(writer, draft_id, "a.png", b"\x89PNG\r\n\x1a\n")
    [digest] = hub.drafts.images(draft_id).values()
    answer = browser.get(f"/card-images/{digest}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
