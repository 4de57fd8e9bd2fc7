"""The synonyms' pages: seen before saved, nothing typed is lost, and of two editors one is told."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.access.members import OPERATOR
from enablement.hub.hub import Hub
from enablement.hub.routes import synonyms
from enablement.hub.synonym_rules import rule_key
from enablement.sync.policies import SynonymRule

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
SSO = SynonymRule(language="en", words=("sso", "single sign-on"))


def form(page: httpx2.Response) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def typed(**fields: str) -> dict[str, str]:
    return {"language": "en", "direction": "two-way", "words": "sso\nsingle sign-on", **fields}


def test_a_rule_is_seen_before_it_is_saved(
    hub: Hub, marketer: httpx2.Client, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("access", body="Single sign-on is there from day one.")
    hub.publish(folder)
    empty = marketer.get("/synonyms/edit?words=sso")
    assert ">\nsso</textarea>" in empty.text
    # Asked to save at once, it still shows first what the rule does.
    shown = marketer.post("/synonyms/edit", data=form(empty) | typed(do="save"))
    assert shown.status_code == 200
    assert "These searches would now find these cards" in shown.text
    assert 'href="/cards/access"' in shown.text
    assert hub.synonyms.get().rules == ()
    other = marketer.post("/synonyms/edit", data=form(shown) | typed(words="sso, login", do="save"))
    assert other.status_code == 200, "it is another rule than the one that was seen"
    saved = marketer.post("/synonyms/edit", data=form(shown) | typed(do="save"))
    assert saved.status_code == 303
    assert "The rule is added" in marketer.get(saved.headers["location"]).text
    assert hub.synonyms.get().rules == (SSO,)


def test_a_first_look_that_takes_long_says_so_and_keeps_what_was_typed(
    hub: Hub, marketer: httpx2.Client, write_card: Callable[..., Path], folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for number in range(30):
        write_card(f"access-{number}", body="Single sign-on is there from day one.")
    hub.publish(folder)
    hub.synonyms.change(OPERATOR, "", SSO)
    monkeypatch.setattr(synonyms, "PATIENCE", 0)
    sent = {"csrf": form(marketer.get("/account"))["csrf"]} | typed(words="day\nnight")
    shown = marketer.post("/synonyms/edit", data=sent)
    assert shown.status_code == 200
    assert "The cards are being read for this" in shown.text
    assert "day\nnight</textarea>" in shown.text
    assert "Save the rule" not in shown.text, "nothing is saved unseen"
    hub.published_search.searcher()
    again = marketer.post("/synonyms/edit", data=form(shown) | typed(words="day\nnight"))
    assert "These searches would now find these cards" in again.text
    write_card("later")
    hub.publish(folder)
    address = f"/synonyms/remove?rule={rule_key(SSO)}"
    asked = marketer.get(address)
    assert (asked.status_code, asked.headers["retry-after"]) == (503, "3")
    assert f'href="{address}">Look again' in asked.text
    hub.published_search.searcher()
    assert marketer.get(address).status_code == 200


def test_what_was_typed_is_kept_when_it_is_no_rule(marketer: httpx2.Client) -> None:
    page = marketer.get("/synonyms/edit")
    sent = form(page) | typed(words="<lonely>", direction="one-way", finds="")
    answer = marketer.post("/synonyms/edit", data=sent)
    assert answer.status_code == 422
    assert "&lt;lonely&gt;</textarea>" in answer.text
    assert re.search(r'id="f-finds-error">.*No word was typed here', answer.text, re.DOTALL)


def test_of_two_editors_the_second_is_told(hub: Hub, marketer: httpx2.Client) -> None:
    hub.synonyms.change(OPERATOR, "", SSO)
    mine = marketer.get(f"/synonyms/edit?rule={rule_key(SSO)}")
    hub.synonyms.change(OPERATOR, rule_key(SSO), None)
    answer = marketer.post("/synonyms/edit", data=form(mine) | typed(words="sso, my own words"))
    assert answer.status_code == 409
    assert "somebody else" in answer.text
    assert "sso, my own words</textarea>" in answer.text


def test_a_rule_is_removed(hub: Hub, marketer: httpx2.Client) -> None:
    hub.synonyms.change(OPERATOR, "", SSO)
    listed = marketer.get("/synonyms")
    (address,) = re.findall(r'href="(/synonyms/remove\?rule=\w+)"', listed.text)
    asked = marketer.get(address)
    assert "what reps would find without it" in asked.text
    done = marketer.post("/synonyms/remove", data=form(asked))
    assert done.headers["location"] == "/synonyms?done=removed"
    assert hub.synonyms.get().rules == ()
    assert marketer.get(address).status_code == 404


def test_rules_are_found_by_a_word(hub: Hub, marketer: httpx2.Client) -> None:
    hub.synonyms.change(OPERATOR, "", SSO)
    hub.synonyms.change(OPERATOR, "", SynonymRule(language="es", words=("preció",), finds=("x",)))
    assert "single sign-on" in marketer.get("/synonyms?words=SSO").text
    assert "single sign-on" not in marketer.get("/synonyms?words=PRECIO").text
    assert "preció" in marketer.get("/synonyms?words=PRECIO").text
    assert "single sign-on" not in marketer.get("/synonyms?language=es").text
    assert "No rule holds this word" in marketer.get("/synonyms?words=nowhere").text


def test_nobody_else_may(browser: httpx2.Client) -> None:
    assert browser.get("/synonyms").status_code == 303
    assert browser.post("/synonyms/remove", data={"rule": "x"}).status_code == 303
