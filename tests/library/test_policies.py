"""What every search is told: read from what came, and noticed when it changes."""

import logging

import pytest

from enablement.library.cards import HeldEntry
from enablement.library.library import Library
from enablement.sync.policies import CardEvidence, Evidence, Recalls, SynonymPolicy, SynonymRule
from enablement.sync.protocol import sha256

SYNONYMS = SynonymPolicy(rules=(SynonymRule(language="en", words=("sso", "single sign-on")),))
EVIDENCE = Evidence(cards={"price": CardEvidence(revision=1, worked=4, neutral=1)})


def put(library: Library, *held: tuple[str, str, bytes], staged: bool = True) -> None:
    """Make the shelf hold these objects, by kind, id and bytes."""
    if staged:
        library.cards.stage({sha256(data): data for _kind, _id, data in held})
    entries = [HeldEntry(kind, name, 1, sha256(data), 0) for kind, name, data in held]
    with library.writing() as connection:
        library.cards.replace(connection, entries, [], [])


def test_without_any_there_are_none(library: Library) -> None:
    assert library.policies.synonyms() == SynonymPolicy()
    assert library.policies.evidence() == Evidence()
    assert library.policies.recalls() == Recalls()
    assert library.glance().policies == ""


def test_what_came_is_read_and_what_is_gone_is_gone(library: Library) -> None:
    synonyms = ("policy", "synonyms", SYNONYMS.to_bytes())
    put(library, synonyms, ("evidence", "usage", EVIDENCE.to_bytes()))
    assert library.policies.synonyms() == SYNONYMS
    assert library.policies.evidence() == EVIDENCE
    put(library, synonyms)
    assert library.policies.synonyms() == SYNONYMS
    assert library.policies.evidence() == Evidence()
    put(library)
    assert library.policies.synonyms() == SynonymPolicy()


def test_the_digest_changes_with_each_of_them_and_not_with_cards(library: Library) -> None:
    synonyms = ("policy", "synonyms", SYNONYMS.to_bytes())
    digests = [library.glance().policies]
    for held in (
        [synonyms],
        [synonyms, ("evidence", "usage", EVIDENCE.to_bytes())],
        [("policy", "synonyms", b'{"rules":[]}'), ("evidence", "usage", EVIDENCE.to_bytes())],
    ):
        put(library, *held)
        digests.append(library.glance().policies)
    assert len(set(digests)) == 4
    put(library, *held, ("attachment", "a", b"picture"))
    assert library.glance().policies == digests[-1]


def test_an_entry_that_an_older_version_only_noted_counts_once_it_has_come(
    library: Library,
) -> None:
    noted = ("policy", "synonyms", SYNONYMS.to_bytes())
    put(library, noted, staged=False)
    before = library.glance().policies
    assert library.policies.synonyms() == SynonymPolicy()
    put(library, noted)
    assert library.glance().policies != before


def test_what_this_version_cannot_read_is_left_out(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    put(library, ("policy", "synonyms", b'{"rules":[{"pattern":"*"}]}'))
    with caplog.at_level(logging.INFO):
        assert library.policies.synonyms() == SynonymPolicy()
    assert "needs a newer version" in caplog.text
