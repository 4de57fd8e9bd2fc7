"""The pages of the content gaps: what they show, and what is said when it cannot be done."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.hub import Hub
from tests.hub.conftest import Say

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Visit = Callable[[Member], httpx2.Client]


def test_nobody_is_named_and_one_reps_search_is_not_shown(
    visit: Visit, say: Say, rosa: Member
) -> None:
    browser = visit(rosa)
    assert "No gap here" in browser.get("/inbox/gaps").text
    say("Ana", "request", text="door alarms", language="en", note="A school.")
    say("Ben", "search", text="Acme and Mr Smith", language="en", results=0)
    page = browser.get("/inbox/gaps").text
    assert "door alarms" in page
    assert "Acme" not in page
    assert "1 search that one rep alone made is not shown" in page
    assert "Ana" not in page
    assert browser.get("/inbox/gaps?state=x&days=7&after=x").status_code == 200


def test_what_was_typed_is_not_lost(
    hub: Hub, visit: Visit, say: Say, rosa: Member, price: None
) -> None:
    say("Ana", "request", text="door alarms", language="en", note="A school.")
    key = hub.inbox.gaps.page().rows[0].key
    browser = visit(rosa)
    page = browser.get(f"/inbox/gaps/{key}").text
    assert "A school." in page
    form = {"csrf": rosa.csrf, "card": "none", "text": "See there."}
    answer = browser.post(f"/inbox/gaps/{key}/answer", data=form)
    assert answer.status_code == 422
    for word in ("There is no card", 'value="none"', "See there."):
        assert word in answer.text
    answer = browser.post(f"/inbox/gaps/{key}/dismiss", data={"csrf": rosa.csrf, "reason": " "})
    assert (answer.status_code, "nothing to say" in answer.text) == (422, True)
    assert browser.get("/inbox/gaps/none").status_code == 404
    sent = browser.post(f"/inbox/gaps/{key}/dismiss", data={"csrf": rosa.csrf, "reason": "No."})
    assert sent.headers["location"].endswith("?done=dismissed"), (
        "nobody was told: it was not ticked"
    )
    assert browser.post(f"/inbox/gaps/{key}/reopen", data={"csrf": rosa.csrf}).status_code == 303
    sent = browser.post(f"/inbox/gaps/{key}/write", data={"csrf": rosa.csrf})
    assert sent.headers["location"].startswith("/drafts/")
    again = browser.post(f"/inbox/gaps/{key}/write", data={"csrf": rosa.csrf})
    assert "already" in again.text
