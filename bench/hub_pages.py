"""Every page of the hub that a person can open, by the name of its picture."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx2

PAGES = {
    "review": "/review",
    "review_figures": "/review/figures",
    "review_card": "/review/card?card={card_id}",
    "review_revisions": "/review/revisions",
    "review_words": "/review/words",
    "review_unused": "/review/unused",
    "review_log": "/review/log",
    "cards": "/cards",
    "card": "/cards/{card_id}",
    "card_revision": "/cards/{card_id}/revisions/{number}",
    "card_translation": "/cards/{translation}/translation",
    "card_retire": "/cards/{card_id}/retire",
    "draft_new": "/drafts/new",
    "draft": "/drafts/{reviewed}",
    "draft_edit": "/drafts/{draft_id}/edit",
    "inbox": "/inbox",
    "thread": "/inbox/{thread_id}",
    "gaps": "/inbox/gaps",
    "gap": "/inbox/gaps/{key}",
    "coverage": "/coverage",
    "coverage_card": "/coverage/{card_id}",
    "coverage_recall": "/coverage/{card_id}/recall",
    "audiences": "/audiences",
    "audience": "/audiences/{audience_id}",
    "audience_new": "/audiences/new",
    "audience_edit": "/audiences/{audience_id}/edit",
    "synonyms": "/synonyms",
    "synonym_new": "/synonyms/edit",
    "synonym": "/synonyms/edit?rule={rule}",
    "synonym_remove": "/synonyms/remove?rule={rule}",
    "people": "/people",
    "people_invite": "/people/invite",
    "person": "/people/{person_id}",
    "audit": "/audit",
    "dead_letters": "/dead-letters",
    "account": "/account",
    "api": "/api",
    "sign_in": "/sign-in",
    "join": "/join",
    "missing": "/nowhere",
}
"""Paths in which places of a stage are named in braces."""

FOR_STRANGERS = frozenset({"sign_in", "join"})
"""Those for people who have not signed in."""

_ID = re.compile(r"(?<=/)(?:[0-9a-f-]{8,}|asked-\d+|\d+)(?=/|$)")
_FILE = re.compile(r"\.(csv|parquet|svg|jsonl?|css|js|otf|zip)$|^/card-images/|^/static/|^/v1/")


class _Links(HTMLParser):
    """Collects where a page leads by links and by forms that change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(given["href"] or "")
        if (
            tag == "form"
            and (given.get("method") or "get").lower() == "get"
            and given.get("action")
        ):
            self.found.append(given["action"] or "")


def shape(path: str, cards: frozenset[str]) -> str:
    """A path without what only names one thing, so that pages of one kind are one.

    `cards` are the ids that stand in addresses, since nothing else tells them from other words.
    """
    bare = _ID.sub("*", path.partition("?")[0])
    return "/".join("*" if part in cards else part for part in bare.split("/"))


def crawl(browser: httpx2.Client, begin: str, cards: frozenset[str]) -> Iterator[tuple[str, int]]:
    """One address of each kind of page that links lead to from a page on, with its status."""
    waiting, seen = [begin], {shape(begin, cards)}
    while waiting:
        address = waiting.pop()
        answer = browser.get(address)
        yield address, answer.status_code
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        links = _Links()
        links.feed(answer.text)
        for link in links.found:
            whole = urlsplit(urljoin(address, link))
            path = f"{whole.path}?{whole.query}" if whole.query else whole.path
            kind = shape(path, cards)
            if kind not in seen and not _FILE.search(whole.path):
                seen.add(kind)
                waiting.append(path)
