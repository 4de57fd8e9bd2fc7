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


def test_whom_a_thread_is_handed_to_reads_it_above_the_queue_and_puts_it_aside(
    hub: Hub, visit: Visit, say: Say, rosa: Member, join: Callable[..., Member]
) -> None:
    one, carl = say("Ana", text="Since <when>?"), join(Role.APPROVER, "Carl")
    hub.inbox.assigning.assign(rosa, one, carl.person_id)
    browser = visit(carl)
    told = "Rosa asks you to look after this: Since &lt;when&gt;?"
    for address in ("/inbox", "/cards"):
        page = browser.get(address).text
        assert f'<a href="/inbox/{one}">{told}</a>' in page
    assert "asks you" not in visit(rosa).get("/inbox").text
    (notice,) = hub.notices.of(carl)
    form = {"csrf": carl.csrf, "on": "inbox"}
    done = browser.post(f"/notices/{notice.notice_id}", data=form)
    assert done.headers["location"] == "/inbox"
    assert "asks you" not in browser.get("/inbox").text
    assert 'Mine <span class="tally">1</span>' in browser.get("/inbox").text


def test_a_card_that_came_of_it_is_named_without_its_revision(
    hub: Hub, visit: Visit, say: Say, rosa: Member, price: None
) -> None:
    one = say("Ana", "request", text="prices", language="en")
    browser = visit(rosa)
    assert "there is a card for it" in browser.get(f"/inbox/{one}").text
    form = {"csrf": rosa.csrf, "text": "See there.", "fate": "changed", "revision": ""}
    answer = browser.post(f"/inbox/{one}/answer", data={**form, "card": "none"})
    assert (answer.status_code, "has no published revision" in answer.text) == (422, True)
    assert browser.post(f"/inbox/{one}/answer", data={**form, "card": "price"}).status_code == 303
    thread = hub.threads.get(one).thread
    assert (thread.changed_card, thread.changed_to) == ("price", 1)


def test_a_new_revision_is_begun_from_the_thread_that_asks_for_it(
    hub: Hub, visit: Visit, say: Say, rosa: Member, price: None
) -> None:
    browser = visit(rosa)
    page = browser.get(f"/inbox/{say('Ana')}").text
    assert 'action="/cards/price/draft"' in page
    begun = browser.post("/cards/price/draft", data={"csrf": rosa.csrf})
    assert begun.headers["location"].startswith("/drafts/")
    hub.retire("price")
    assert 'action="/cards/price/draft"' not in browser.get("/inbox/Ana-1").text
