"""A hub of a large company, filled at once: people, laptops, cards of a few revisions, years of logs."""

from datetime import UTC, datetime

from argon2 import PasswordHasher
from sqlalchemy import Connection, insert

from bench.hub.asked import write_asked, write_rest
from bench.hub.logs import write_usage
from bench.hub.size import SPAN, Rep, Size, make_reps
from bench.made_cards import make_cards
from enablement.cards.model import Card
from enablement.hub.codes import hash_secret
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.identity import read_identity, write_generation
from enablement.hub.models import devices, people
from enablement.hub.places import HubPlace
from enablement.hub.review.counting import count_new
from enablement.hub.shelf import CardState, ShelfCard
from enablement.hub.shelving import write_shelf

ADMIN, PASSWORD = "admin@example.com", "a long password"
"""Who may see every page."""


def stock(place: HubPlace, size: Size) -> list[Rep]:
    """Make a hub of that size; its reps."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    hub, _password = Hub.create(place, name="Bench", email=ADMIN, password=PASSWORD, hasher=hasher)
    hub.close()
    reps, now = make_reps(size.reps), datetime.now(UTC)
    database = Database.at(place)
    try:
        with database.writing() as connection:
            _write_reps(connection, reps, now)
        numbers = _write_cards(database, size.cards, now)
        with database.writing() as connection:
            write_usage(connection, size.usage, reps, numbers, now)
        with database.writing() as connection:
            write_asked(connection, size, reps, list(numbers), now)
            write_rest(connection, reps, numbers, now)
        _tidy(place)
        count_new(database)
    finally:
        database.close()
    _tidy(place)
    return reps


def _write_reps(connection: Connection, reps: list[Rep], now: datetime) -> None:
    persons = [
        {
            "person_id": rep.person_id, "name": rep.name, "team": rep.team, "region": rep.region,
            "languages": [], "role": "rep", "password_hash": "", "created_at": now,
        }
        for rep in reps
    ]  # fmt: skip
    connection.execute(insert(people), persons)
    laptops = [
        {
            **rep.row(), "device": rep.device, "token_hash": hash_secret(rep.token),
            "device_name": "laptop", "languages": [], "enrolled_at": now - SPAN, "received": 0,
            "formers": [], "last_contact": now, "held_generation": 1,
        }
        for rep in reps
    ]  # fmt: skip
    connection.execute(insert(devices), laptops)


def _write_cards(database: Database, count: int, now: datetime) -> dict[str, int]:
    """The cards in one to four revisions, a publication each; how many each has."""
    made = {card.id: card for card in make_cards(count).cards}
    numbers = {card_id: 1 + place % 4 for place, card_id in enumerate(sorted(made))}
    for number in range(1, 5):
        touched = {
            card_id: card.model_copy(update={"body": f"{card.body}\n\nEdition {number}.\n"})
            for card_id, card in made.items()
            if numbers[card_id] >= number
        }
        with database.writing() as connection:
            identity = read_identity(connection, lock=True)
            shelf = [_shelved(card, number) for card in touched.values()]
            write_shelf(connection, shelf, touched, {}, number, now - SPAN / number)
            write_generation(connection, number, identity.mass_removal)
    return numbers


def _shelved(card: Card, number: int) -> ShelfCard:
    return ShelfCard(
        card_id=card.id, state=CardState.PUBLISHED, source="bench", revision=number,
        content_hash=card.content_hash, title=card.title, language=card.language,
        teams=card.audience.teams, regions=card.audience.regions, attachments=(),
    )  # fmt: skip


def _tidy(place: HubPlace) -> None:
    """What a database does by itself over time: it learns how its rows are spread."""
    engine = place.engine()
    try:
        with engine.connect() as connection:
            bare = connection.execution_options(isolation_level="AUTOCOMMIT")
            postgres = connection.dialect.name == "postgresql"
            bare.exec_driver_sql("VACUUM ANALYZE" if postgres else "ANALYZE")
    finally:
        engine.dispose()
