"""A rule as a person types it: what is none is said beside the field."""

import pytest

from enablement.hub.synonym_file import MAX_RULES
from enablement.hub.synonym_rules import (
    RuleError,
    policy_version,
    read_rule,
    rule_key,
    sorted_policy,
)
from enablement.sync.policies import SynonymPolicy, SynonymRule


def test_words_stand_on_lines_or_between_commas() -> None:
    rule = read_rule("EN_us", " SSO,\nsingle   sign-on\n\nsso login ,", "ignored")
    assert rule == SynonymRule(language="en-us", words=("SSO", "single sign-on", "sso login"))
    assert read_rule("es", "precio", "coste, tarifa", one_way=True).finds == ("coste", "tarifa")


@pytest.mark.parametrize(
    ("language", "words", "finds", "field", "sentence"),
    [
        ("english please", "a, b", None, "language", "not a language code"),
        ("", "a, b", None, "language", "not a language code"),
        ("en", " , \n", None, "words", "No word was typed"),
        ("en", "SSO, sso", None, "words", "stands alone"),
        ("en", "a", "", "finds", "No word was typed"),
        ("en", "a, b", "B", "finds", "only the words themselves"),
        ("en", "a, --", None, "words", "is no word"),
        ("en", f"a, {'x' * 101}", None, "words", "longer than 100"),
        ("en", ",".join(f"w{n}" for n in range(51)), None, "words", "50 at most"),
    ],
)
def test_what_is_no_rule_is_said_beside_its_field(
    language: str, words: str, finds: str | None, field: str, sentence: str
) -> None:
    with pytest.raises(RuleError, match=sentence) as raised:
        read_rule(language, words, finds or "", one_way=finds is not None)
    assert raised.value.field == field
    assert raised.value.how_to_mend()


def test_a_key_changes_with_the_rule() -> None:
    one = SynonymRule(language="en", words=("a", "b"))
    assert rule_key(one) == rule_key(SynonymRule(language="en", words=("a", "b")))
    others = (
        SynonymRule(language="es", words=("a", "b")),
        SynonymRule(language="en", words=("a",), finds=("b",)),
    )
    assert len({rule_key(one), *map(rule_key, others)}) == 3
    assert policy_version(SynonymPolicy()) != policy_version(SynonymPolicy(rules=(one,)))


def test_there_are_not_too_many() -> None:
    rules = {SynonymRule(language="en", words=(f"a{n}", "b")) for n in range(MAX_RULES + 1)}
    with pytest.raises(RuleError, match="5000 at most"):
        sorted_policy(rules)
