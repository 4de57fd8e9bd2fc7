"""The review: behind the sign-in, true to the logs, and safe to show whatever was written."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from enablement.hub.devices import Device
from enablement.hub.hub import Hub

WriteCard = Callable[..., Path]


def use(hub: Hub, device: Device, card_id: str, outcome: str = "worked", **more: str) -> None:
    number = hub.status().events + 1
    event = {
        "event_id": f"event-{number:04}", "device_seq": number, "kind": "usage",
        "occurred_at": "2026-11-23T18:00:00Z",
        "payload": {"card_id": card_id, "revision": 1, "outcome": outcome, **more},
    }  # fmt: skip
    hub.intake.take(device, json.dumps({"epoch": "", "events": [event]}).encode())


def text_of(page: httpx2.Response) -> str:
    """The words of a page, without its tags."""
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_it_needs_a_sign_in(browser: httpx2.Client) -> None:
    assert browser.get("/").headers["location"] == "/review"
    assert browser.get("/review").headers["location"] == "/sign-in?next=%2Freview"
    for address in ("/review/usage.json", "/review/log.json"):
        answer = browser.get(address)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_an_empty_hub_says_what_to_do_next(
    hub: Hub, marketer: httpx2.Client, folder: Path, write_card: WriteCard,
    enroll: Callable[..., str],
) -> None:  # fmt: skip
    assert "enablement hub publish" in text_of(marketer.get("/review"))
    write_card("price")
    hub.publish(folder)
    assert "enablement hub invite" in text_of(marketer.get("/review"))
    enroll()
    assert "when a rep has used a card" in text_of(marketer.get("/review"))
    assert marketer.get("/review/usage.json").json() == {"usage": []}


def test_usage_is_shown_by_card_and_revision(
    hub: Hub, marketer: httpx2.Client, device: Device, folder: Path, write_card: WriteCard
) -> None:
    write_card("price", title="It costs too much")
    hub.publish(folder)
    for outcome in ("worked", "worked", "worked", "neutral", "fell_flat"):
        use(hub, device, "price", outcome)
    use(hub, device, "later", "neutral", note="They laughed.", account="Albion", block="proof")
    words = text_of(marketer.get("/review"))
    assert "It costs too much price" in words
    assert "60% 23% to 88%" in words
    assert "later not on this hub" in words
    assert "not enough yet 1 of 5 logs" in words
    assert "They laughed. Albion midmarket emea" in words
    assert "Ana Ruiz" not in words
    assert "revision 1 · Proof" in words
    (price, later) = marketer.get("/review/usage.json").json()["usage"]
    assert (price["card"], price["worked"], price["n"], price["rate"]) == ("price", 3, 5, 0.6)
    assert (later["card"], later["neutral"], later["enough"]) == ("later", 1, False)


def test_the_buyers_words_and_the_stage_stand_in_the_log(
    hub: Hub, marketer: httpx2.Client, device: Device
) -> None:
    use(hub, device, "price", words="It is <b>dear</b>", note="Second call.", stage="Demo")
    use(hub, device, "later", words="Not now", stage="Close", account="Albion")
    words = text_of(marketer.get("/review"))
    assert "“It is &lt;b&gt;dear&lt;/b&gt;” Second call. Demo midmarket" in words
    assert "“Not now” Albion Close midmarket" in words
    found = marketer.get("/review/log.json?card=price").json()
    assert (found["page"], found["pages"], found["total"]) == (1, 1, 1)
    (row,) = found["log"]
    said = (row["words"], row["note"], row["stage"], row["outcome"])
    assert said == ("It is <b>dear</b>", "Second call.", "Demo", "worked")
    assert "Ana Ruiz" not in str(row)


def test_a_rate_is_never_shown_bare(
    hub: Hub, marketer: httpx2.Client, device: Device, folder: Path, write_card: WriteCard
) -> None:
    for number in range(4):
        use(hub, device, "price", "worked" if number else "neutral")
    words = text_of(marketer.get("/review"))
    assert "75%" not in words
    assert "not enough yet 4 of 5 logs" in words


def test_the_log_is_filtered_and_paged(hub: Hub, marketer: httpx2.Client, device: Device) -> None:
    for number in range(120):
        use(hub, device, "price" if number % 2 else "later", note=f"note {number:03}")
    first = text_of(marketer.get("/review"))
    assert "note 119" in first
    assert "note 069" not in first
    assert "Page 1 of 3" in first
    second = marketer.get("/review?card=price&page=2")
    assert "note 019" in text_of(second)
    assert "note 018" not in text_of(second)
    assert "Page 2 of 2" in text_of(second)
    assert 'href="/review?card=price&amp;page=1#log"' in second.text
    assert '<option value="price" selected>' in second.text
    for odd in (
        "page=-1",
        "page=x",
        "page=99999999999999999999",
        "cards=0",
        "cards=99",
        "card=%00",
    ):
        assert marketer.get(f"/review?{odd}").status_code == 200
    assert "There are no logs of this card." in text_of(marketer.get("/review?card=nothing"))


def test_many_cards_have_pages(hub: Hub, marketer: httpx2.Client, device: Device) -> None:
    for number in range(30):
        use(hub, device, f"card-{number:02}")
    assert 'href="/review?cards=2#cards"' in marketer.get("/review").text
    assert "Page 2 of 2" in text_of(marketer.get("/review?cards=2"))


@pytest.mark.parametrize("field", ["note", "account", "block", "card_id", "team", "title"])
def test_nothing_that_was_written_becomes_markup(
    hub: Hub, marketer: httpx2.Client, enroll: Callable[..., str], folder: Path,
    write_card: WriteCard, field: str,
) -> None:  # fmt: skip
    evil = "<script>alert('x')</script>"
    title = json.dumps(evil) if field == "title" else "Price"
    write_card("price", title=title)
    hub.publish(folder)
    device = hub.devices.recognise(enroll(team=evil if field == "team" else "midmarket"))
    card_id = evil if field == "card_id" else "price"
    more = {field: evil} if field in ("note", "account", "block") else {}
    for _ in range(5):
        use(hub, device, card_id, **more)
    page = marketer.get("/review").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<script" not in marketer.get("/review", params={"card": evil, "lang": "es"}).text


def test_a_refused_log_is_not_hidden(hub: Hub, marketer: httpx2.Client, device: Device) -> None:
    use(hub, device, "price", "splendid")
    assert "1 more log could not be read" in text_of(marketer.get("/review"))
