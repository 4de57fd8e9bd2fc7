"""Whom a card is for: team, region and language, however they are written."""

import pytest

from enablement.hub.shelf import CardState, Recipient, ShelfCard, base_language


def card(
    teams: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
    language: str = "en",
    state: CardState = CardState.PUBLISHED,
) -> ShelfCard:
    return ShelfCard("a", state, "", 1, "0" * 64, "A", language, teams, regions, ())


@pytest.mark.parametrize(
    ("whom", "what", "receives"),
    [
        (("", "", ()), card(), True),
        (("", "", ()), card(teams=("midmarket",)), False),
        (("midmarket", "", ()), card(teams=("smb", "midmarket")), True),
        ((" MidMarket", "", ()), card(teams=("Midmarket ",)), True),
        (("smb", "", ()), card(teams=("midmarket",)), False),
        (("midmarket", "emea", ()), card(teams=("midmarket",), regions=("latam",)), False),
        (("", "emea", ()), card(regions=("EMEA",)), True),
        (("", "", ("es",)), card(language="es-mx"), True),
        (("", "", ("es-MX", "pt")), card(language="es"), True),
        (("", "", ("es",)), card(language="en"), False),
        (("", "", ("en",)), card(language="eng"), False),
        (("", "", ()), card(language="de"), True),
        (("", "", ()), card(state=CardState.RETIRED), False),
    ],
)
def test_who_receives_what(
    whom: tuple[str, str, tuple[str, ...]], what: ShelfCard, receives: bool
) -> None:
    assert Recipient.of(*whom).receives(what) is receives


def test_reps_who_hold_the_same_are_equal() -> None:
    one = Recipient.of("Midmarket", "EMEA", ("en-GB", "es"))
    assert one == Recipient.of("midmarket ", "emea", ("es-mx", "en"))
    assert one != Recipient.of("midmarket", "emea", ("en",))


def test_the_language_of_a_code() -> None:
    assert [base_language(code) for code in ("es_MX", " EN ", "zh-hant-tw")] == ["es", "en", "zh"]
