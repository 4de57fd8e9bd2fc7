"""What every search is told: canonical bytes, and room for what a newer hub adds."""

import pytest
from pydantic import ValidationError

from enablement.sync.policies import CardEvidence, Evidence, SynonymPolicy, SynonymRule

POLICY = SynonymPolicy(
    rules=(
        SynonymRule(language="en", words=("sso", "single sign-on")),
        SynonymRule(language="es", words=("rebaja",), finds=("descuento",)),
    )
)


def test_what_is_written_is_read() -> None:
    assert SynonymPolicy.from_bytes(POLICY.to_bytes()) == POLICY
    evidence = Evidence(cards={"price": CardEvidence(revision=2, worked=4, fell_flat=1)})
    assert Evidence.from_bytes(evidence.to_bytes()) == evidence
    assert evidence.cards["price"].n == 5


def test_an_empty_one_is_an_empty_object() -> None:
    assert SynonymPolicy().to_bytes() == Evidence().to_bytes() == b"{}"


def test_fields_of_a_newer_hub_are_ignored() -> None:
    newer = POLICY.to_bytes().replace(b'"language":"en"', b'"language":"en","weight":2')
    assert SynonymPolicy.from_bytes(newer[:-1] + b',"version":3}') == POLICY


@pytest.mark.parametrize("data", [b"", b"[]", b'{"rules":[{}]}', b'{"rules":"all"}', b"\xff"])
def test_what_cannot_be_read_is_said(data: bytes) -> None:
    with pytest.raises(ValidationError):
        SynonymPolicy.from_bytes(data)
