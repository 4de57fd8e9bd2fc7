"""Coverage's pages: the words of who lags, the recall with its reason, and names for admins alone."""

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
def lagging(
    hub: Hub, folder: Path, write_card: Callable[..., Path], enroll: Callable[..., str]
) -> None:
    """Two revisions of a card, and three laptops of which one holds the newer."""
    for words in ("First.", "Second."):
        write_card("price", words)
        hub.publish(folder)
    for number, held in enumerate((1, 1, 2)):
        device = hub.devices.recognise(enroll(f"Rep {number}", team="midmarket"))
        hub.devices.note_contact(device, held)


@pytest.mark.usefixtures("lagging")
def test_a_card_is_recalled_with_a_reason(
    browser: httpx2.Client, join: Callable[..., Member]
) -> None:
    member = join(Role.APPROVER)
    browser.cookies.set(SESSION_COOKIE, "approver-session")
    assert "2 of 3 still hold revision 1" in browser.get("/coverage").text
    page = browser.get("/coverage/price").text
    assert "2 of 3 still hold revision 1" in page
    assert "Rep 0" not in page, "reps are named to admins alone"
    assert "It is for 3 laptops." in browser.get("/coverage/price/recall").text
    empty = browser.post("/coverage/price/recall", data={"csrf": member.csrf, "reason": " "})
    assert (empty.status_code, "Say why the card is taken back." in empty.text) == (422, True)
    long = browser.post("/coverage/price/recall", data={"csrf": member.csrf, "reason": "x" * 501})
    assert (long.status_code, "x" * 501 in long.text) == (422, True)
    sent = {"csrf": member.csrf, "reason": "The figure <b>is</b> wrong."}
    done = browser.post("/coverage/price/recall", data=sent)
    page = browser.get(done.headers["location"]).text
    for words in ("The card is recalled.", "The figure &lt;b&gt;is&lt;/b&gt; wrong.",
                  "3 of 3 laptops hold it still"):  # fmt: skip
        assert words in page
    assert "Recall…" not in page
    assert browser.post("/coverage/price/recall", data=sent).status_code == 409
    assert "3 of 3 laptops hold it still" in browser.get("/coverage").text


@pytest.mark.usefixtures("lagging")
def test_an_admin_sees_which_laptops(marketer: httpx2.Client) -> None:
    page = marketer.get("/coverage/price").text
    assert "Rep 0" in page
    assert marketer.get("/coverage?page=99999999999").status_code == 200
    assert marketer.get("/coverage/nothing").status_code == 404


@pytest.mark.usefixtures("lagging")
def test_a_marketer_may_not_recall(
    browser: httpx2.Client, join: Callable[..., Member], hub: Hub
) -> None:
    member = join(Role.MARKETER)
    browser.cookies.set(SESSION_COOKIE, "marketer-session")
    assert "Recall…" not in browser.get("/coverage/price").text
    sent = {"csrf": member.csrf, "reason": "Why."}
    assert browser.post("/coverage/price/recall", data=sent).status_code == 403
    assert hub.status().retired == 0
