"""The pages of the inbox: who may, what they show, and forms that lose nothing."""

from collections.abc import Callable

import httpx2
import pytest

from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.inbox.answering import Word
from tests.hub.conftest import Reps, Say

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
Visit = Callable[[Member], httpx2.Client]


def test_who_may_not(visit: Visit, browser: httpx2.Client, join: Callable[..., Member]) -> None:
    for address in ("/inbox", "/inbox/x", "/inbox/gaps", "/inbox/gaps/x"):
        assert browser.get(address).headers["location"].startswith("/sign-in")
        assert visit(join(Role.REP, f"Rep{len(address)}")).get(address).status_code == 403


def test_the_queue_says_who_waits_for_what(
    visit: Visit, say: Say, rep: Reps, rosa: Member, price: None
) -> None:
    browser = visit(rosa)
    assert "Everybody has an answer" in browser.get("/inbox").text
    rep("Ana", team="midmarket", region="emea")
    say("Ana", text="Since <when>?")
    page = browser.get("/inbox").text
    for word in ("Since &lt;when&gt;?", "Ana", "midmarket, emea", "It costs too much", "Say this"):
        assert word in page
    assert "No thread fits" in browser.get("/inbox?kind=request").text
    assert "No thread fits" in browser.get("/inbox?state=declined").text
    odd = "state=x&kind=x&assigned=x&team=x&card=x&after=x"
    assert browser.get(f"/inbox?{odd}").status_code == 200


def test_a_thread_shows_its_block_and_what_that_revision_did(
    hub: Hub, visit: Visit, say: Say, rosa: Member, price: None
) -> None:
    one = say("Ana")
    browser = visit(rosa)
    page = browser.get(f"/inbox/{one}").text
    assert "One calm answer." in page
    assert "Nobody has logged it." in page
    for name in ("Ana", "Ben"):
        for _time in range(3):
            say(name, "usage", card_id="price", revision=1, outcome="worked")
    hub.review.usage()
    assert "Not enough yet" in browser.get(f"/inbox/{one}").text
    say("Cleo", "usage", card_id="price", revision=1, outcome="fell_flat")
    hub.review.usage()
    page = browser.get(f"/inbox/{one}").text
    assert "86% worked" in page
    assert "(n = 7)" in page
    assert browser.get("/inbox/none").status_code == 404


def test_what_was_typed_is_not_lost(
    hub: Hub, visit: Visit, say: Say, rosa: Member, price: None
) -> None:
    one = say("Ana")
    browser = visit(rosa)
    form = {"csrf": rosa.csrf, "text": "It says so.", "fate": "changed", "card": "price"}
    for revision, sentence in (("9", "no published revision 9"), ("x", "not the number")):
        answer = browser.post(f"/inbox/{one}/answer", data={**form, "revision": revision})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "It says so." in answer.text
    answer = browser.post(f"/inbox/{one}/answer", data={**form, "fate": "x"})
    assert "Choose what becomes of it." in answer.text
    assert browser.post(f"/inbox/{one}/answer", data={**form, "csrf": "x"}).status_code == 403
    answer = browser.post(f"/inbox/{one}/assign", data={"csrf": rosa.csrf, "person": "x"})
    assert "may answer" in answer.text
    answer = browser.post(f"/inbox/{one}/merge", data={"csrf": rosa.csrf, "other": one})
    assert "one already" in answer.text
    assert hub.threads.get(one).open


def test_another_thread_is_merged_by_its_address(
    hub: Hub, visit: Visit, say: Say, rosa: Member
) -> None:
    one, two = say("Ana"), say("Ben", text="Something else?")
    hub.inbox.answering.say(rosa, two, Word("Yes."))
    browser = visit(rosa)
    form = {"csrf": rosa.csrf, "other": f"https://hub.example.com/inbox/{two}?done=told"}
    assert browser.post(f"/inbox/{one}/merge", data=form).status_code == 303
    assert browser.get(f"/inbox/{two}").headers["location"] == f"/inbox/{one}#{two}"
    assert not hub.threads.get(one).open
