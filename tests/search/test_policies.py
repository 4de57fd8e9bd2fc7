"""Policies are empty until the hub sends some."""

from enablement.search.policies import SearchPolicies


def test_without_policies_nothing_is_moved() -> None:
    policies = SearchPolicies()
    assert policies.synonyms.synonyms == ()
    assert policies.standings == {}
