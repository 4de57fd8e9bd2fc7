"""The story of a hub, from its founding to its last sign-out: each chapter asserts what people read.

Told twice: with scripts on SQLite, and without any on PostgreSQL. The reps' laptops are real ones,
which sync over the network between the chapters' deeds.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser

from enablement.hub.hub import Hub
from enablement.hub.places import HubPlace
from enablement.hub.server import HubServer
from tests.hub.conftest import Engines, SetClock
from tests.hub.pages.story import cards, inbox, people, review, upkeep
from tests.hub.pages.story.company import ADMIN, ADMIN_PASSWORD, Company


@pytest.fixture
def ground(engines: Engines, engine: str, tmp_path: Path) -> Iterator[HubPlace]:
    """Where no hub is yet."""
    if engine == "sqlite":
        yield HubPlace.of(tmp_path / "hub")
    else:
        with engines.empty() as place:
            yield place


@pytest.fixture
def company(
    ground: HubPlace, engine: str, chromium: Browser, clock: SetClock, hasher: PasswordHasher,
    tmp_path: Path, stopping: list[threading.Thread],
) -> Iterator[Company]:  # fmt: skip
    """A hub that has just been founded, and is served."""
    hub, _password = Hub.create(
        ground, name="Field team", email=ADMIN, password=ADMIN_PASSWORD, clock=clock, hasher=hasher
    )
    server = HubServer(hub)
    server.start()
    company = Company(hub, server.url, clock, chromium, tmp_path, script=engine == "sqlite")
    yield company
    company.close()
    server.stop()
    hub.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"], ids=["script", "no-script"])
def test_the_story_of_a_hub(company: Company) -> None:
    for chapter in (
        people.the_founder_signs_in,
        people.marketing_joins,
        people.reps_enrol,
        people.an_audience_gets_its_budget,
        cards.a_card_is_written_with_a_picture,
        cards.it_comes_back_with_a_comment,
        cards.it_is_approved_and_published,
        cards.nobody_approves_what_they_wrote,
        inbox.the_field_speaks,
        inbox.two_questions_are_answered_as_one,
        inbox.one_of_them_is_taken_out_again,
        inbox.a_wish_is_declined_with_a_reason,
        inbox.a_contradiction_changes_the_card,
        inbox.the_missing_card_is_written,
        review.a_view_is_narrowed_and_sent,
        review.a_figure_leads_to_its_logs,
        review.the_figures_are_taken_away,
        upkeep.a_card_is_recalled,
        upkeep.words_are_made_to_mean_the_same,
        upkeep.the_log_says_who_did_what,
        upkeep.a_lost_laptop_is_shut_out_and_erased,
        upkeep.a_rep_leaves,
        upkeep.a_program_gets_a_token,
        upkeep.everybody_signs_out,
    ):
        chapter(company)
