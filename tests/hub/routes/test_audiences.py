"""The audiences' pages: the form keeps what was typed, and only approvers change anything."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.routes.parts import SESSION_COOKIE

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def signed_in(
    browser: httpx2.Client, join: Callable[..., Member]
) -> Callable[[Role], tuple[httpx2.Client, str]]:
    """A browser of somebody of a role, and the csrf of their forms."""

    def sign_in(role: Role) -> tuple[httpx2.Client, str]:
        member = join(role)
        browser.cookies.set(SESSION_COOKIE, f"{role.value}-session")
        return browser, member.csrf

    return sign_in


def test_an_audience_is_named_on_the_page(
    signed_in: Callable[[Role], tuple[httpx2.Client, str]],
    hub: Hub,
    folder: Path,
    write_card: Callable[..., Path],
    enroll: Callable[..., str],
) -> None:
    browser, csrf = signed_in(Role.APPROVER)
    assert "No audience is named yet" in browser.get("/audiences").text
    enroll(team="midmarket")
    write_card("price")
    hub.publish(folder)
    typed = {
        "csrf": csrf, "name": "Mid", "teams": "midmarket", "more_teams": 'new, "a, b"',
        "more_regions": "", "more_languages": "", "most_active": "many", "most_new_a_week": "3",
    }  # fmt: skip
    wrong = browser.post("/audiences", data=typed)
    assert wrong.status_code == 422
    for kept in (
        "“many” is not a number of cards.",
        'value="many"',
        "new,&#34;a, b&#34;",
        "checked",
    ):
        assert kept in wrong.text
    done = browser.post("/audiences", data={**typed, "most_active": "0"})
    page = browser.get(done.headers["location"])
    for words in ("The audience was named.", "1 of 0 cards on its fullest laptop", "1 too many",
                  "1 rep has a laptop", "1 of 3 new within a week"):  # fmt: skip
        assert words in page.text
    (load,) = hub.audiences.loads()
    assert load.audience.teams == ("midmarket", "new", "a, b")
    address = f"/audiences/{load.audience.audience_id}"
    form = browser.get(f"{address}/edit").text
    assert 'value="0"' in form
    taken = browser.post("/audiences", data={**typed, "most_active": ""})
    assert taken.status_code == 409
    changed = browser.post(address, data={"csrf": csrf, "name": "Middle"})
    assert changed.headers["location"].endswith("?done=changed")
    assert hub.audiences.get(load.audience.audience_id).teams == ()
    assert "Middle" in browser.get("/audiences").text
    browser.post(f"{address}/remove", data={"csrf": csrf})
    assert hub.audiences.loads() == ()


def test_a_marketer_reads_and_does_not_change(
    signed_in: Callable[[Role], tuple[httpx2.Client, str]],
) -> None:
    browser, csrf = signed_in(Role.MARKETER)
    assert "Name an audience" not in browser.get("/audiences").text
    assert browser.get("/audiences/new").status_code == 403
    assert browser.post("/audiences", data={"csrf": csrf, "name": "X"}).status_code == 403
    assert browser.get("/audiences/nothing").status_code == 404


def test_a_form_of_somebody_else_changes_nothing(
    signed_in: Callable[[Role], tuple[httpx2.Client, str]], hub: Hub
) -> None:
    browser, _csrf = signed_in(Role.APPROVER)
    assert browser.post("/audiences", data={"csrf": "x", "name": "X"}).status_code == 403
    assert hub.audiences.loads() == ()
