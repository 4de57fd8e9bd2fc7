"""Opening a card: everything around it in one look, and what may not be shown stays closed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from enablement.library.keys import LibraryKey
from enablement.library.library import Library
from enablement.sync.policies import CardEvidence, Evidence
from enablement.sync.protocol import Contradiction, EventResult, EventStatus, Question
from enablement.sync.threads import Fate, Side, Thread, ThreadKind, ThreadMessage
from enablement.ui.card.card_html import Look
from enablement.ui.card.opening import open_card
from enablement.ui.values import OpenCard

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "profile", LibraryKey.random(), lambda: NOW)
    yield opened
    opened.close()


def opened(library: Library, card_id: str = "too-expensive") -> OpenCard:
    card = open_card(library, card_id)
    assert card is not None
    return card


def thread(fate: Fate, kind: ThreadKind = ThreadKind.QUESTION, **fields: Any) -> Thread:
    said = (
        ThreadMessage(side=Side.REP, text="Is it 13?", at=NOW - timedelta(days=1)),
        ThreadMessage(side=Side.MARKETING, text="Yes.", at=NOW - timedelta(hours=2)),
    )
    messages = said[:1] if fate is Fate.RECEIVED else said
    named = {"card_id": "too-expensive", "revision": 1, "messages": messages, **fields}
    return Thread(thread_id="t1", kind=kind, fate=fate, **named)


def wrong(library: Library, revision: int = 1) -> str:
    said = Contradiction(
        card_id="too-expensive", revision=revision, text="Not here.", words="We pay 9"
    )
    return library.events.log_contradiction(said).event_id


def test_a_plain_card_is_its_page_and_no_more(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    card = opened(library)
    assert (card.evidence, card.change, card.threads, card.doubts) == (None, None, (), ())
    assert card.translations == (("es", "too-expensive-es"),)
    assert card.page.looks == (Look.PLAIN, Look.SAY, Look.PLAIN, Look.AVOID)
    assert card.page.blocks == ("", "say_this", "proof", "avoid")


def test_what_may_not_be_shown_is_not_opened(library: Library, deck: Any) -> None:
    today = NOW.date()
    expired = deck.expensive.model_copy(update={"expires": today})
    early = deck.freezer.model_copy(update={"valid_from": today + timedelta(days=1)})
    deck.put(library, (expired, early, deck.costoso.model_copy(update={"expires": today})))
    assert open_card(library, "too-expensive") is None
    assert open_card(library, "freezer-night") is None
    assert open_card(library, "unknown") is None


def test_an_expired_translation_is_not_offered(library: Library, deck: Any) -> None:
    deck.put(library, (deck.expensive, deck.costoso.model_copy(update={"expires": NOW.date()})))
    assert opened(library).translations == ()


def test_the_languages_go_round(library: Library, deck: Any) -> None:
    french = deck.costoso.model_copy(update={"id": "trop-cher", "language": "fr"})
    deck.put(library, (deck.expensive, deck.costoso, french))
    assert [opened(library, name).translations[0][0] for name in
            ("too-expensive", "too-expensive-es", "trop-cher")] == ["es", "fr", "en"]  # fmt: skip


def test_evidence_is_of_this_revision_alone(library: Library, deck: Any) -> None:
    evidence = CardEvidence(revision=2, worked=7, neutral=1)
    shared = {("evidence", "usage"): Evidence(cards={"too-expensive": evidence})}
    deck.sync_in(library, deck.all, shared, revision=1)
    assert opened(library).evidence is None
    deck.sync_in(library, deck.all, shared, revision=2)
    assert opened(library).evidence == evidence
    assert opened(library, "freezer-night").evidence is None


def test_a_change_is_told_above_the_card_until_it_was_seen(library: Library, deck: Any) -> None:
    deck.sync_in(library, deck.all, revision=3)
    newer = deck.expensive.model_copy(
        update={
            "body": deck.expensive.body.replace("13", "12"),
            "title": "It costs a lot",
            "verify_by": date(2998, 12, 31),
        }
    )
    deck.sync_in(library, (newer, *deck.all[1:]), revision=4)
    card = opened(library)
    assert card.page.looks[0] is Look.NEWS
    told = "Changed since revision 3: Say this, Title, how long it is verified"
    assert told in card.page.html
    assert card.change is not None
    library.changes.dismiss(["too-expensive"])
    card = opened(library)
    assert Look.NEWS not in card.page.looks
    assert card.change is not None, "it can still be asked for"


def test_a_new_card_has_nothing_to_compare(library: Library, deck: Any) -> None:
    deck.sync_in(library, deck.all[1:])
    deck.sync_in(library, deck.all)
    card = opened(library)
    assert card.change is not None
    assert Look.NEWS not in card.page.looks


def test_a_contradiction_warns_at_once(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    wrong(library)
    (doubt,) = opened(library).doubts
    assert "“We pay 9”. Marketing has not got it yet." in doubt
    assert doubt.startswith("You reported on 10 Jun that a buyer proved this wrong")
    assert opened(library).page.looks[0] is Look.DOUBT
    assert opened(library, "freezer-night").doubts == ()


def test_marketing_has_it_once_it_was_sent(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    event_id = wrong(library)
    library.events.take_batch("device")
    result = EventResult(event_id=event_id, status=EventStatus.ACCEPTED)
    library.events.acknowledge([result])
    assert opened(library).doubts[0].endswith("Marketing has it.")


def test_what_the_hub_refused_is_no_doubt(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    event_id = wrong(library)
    library.events.take_batch("device")
    library.events.acknowledge([EventResult(event_id=event_id, status=EventStatus.REJECTED)])
    assert opened(library).doubts == ()


def test_a_doubt_about_another_revision_is_settled_by_the_new_one(
    library: Library, deck: Any
) -> None:
    deck.put(library, deck.all, revision=2)
    wrong(library, revision=1)
    assert opened(library).doubts == ()


@pytest.mark.parametrize(
    ("fate", "doubts"),
    [(Fate.RECEIVED, 1), (Fate.ANSWERED, 0), (Fate.CHANGED, 0), (Fate.DECLINED, 0)],
)
def test_a_doubt_stands_until_marketing_has_dealt_with_it(
    library: Library, deck: Any, fate: Fate, doubts: int
) -> None:
    shared = {("thread", "t1"): thread(fate, ThreadKind.CONTRADICTION)}
    deck.sync_in(library, deck.all, shared)
    assert len(opened(library).doubts) == doubts


@pytest.mark.parametrize(
    ("fate", "fields", "said"),
    [
        (Fate.RECEIVED, {}, "marketing has it"),
        (Fate.ANSWERED, {}, "answered 2 h ago"),
        (Fate.CHANGED, {"changed_to": 5}, "changed in revision 5"),
        (Fate.DECLINED, {}, "declined 2 h ago"),
    ],
)
def test_a_thread_is_a_line_that_leads_to_it(
    library: Library, deck: Any, fate: Fate, fields: dict[str, Any], said: str
) -> None:
    deck.sync_in(library, deck.all, {("thread", "t1"): thread(fate, **fields)})
    card = opened(library)
    assert [one.thread_id for one in card.threads] == ["t1"]
    assert 'href="desk:thread/t1">You asked: “Is it 13?”' in card.page.html
    assert said in card.page.html
    assert opened(library, "freezer-night").threads == ()


def test_a_question_that_waits_is_told_too(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    asked = Question(card_id="too-expensive", revision=1, text="Is <b>it</b> 13?")
    library.events.log_question(asked)
    html = opened(library).page.html
    assert "You asked: “Is &lt;b&gt;it&lt;/b&gt; 13?”" in html
    assert "waits to be sent" in html


def test_dates_are_said_above_the_card(library: Library, deck: Any) -> None:
    leaving = deck.freezer.model_copy(update={"expires": NOW.date() + timedelta(days=5)})
    deck.put(library, (deck.cheaper, leaving))
    html = opened(library, "competitor-is-cheaper").page.html
    assert "Marketing has not confirmed this card since 1 Jan 2020." in html
    assert 'href="desk:ask"' in html
    assert "This card leaves your laptop in 5 days." in opened(library, "freezer-night").page.html


def test_a_card_that_leaves_tomorrow_or_late(library: Library, deck: Any) -> None:
    for days, said in ((1, "leaves your laptop tomorrow"), (15, "")):
        leaving = deck.freezer.model_copy(update={"expires": NOW.date() + timedelta(days=days)})
        deck.put(library, (leaving,))
        html = opened(library, "freezer-night").page.html
        assert (said or "leaves your laptop") in html if said else "leaves" not in html


def test_it_asks_the_library_few_questions(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    asked: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        opened(library)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert len([one for one in asked if one.lstrip().startswith("SELECT")]) <= 3
