"""People and laptops for programs: what the pages do, with an admin's token and nobody else's."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.access.accounts import NOWHERE
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.access.person_words import PersonWords
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
ANA = {"name": "Ana Ruiz", "email": "ana@example.com", "team": "north", "languages": ["es"]}


def member_of(hub: Hub, email: str, password: str) -> Member:
    member = hub.sessions.find(hub.accounts.sign_in(email, password))
    assert member is not None
    return member


@pytest.fixture
def program(hub: Hub, connect: Callable[..., httpx2.Client]) -> httpx2.Client:
    admin = member_of(hub, "marketing@example.com", "open-sesame")
    return connect(hub.tokens.make(admin, "program").token)


def test_a_rep_from_the_invitation_to_the_end(hub: Hub, program: httpx2.Client) -> None:
    made = program.post("/api/v1/people/invite", json=ANA)
    assert (made.status_code, made.json()["kind"]) == (201, "laptop")
    where = f"/api/v1/people/{made.json()['person_id']}"
    token = hub.enrolments.enroll(made.json()["code"], "X1").token
    found = program.get(where).json()
    assert (found["state"], found["languages"], found["laptops"][0]["behind"]) == (
        "active", ["es"], None,
    )  # fmt: skip
    changed = program.put(where, json={**ANA, "team": "south"}).json()
    assert (changed["team"], hub.devices.recognise(token).team) == ("south", "south")
    laptop = f"/api/v1/devices/{found['laptops'][0]['device']}"
    for do, state in (("revoke", "revoked"), ("wipe", "wiping"), ("keep", "revoked")):
        assert program.post(f"{laptop}/{do}").status_code == 204
        assert program.get(where).json()["laptops"][0]["state"] == state
    assert program.post(f"{where}/end", json={"wipe": True}).json()["state"] == "ended"
    assert [one["name"] for one in program.get("/api/v1/people?words=ana").json()["people"]] == []
    assert program.post(f"{where}/back").json()["state"] == "invited"
    again = program.post(f"{where}/invite", json={"kind": "laptop"})
    assert again.status_code == 201
    assert again.json()["code"] != made.json()["code"]


def test_pages_of_people(hub: Hub, program: httpx2.Client) -> None:
    for number in range(5):
        hub.invite(f"Rep {number}")
    first = program.get("/api/v1/people?most=4").json()
    rest = program.get("/api/v1/people", params={"after": first["after"]}).json()
    assert [len(one["people"]) for one in (first, rest)] == [4, 2]
    assert rest["after"] == ""


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/people/invite", {"name": " "}, 422),
        ("POST", "/people/invite", {"name": "A", "role": "king"}, 422),
        ("POST", "/people/invite", {"name": "A", "role": "admin"}, 422),
        ("GET", "/people/none", None, 404),
        ("POST", "/people/none/end", {}, 404),
        ("POST", "/devices/none/wipe", None, 404),
    ],
)
def test_what_cannot_be_is_refused(
    program: httpx2.Client, method: str, path: str, body: object, status: int
) -> None:
    answer = program.request(method, f"/api/v1{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["sentence"]


def test_the_last_admin_is_a_conflict(hub: Hub, program: httpx2.Client) -> None:
    (me,) = program.get("/api/v1/people?role=admin").json()["people"]
    assert program.post(f"/api/v1/people/{me['person_id']}/end", json={}).status_code == 409


def test_others_may_not(hub: Hub, connect: Callable[..., httpx2.Client]) -> None:
    words = PersonWords("Inés", "ines@example.com", Role.APPROVER)
    hub.invitations.join(hub.invitations.invite(OPERATOR, words).code, "a long password", NOWHERE)
    token = hub.tokens.make(member_of(hub, "ines@example.com", "a long password"), "x").token
    assert connect(token).get("/api/v1/people").status_code == 403
    assert connect(token).post("/api/v1/people/invite", json=ANA).status_code == 403
    assert connect().get("/api/v1/people").status_code == 401
    assert hub.people.choices().teams == ()
