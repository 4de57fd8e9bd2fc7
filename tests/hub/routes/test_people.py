"""The people pages over HTTP: for admins alone, with codes that travel sealed."""

import html
import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.members import OPERATOR
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
ANA = {"name": "Ana Ruiz", "email": "ana@example.com", "role": "rep", "team": "midmarket",
       "region": "emea", "languages": "es, en"}  # fmt: skip


def csrf(browser: httpx2.Client) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/people/invite").text)
    assert found
    return found[1]


def post(browser: httpx2.Client, path: str, **fields: str) -> httpx2.Response:
    return browser.post(path, data={"csrf": csrf(browser), **fields})


def invite(browser: httpx2.Client, **changes: str) -> tuple[str, str]:
    """The person's page, and the address that shows the code."""
    answer = post(browser, "/people/invite", **{**ANA, **changes})
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    return where.split("?")[0], where


def line_of(page: httpx2.Response) -> str:
    found = re.search(r'id="made-link"[^>]*value="([^"]+)"', page.text)
    assert found, page.text
    return html.unescape(found[1])


def test_a_rep_is_invited_by_a_line_to_paste(marketer: httpx2.Client, hub: Hub) -> None:
    path, where = invite(marketer)
    page = marketer.get(where)
    line = line_of(page)
    code = line.rpartition("/")[2]
    assert line == f"enablement://{marketer.base_url.netloc.decode()}/{code}"
    assert code not in where
    assert "mailto:ana@example.com" in page.text
    assert hub.enrolments.enroll(code, "laptop").rep.languages == ("es", "en")
    assert "made-link" not in marketer.get(path).text


def test_what_shows_a_code_shows_it_to_that_admin_for_a_while(
    marketer: httpx2.Client, hub: Hub, connect: Callable[..., httpx2.Client], clock: Any
) -> None:
    _path, where = invite(marketer)
    other, _other_where = invite(marketer, email="ben@example.com", name="Ben")
    moved = other + "?" + where.split("?")[1]
    assert "made-link" not in marketer.get(moved).text
    clock.move(minutes=15)
    assert "made-link" not in marketer.get(where).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"name": " "}, "A person needs a name."), ({"email": "nobody"}, "is not an e-mail address"),
     ({"languages": "inglés!"}, "is not a language code"), ({"role": "king"}, "There is no role"),
     ({"role": "approver", "email": ""}, "needs an e-mail address")],
)  # fmt: skip
def test_what_cannot_stand_is_said_and_kept(
    marketer: httpx2.Client, hub: Hub, changes: dict[str, str], sentence: str
) -> None:
    answer = post(marketer, "/people/invite", **{**ANA, **changes})
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert 'value="midmarket"' in answer.text
    assert hub.status().invitations_open == 0


def test_a_person_is_changed_ended_and_brought_back(marketer: httpx2.Client, hub: Hub) -> None:
    path, _where = invite(marketer)
    answer = post(marketer, path, **{**ANA, "team": "north"})
    assert answer.headers["location"] == f"{path}?done=changed"
    assert "Saved." in marketer.get(answer.headers["location"]).text
    wrong = post(marketer, path, **{**ANA, "name": "", "team": "typed"})
    assert wrong.status_code == 422
    assert 'value="typed"' in wrong.text
    assert post(marketer, f"{path}/end").headers["location"] == f"{path}?done=ended"
    assert "Ana Ruiz" not in marketer.get("/people").text
    assert "Ana Ruiz" in marketer.get("/people?state=ended").text
    assert post(marketer, f"{path}/back").headers["location"] == f"{path}?done=back"
    assert "Ana Ruiz" in marketer.get("/people?words=ruiz&team=north&role=rep").text


def test_the_last_admin_is_told(marketer: httpx2.Client, hub: Hub) -> None:
    member = hub.sessions.find(marketer.cookies["enablement_session"])
    assert member is not None
    answer = post(marketer, f"/people/{member.person_id}/end")
    assert answer.status_code == 422
    assert "This is the last admin of the hub." in answer.text
    assert marketer.get("/people").status_code == 200


def test_laptops_are_ended_wiped_and_kept(marketer: httpx2.Client, hub: Hub) -> None:
    path, where = invite(marketer)
    token = hub.enrolments.enroll(line_of(marketer.get(where)).rpartition("/")[2], "X1").token
    device = hub.devices.recognise(token).device
    assert "Nothing fetched yet" in marketer.get(path).text
    for do, done, badge in (
        ("revoke", "revoked", "Access ended"), ("wipe", "wipe", "To be erased"),
        ("keep", "kept", "Access ended"),
    ):  # fmt: skip
        answer = post(marketer, f"/devices/{device}/{do}")
        assert answer.headers["location"] == f"{path}?done={done}#laptops"
        assert badge in marketer.get(path).text
    assert post(marketer, "/devices/none/wipe").status_code == 404


def test_invitations_are_made_again_and_taken_back(marketer: httpx2.Client, hub: Hub) -> None:
    path, _where = invite(marketer, role="marketer")
    first = marketer.get(post(marketer, f"{path}/invite", kind="account").headers["location"])
    code = line_of(first).partition("code=")[2]
    (listed,) = hub.invitations.open_of(path.rpartition("/")[2])
    answer = post(marketer, f"{path}/withdraw", invitation=listed.invitation_id)
    assert answer.headers["location"] == f"{path}?done=withdrawn"
    assert "This code is too old." in marketer.get(f"/join?code={code}").text
    assert post(marketer, f"{path}/invite", kind="crown").status_code == 422


def test_only_admins_come_here(browser: httpx2.Client, hub: Hub) -> None:
    assert browser.get("/people").headers["location"] == "/sign-in?next=%2Fpeople"
    words = PersonWords("Inés", "ines@example.com", Role.APPROVER)
    code = hub.invitations.invite(OPERATOR, words).code
    browser.cookies.set("enablement_session", hub.invitations.join(code, "a password", NOWHERE))
    me = hub.sessions.find(browser.cookies["enablement_session"])
    assert me is not None
    for path in ("/people", "/people/invite", f"/people/{me.person_id}"):
        assert browser.get(path).status_code == 403
    for path in (f"/people/{me.person_id}", f"/people/{me.person_id}/end", "/devices/x/wipe"):
        assert browser.post(path, data={"csrf": me.csrf, **ANA, "role": "admin"}).status_code == 403
    assert hub.people.get(me.person_id).words.role is Role.APPROVER


def test_a_forged_form_changes_nothing(marketer: httpx2.Client, hub: Hub) -> None:
    path, _where = invite(marketer)
    for forged in ("", "x" * 43):
        assert marketer.post(f"{path}/end", data={"csrf": forged}).status_code == 403
        assert marketer.post("/people/invite", data={"csrf": forged, **ANA}).status_code == 403
    assert hub.people.get(path.rpartition("/")[2]).state == "invited"
