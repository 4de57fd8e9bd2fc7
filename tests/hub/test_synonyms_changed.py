"""One rule changed at a time: who did it is kept, and of two who edit at once the second is told."""

import pytest
import sqlalchemy as sa

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log
from enablement.hub.synonym_rules import policy_version, rule_key
from enablement.sync.policies import SynonymPolicy, SynonymRule

ANA = Member("ana", "ana@example.com", "Ana", Role.MARKETER)
SSO = SynonymRule(language="en", words=("sso", "single sign-on"))
WIDER = SynonymRule(language="en", words=("sso", "single sign-on", "login"))
PRICE = SynonymRule(language="es", words=("precio",), finds=("coste",))


def test_rules_are_added_changed_and_removed(hub: Hub, database: Database) -> None:
    assert hub.synonyms.change(ANA, "", SSO).added == (SSO,)
    assert hub.synonyms.change(ANA, "", PRICE).generation == 2
    changed = hub.synonyms.change(ANA, rule_key(SSO), WIDER)
    assert (changed.added, changed.removed, changed.unchanged) == ((WIDER,), (SSO,), 1)
    assert hub.synonyms.change(ANA, rule_key(PRICE), None).removed == (PRICE,)
    assert hub.synonyms.get().rules == (WIDER,)
    query = sa.select(audit_log.c.who).where(audit_log.c.action == "synonyms")
    with database.reading() as connection:
        assert set(connection.scalars(query)) == {"ana@example.com"}


def test_of_two_who_change_a_rule_the_second_is_told(hub: Hub) -> None:
    hub.synonyms.change(ANA, "", SSO)
    hub.synonyms.change(ANA, rule_key(SSO), WIDER)
    with pytest.raises(HubConflictError, match="somebody else"):
        hub.synonyms.change(ANA, rule_key(SSO), None)
    assert hub.synonyms.get().rules == (WIDER,)


def test_a_rule_that_is_there_is_not_added_again(hub: Hub) -> None:
    hub.synonyms.change(ANA, "", SSO)
    with pytest.raises(HubInputError, match="such a rule already"):
        hub.synonyms.change(ANA, "", SSO)
    assert hub.synonyms.change(ANA, rule_key(SSO), SSO).generation == 1, "saved as it was"


def test_a_whole_table_may_name_the_one_that_it_replaces(hub: Hub) -> None:
    seen = policy_version(hub.synonyms.get())
    hub.synonyms.change(ANA, "", SSO)
    with pytest.raises(HubConflictError, match="Somebody else"):
        hub.synonyms.replace(SynonymPolicy(rules=(PRICE,)), member=ANA, version=seen)
    assert hub.synonyms.get().rules == (SSO,)
    now = policy_version(hub.synonyms.get())
    hub.synonyms.replace(SynonymPolicy(rules=(PRICE,)), member=ANA, version=now)
    assert hub.synonyms.get().rules == (PRICE,)


def test_a_dry_run_changes_nothing(hub: Hub) -> None:
    assert hub.synonyms.change(ANA, "", SSO, dry_run=True).added == (SSO,)
    assert hub.synonyms.get().rules == ()
