"""The review's pages: behind the sign-in, true to the logs, and safe to show whatever was written."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from enablement.hub.devices import Device
from enablement.hub.hub import Hub

WriteCard = Callable[..., Path]
Use = Callable[..., None]

PAGES = (
    "/review", "/review/figures", "/review/figures?by=team", "/review/card?card=price",
    "/review/revisions", "/review/words", "/review/unused", "/review/log",
)  # fmt: skip

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
def use(hub: Hub, enroll: Callable[..., str]) -> Use:
    """Log a card, in turn as three reps of a team; or as one of them alone."""
    reps: dict[tuple[str, str], Device] = {}
    sent = [0]

    def send(
        card_id: str, *outcomes: str, team: str = "midmarket", rep: str = "", **more: Any
    ) -> None:
        for place, outcome in enumerate(outcomes or ("worked",)):
            name = rep or ("Ana Ruiz", "Bea Sanz", "Cleo Paz")[place % 3]
            if (team, name) not in reps:
                token = enroll(f"{name} {team}", team=team, region="emea")
                reps[team, name] = hub.devices.recognise(token)
            sent[0] += 1
            payload = {"card_id": card_id, "revision": 1, "outcome": outcome, **more}
            event = {
                "event_id": f"event-{sent[0]:04}", "device_seq": sent[0], "kind": "usage",
                "occurred_at": "2026-11-23T18:00:00Z", "payload": payload,
            }  # fmt: skip
            body = json.dumps({"epoch": "", "events": [event]}).encode()
            hub.intake.take(reps[team, name], body)

    return send


def text_of(page: httpx2.Response) -> str:
    """The words of a page, without its tags."""
    assert page.status_code == 200, page.text
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_it_needs_a_sign_in(browser: httpx2.Client) -> None:
    assert browser.get("/").headers["location"] == "/review"
    assert browser.get("/review").headers["location"] == "/sign-in?next=%2Freview"
    for address in (*PAGES, "/review/plot.svg", "/review/log.csv", "/review/figures.parquet"):
        answer = browser.get(address)
        assert (answer.status_code, answer.headers["location"][:9]) == (303, "/sign-in?")


def test_an_empty_hub_says_what_to_do_next(
    hub: Hub, marketer: httpx2.Client, folder: Path, write_card: WriteCard,
    enroll: Callable[..., str],
) -> None:  # fmt: skip
    assert "enablement hub publish" in text_of(marketer.get("/review"))
    write_card("price")
    hub.publisher.publish(folder)
    assert "enablement hub invite" in text_of(marketer.get("/review"))
    enroll()
    assert "when a rep has used a card" in text_of(marketer.get("/review"))
    for page in PAGES:
        assert marketer.get(page).status_code == 200


def test_usage_is_shown_by_card_and_revision(
    hub: Hub, marketer: httpx2.Client, use: Use, folder: Path, write_card: WriteCard
) -> None:
    write_card("price", title="It costs too much")
    hub.publisher.publish(folder)
    use("price", "worked", "worked", "worked", "neutral", "fell_flat")
    use("later", "neutral", "neutral", "worked", "worked")
    use("secret", "worked", "worked", rep="Ana Ruiz")
    words = text_of(marketer.get("/review/figures"))
    assert "It costs too much price 5" in words
    assert "60% 23% to 88%" in words
    assert "later not on this hub 4" in words
    assert "not enough yet 4 of 5 logs" in words
    assert "50%" not in words
    assert "secret" not in words
    assert "1 group is hidden" in words
    assert "worked in 60% (23% to 88%) of 5 logs" in text_of(marketer.get("/review"))
    for page in PAGES:
        assert "Ana Ruiz" not in marketer.get(page).text


def test_the_buyers_words_and_the_stage_stand_in_the_log(
    hub: Hub, marketer: httpx2.Client, use: Use
) -> None:
    use("price", words="It is <b>dear</b>", note="Second call.", stage="Demo")
    use("later", words="Not now", stage="Close", account="Albion", block="proof")
    words = text_of(marketer.get("/review/log"))
    assert "“It is &lt;b&gt;dear&lt;/b&gt;” Second call. Demo" in words
    assert "“Not now” Albion Close" in words
    assert "revision 1 · Proof" in words
    assert "“Not now”" not in text_of(marketer.get("/review/log?card=price"))
    assert "“Not now”" not in text_of(marketer.get("/review/log?stage=Demo"))


def test_a_team_is_named_beside_a_log_when_it_has_reps_enough(
    hub: Hub, marketer: httpx2.Client, use: Use
) -> None:
    use("price", "worked", "worked", team="start-ups")
    assert "start-ups" not in marketer.get("/review/log").text
    use("price", "worked", "worked", "worked", team="start-ups")
    assert "start-ups" in marketer.get("/review/log").text


def test_the_log_is_read_page_by_page(hub: Hub, marketer: httpx2.Client, use: Use) -> None:
    for number in range(60):
        use("price" if number % 2 else "later", rep="Ana Ruiz", note=f"note {number:03}")
    first = marketer.get("/review/log")
    assert "note 059" in text_of(first)
    assert "note 009" not in text_of(first)
    (after,) = re.findall(r'rel="next" href="(/review/log\?after=[^"]+)"', first.text)
    second = text_of(marketer.get(after))
    assert ("note 009" in second, "note 010" in second) == (True, False)


def test_what_a_form_left_empty_is_left_out_of_the_address(marketer: httpx2.Client) -> None:
    answer = marketer.get("/review/figures?weeks=4&since=&by=team&who=")
    assert answer.headers["location"] == "/review/figures?weeks=4&by=team"


@pytest.mark.parametrize("page", ["/review", "/review/figures", "/review/log", "/review/words"])
def test_a_view_that_means_nothing_comes_back_as_it_was_typed(
    marketer: httpx2.Client, page: str
) -> None:
    answer = marketer.get(f"{page}?since=yesterday&stage=Demo")
    assert answer.status_code == 422
    assert "“yesterday” is not a day." in answer.text
    assert 'value="yesterday"' in answer.text
    refused = marketer.get(f"{page}?who=team:unheard-of")
    assert (refused.status_code, "one or two reps" in refused.text) == (422, True)


def test_odd_addresses_are_pages(marketer: httpx2.Client) -> None:
    for odd in (
        "page=-1",
        "page=x",
        "page=99999999999999999999",
        "by=rep",
        "card=%00",
        "after=%00",
    ):
        assert marketer.get(f"/review/figures?{odd}").status_code < 500
        assert marketer.get(f"/review/log?{odd}").status_code < 500
    assert marketer.get("/review/plot.svg?plot=pie").status_code == 404
    assert marketer.get("/review/log.exe").status_code in {404, 422}


def test_many_cards_have_pages(hub: Hub, marketer: httpx2.Client, use: Use) -> None:
    for number in range(30):
        use(f"card-{number:02}", "worked", "neutral", "worked")
    first = marketer.get("/review/figures?sort=worked")
    assert "Page 1 of 2" in text_of(first)
    assert 'href="/review/figures?sort=worked&amp;page=2#figures"' in first.text
    assert "Page 2 of 2" in text_of(marketer.get("/review/figures?page=2"))


@pytest.mark.parametrize("field", ["note", "account", "block", "card_id", "team", "title", "words"])
def test_nothing_that_was_written_becomes_markup(
    hub: Hub, marketer: httpx2.Client, use: Use, folder: Path, write_card: WriteCard, field: str
) -> None:
    evil = "<script>alert('x')</script>"
    write_card("price", title=json.dumps(evil) if field == "title" else "Price")
    hub.publisher.publish(folder)
    card_id = evil if field == "card_id" else "price"
    more = {field: evil} if field in ("note", "account", "block", "team", "words") else {}
    use(card_id, *["worked"] * 6, **more)
    seen = ""
    for page in (*PAGES, f"/review/card?card={card_id}", "/review/figures?by=block"):
        text = marketer.get(page).text
        assert "<script>" not in text
        seen += text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in seen
    if field in ("title", "card_id"):
        plot = marketer.get("/review/plot.svg?plot=shares&by=card")
        assert (plot.status_code, "<script>" in plot.text) == (200, False)


def test_a_refused_log_is_not_hidden(hub: Hub, marketer: httpx2.Client, use: Use) -> None:
    use("price", "worked", "splendid")
    assert "1 more log could not be read" in text_of(marketer.get("/review"))


def test_plots_come_in_both_widths_with_their_words(
    hub: Hub, marketer: httpx2.Client, use: Use
) -> None:
    use("price", *["worked"] * 6)
    page = marketer.get("/review/figures").text
    sources = re.findall(r'<(?:source srcset|img src)="([^"]+)"', page)
    shown = [source.replace("&amp;", "&") for source in sources if "plot.svg" in source]
    assert len(shown) == 2
    assert re.search(r'<img src="[^"]+plot.svg[^"]+" alt="[^"]{20,}"', page)
    for address in shown:
        answer = marketer.get(address)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert ">price" in answer.text


def test_figures_and_log_can_be_taken_away(hub: Hub, marketer: httpx2.Client, use: Use) -> None:
    use("price", *["worked"] * 6, words="=1+1")
    use("secret", rep="Ana Ruiz")
    figures = marketer.get("/review/figures.csv?by=card")
    assert figures.headers["content-type"] == "text/csv; charset=utf-8"
    assert figures.headers["content-disposition"] == 'attachment; filename="by-card.csv"'
    lines = figures.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "group,name,n,worked,neutral,fell_flat,rate,low,high"
    assert [line.split(",")[:3] for line in lines[1:]] == [["price", "price", "6"]]
    log = marketer.get("/review/log.csv?card=price").content.decode("utf-8-sig")
    assert log.count("'=1+1") == 6
    assert "Ana" not in log
    for name in ("figures", "revisions", "log"):
        answer = marketer.get(f"/review/{name}.parquet")
        assert (answer.status_code, answer.content[:4], answer.content[-4:]) == (
            200, b"PAR1", b"PAR1",
        )  # fmt: skip
    assert marketer.get("/review/log.csv?who=team:unheard-of").status_code == 422
    assert marketer.get("/review/revisions.csv").text.count("\n") == 1
    by_revision = marketer.get("/review/figures.csv?by=revision").text
    assert by_revision.splitlines()[1].startswith("price,price,1,6,6")
