"""The account is guessed from the title and the addresses, or not at all."""

import pytest

from enablement.calendar.accounts import guess_account
from enablement.calendar.meeting import Person

OWN = "ana@norrvane.example"
TOM = Person("Tom Berg", "tom@larkhaven.example")
FREE = Person("Jonas Berg", "jonas@gmail.com")


@pytest.mark.parametrize(
    ("title", "people", "account"),
    [
        ("Renewal – Pennywhistle Foods", (), "Pennywhistle Foods"),
        ("Larkhaven: pilot review", (), "Larkhaven"),
        ("Call with Doughty Lane Bakeries", (), "Doughty Lane Bakeries"),
        ("Norrvane / Larkhaven", (TOM, Person("Ana", OWN)), "Larkhaven"),
        ("Visita a Comedores Albarán", (), "Comedores Albarán"),
        ("Precio y contrato – Mercados Tamarindo", (), "Mercados Tamarindo"),
        ("Security questions", (TOM,), "Larkhaven"),
        ("Price talk with Jonas", (FREE,), ""),
        ("Chat w/ Priya (Northgate Pharma)", (), "Northgate Pharma"),
        ("Q&A with the product team", (), ""),
        ("Parents evening – school", (), ""),
        ("Team stand-up", (), ""),
        ("1:1 with Marta", (TOM,), ""),
        ("Lunch – Larkhaven", (TOM,), ""),
        ("Sales forecast", (), ""),
        ("Review", (Person("", "a@sub.larkhaven.co.uk"),), "Larkhaven"),
        ("", (), ""),
    ],
)
def test_the_account(title: str, people: tuple[Person, ...], account: str) -> None:
    assert guess_account(title, people, OWN) == account


def test_without_an_organiser_no_address_tells_whose_it_is() -> None:
    assert guess_account("Security questions", (TOM,)) == ""
