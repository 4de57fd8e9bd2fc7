"""The synonyms: replaced whole, counted, written down, and given to every laptop."""

import threading
from collections.abc import Callable

from sqlalchemy import select

from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.hub import Hub
from enablement.hub.models import audit_log
from enablement.hub.shared_objects import read_shared
from enablement.sync.policies import SynonymPolicy, SynonymRule
from enablement.sync.protocol import EntryKind, Root, Shard, sha256, shard_of, split_stream

SSO = SynonymRule(language="en", words=("sso", "single sign-on"))
REBATE = SynonymRule(language="en", words=("rebate",), finds=("discount",))


def policy(*rules: SynonymRule) -> SynonymPolicy:
    return SynonymPolicy(rules=rules)


def root_of(hub: Hub, device: Device) -> Root:
    return Root.model_validate_json(hub.delivery.root(device).signed)


def delivered(hub: Hub, device: Device) -> tuple[int, bytes] | None:
    """The revision and bytes of the synonyms that a laptop is told of."""
    digest = root_of(hub, device).shards[shard_of("policy", "synonyms")]
    shard = Shard.model_validate_json(hub.delivery.shard(device, digest) or b"")
    for entry in shard.entries:
        if (entry.kind, entry.id) == (EntryKind.POLICY, "synonyms"):
            data = hub.delivery.object(device, entry.hash)
            assert data is not None
            assert sha256(data) == entry.hash
            ((header, streamed),) = split_stream(hub.delivery.stream(device, [entry.hash]))
            assert (header.size, streamed) == (len(data), data)
            return entry.revision, data
    return None


def test_what_is_set_is_told_to_every_laptop(
    hub: Hub, device: Device, enroll: Callable[..., str]
) -> None:
    assert delivered(hub, device) is None
    report = hub.synonyms.replace(policy(SSO))
    assert (report.added, report.removed, report.generation) == ((SSO,), (), 1)
    assert root_of(hub, device).generation == 1
    assert delivered(hub, device) == (1, policy(SSO).to_bytes())
    other = hub.devices.recognise(enroll("Bea", team="enterprise", languages=("es",)))
    assert delivered(hub, other) == delivered(hub, device)


def test_setting_says_what_is_new_and_gone(hub: Hub, device: Device) -> None:
    hub.synonyms.replace(policy(SSO))
    report = hub.synonyms.replace(policy(REBATE))
    assert (report.added, report.removed, report.unchanged) == ((REBATE,), (SSO,), 0)
    assert delivered(hub, device) == (2, policy(REBATE).to_bytes())
    assert hub.synonyms.replace(policy()).removed == (REBATE,)
    assert delivered(hub, device) is None
    hub.synonyms.replace(policy(SSO, REBATE))
    assert delivered(hub, device) == (4, policy(SSO, REBATE).to_bytes())


def test_the_same_again_changes_nothing(hub: Hub, database: Database) -> None:
    hub.synonyms.replace(policy(SSO, REBATE))
    again = hub.synonyms.replace(policy(REBATE, SSO))
    assert (again.added, again.removed, again.unchanged, again.generation) == ((), (), 2, 1)
    with database.reading() as connection:
        assert read_shared(connection)[EntryKind.POLICY, "synonyms"].revision == 1


def test_a_dry_run_says_it_and_changes_nothing(hub: Hub, database: Database) -> None:
    report = hub.synonyms.replace(policy(SSO), dry_run=True)
    assert (report.added, report.dry_run, report.generation) == ((SSO,), True, 0)
    assert hub.synonyms.get() == policy()
    with database.reading() as connection:
        assert (EntryKind.POLICY, "synonyms") not in read_shared(connection)


def test_what_was_there_can_be_read_in_the_audit_log(hub: Hub, database: Database) -> None:
    hub.synonyms.replace(policy(SSO))
    hub.synonyms.replace(policy())
    query = select(audit_log.c.details).where(audit_log.c.action == "synonyms")
    with database.reading() as connection:
        first, second = connection.scalars(query.order_by(audit_log.c.id))
    assert first["added"] == second["removed"] == [SSO.model_dump(mode="json")]


def test_two_at_once_wait_for_each_other(hub: Hub, reopen: Callable[[], Hub]) -> None:
    hubs = [hub, reopen()]
    rules = [SynonymRule(language="en", words=("a", str(number))) for number in range(20)]

    def set_half(part: int) -> None:
        for rule in rules[part::2]:
            hubs[part].synonyms.replace(policy(rule))

    threads = [threading.Thread(target=set_half, args=(part,)) for part in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hub.status().generation == 20
    assert len(hub.synonyms.get().rules) == 1
