"""Against a real hub: synonyms and evidence arrive with a sync, and what reps miss goes up."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import hub as hub_table
from enablement.hub.shared_objects import write_shared
from enablement.sync.policies import CardEvidence, SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind, Outcome, Request, Search

NewLaptop = Callable[..., Any]
SSO = SynonymRule(language="en", words=("sso", "single sign-on"))
POLICY = SynonymPolicy(rules=(SSO,))


def test_synonyms_arrive_without_any_card_and_are_taken_away_again(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    laptop = new_laptop()
    hub.synonyms.replace(POLICY)
    report = laptop.engine.sync()
    assert (report.generation, report.added, report.cards) == (1, (), 0)
    assert laptop.library.policies.synonyms() == POLICY
    arrived = laptop.library.glance().policies
    cards.write("price")
    hub.publish(cards.path)
    laptop.engine.sync()
    assert laptop.library.policies.synonyms() == POLICY
    assert laptop.library.glance().policies == arrived
    hub.synonyms.replace(SynonymPolicy())
    laptop.engine.sync()
    assert laptop.library.policies.synonyms() == SynonymPolicy()
    assert laptop.library.glance().policies != arrived
    assert laptop.library.cards.count() == 1


def test_a_restored_hub_takes_its_synonyms_back(
    hub: Hub, cards: Any, new_laptop: NewLaptop, tmp_path: Any
) -> None:
    cards.write("price")
    hub.publish(cards.path)
    hub.synonyms.replace(SynonymPolicy(rules=(SSO, SynonymRule(language="en", words=("a", "b")))))
    laptop = new_laptop()
    laptop.engine.sync()
    hub.synonyms.replace(POLICY)
    database = Database.at(tmp_path / "hub")
    with database.writing() as connection:  # as the backup was, before all of this
        write_shared(
            connection, EntryKind.POLICY, "synonyms", POLICY.to_bytes(), laptop.library.now()
        )
        connection.execute(update(hub_table).values(epoch="restored", generation=1))
    database.close()
    laptop.engine.sync()
    assert laptop.library.policies.synonyms() == POLICY
    held = laptop.library.enrolment.get()
    assert (held.epoch, held.generation) == ("restored", 1)


def test_a_policy_of_a_newer_hub_never_fails_a_sync(
    hub: Hub, cards: Any, new_laptop: NewLaptop, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    cards.write("price")
    database = Database.at(tmp_path / "hub")
    laptop = new_laptop()
    now = laptop.library.now()
    with database.writing() as connection:
        write_shared(connection, EntryKind.POLICY, "synonyms", b'{"rules":[{"regex":"."}]}', now)
        write_shared(connection, EntryKind.POLICY, "of-the-future", b"\x00\x01", now)
    database.close()
    hub.publish(cards.path)
    assert laptop.engine.sync().added == ("price",)
    with caplog.at_level(logging.INFO):
        assert laptop.library.policies.synonyms() == SynonymPolicy()
    assert "needs a newer version" in caplog.text


def test_evidence_arrives_and_hides_small_groups(
    hub: Hub, cards: Any, new_laptop: NewLaptop
) -> None:
    cards.write("price")
    cards.write("later")
    hub.publish(cards.path)
    laptops = [new_laptop(name) for name in ("Ana", "Bea", "Cleo")]
    for laptop in laptops:
        laptop.engine.sync()
        laptop.log("price")
        laptop.log("price", Outcome.FELL_FLAT)
        laptop.log("later")
        laptop.engine.sync()
    assert laptops[0].library.policies.evidence().cards == {}
    cards.write("new")
    hub.publish(cards.path)
    laptops[0].engine.sync()
    assert laptops[0].library.policies.evidence().cards == {
        "price": CardEvidence(revision=1, worked=3, fell_flat=3)
    }
    cards.write("price", text="Better.")
    hub.publish(cards.path)
    laptops[0].engine.sync()
    assert laptops[0].library.policies.evidence().cards == {}


def test_what_was_not_found_goes_up_once(hub: Hub, cards: Any, new_laptop: NewLaptop) -> None:
    cards.write("price")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.library.events.log_search(Search(text="door alarm", language="en"))
    taken_back = laptop.library.events.log_search(Search(text="a secret"))
    laptop.library.events.log_request(Request(text="Door  alarm", note="for a hospital"))
    assert laptop.library.events.remove(taken_back.event_id)
    report = laptop.engine.sync()
    assert (report.sent, report.rejected, report.waiting) == (2, 0, 0)
    laptop.engine.sync()
    ((gap,), _hidden) = hub.inbox.gaps.all()
    assert (gap.text, gap.requests, gap.searches) == ("Door alarm", 1, 1)
    assert gap.notes == ("for a hospital",)
