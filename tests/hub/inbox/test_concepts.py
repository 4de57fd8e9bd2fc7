"""What words stand for: stems, mended spelling, and synonyms that hold both ways, over languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.inbox.concepts import Concepts
from enablement.sync.policies import SynonymRule

RULES = [
    SynonymRule(language="en", words=("discount", "rebate", "descuento")),
    SynonymRule(language="en", words=("single sign-on", "SSO")),
    SynonymRule(language="en", words=("SSO", "one login")),
    SynonymRule(language="en", words=("GDPR",), finds=("privacy",)),
]
KNOWN = {
    "en": {"hospital": 3, "discount": 2, "alarms": 2, "integration": 4},
    "es": {"hospital": 1, "descuentos": 2, "integracion": 2},
}


@pytest.fixture
def concepts() -> Concepts:
    return Concepts(RULES, KNOWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Door alarms", "en"), ("an ALARM for the doors", "en")),
        (("Discounts for hospitals", "en"), ("hospital rebate", "en")),
        (("hospital discount", "en"), ("descuento hospital", "es")),
        (("hospital discount", "en"), ("hospitl discout", "en")),
        (("SSO", "en"), ("single-sign-on", "en")),
        (("single sign on", "en"), ("one login", "en")),
        (("SAP integration", "en"), ("integración con SAP", "es")),
        (("SAP integration", "es"), ("integración con SAP", "en")),
        (("el precio de la alarma", "en"), ("los precios de alarmas", "es")),
    ],
)
def test_two_ways_to_say_the_same(
    concepts: Concepts, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert set(concepts.of(*one)) == set(concepts.of(*other))


@pytest.mark.parametrize(
    ("one", "other"), [("door alarms", "fire alarms"), ("GDPR", "privacy"), ("store", "story")]
)
def test_two_things(concepts: Concepts, one: str, other: str) -> None:
    assert set(concepts.of(one, "en")) != set(concepts.of(other, "en"))


def test_stop_words_alone_stand_for_themselves(concepts: Concepts) -> None:
    assert concepts.of("it is of the", "en") == ("it", "is", "of", "the")
    assert concepts.of(" … ", "en") == ()


@given(st.text(max_size=60), st.sampled_from(["en", "es", "fr", "xx", ""]))
def test_any_text_has_a_meaning_or_no_words(text: str, language: str) -> None:
    meant = Concepts(RULES, KNOWN).of(text, language)
    assert len(set(meant)) == len(meant)
    assert Concepts(RULES, KNOWN).of(text, language) == meant
