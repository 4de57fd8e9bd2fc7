"""Deciding what a root asks for: pure functions of what is held and what the hub signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from enablement.errors import HubRefusedError, NotAHubError
from enablement.library.cards import HeldEntry
from enablement.library.enrolment import HeldEnrolment
from enablement.sync.protocol import PROTOCOL, EntryKind, Root, Shard
from enablement.translation import n_

MASS_REMOVAL_CARDS = 20
"""Fewer cards than this may go at once without the hub's word that it is meant."""

HELD_KINDS = frozenset(
    {
        EntryKind.CARD,
        EntryKind.ATTACHMENT,
        EntryKind.THREAD,
        EntryKind.POLICY,
        EntryKind.EVIDENCE,
    }
)
"""The kinds of entry whose objects this version fetches; others are noted and left."""


@dataclass(frozen=True)
class Plan:
    """What a root changes: all entries it names, the cards that differ, and what must be held.

    `held` are the entries that it was compared with.
    """

    held: tuple[HeldEntry, ...]
    entries: tuple[HeldEntry, ...]
    changed_cards: tuple[HeldEntry, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def hashes(self) -> set[str]:
        """Every object that the laptop must hold once the plan is applied."""
        return {entry.hash for entry in self.entries if entry.kind in HELD_KINDS}

    @property
    def threads(self) -> tuple[str, ...]:
        """The threads that are new or were written to."""
        before = {entry.hash for entry in self.held if entry.kind == EntryKind.THREAD}
        threads = (entry for entry in self.entries if entry.kind == EntryKind.THREAD)
        return tuple(sorted(entry.id for entry in threads if entry.hash not in before))


def check_root(root: Root, held: HeldEnrolment, now: datetime) -> None:
    """Refuse a root that is for another device or from the past.

    Raises `NotAHubError` for a root that cannot be this hub's word now.
    """
    mend = n_("Nothing was changed. Try again later, and tell marketing if it goes on.")
    if root.hub_id != held.hub_id or root.device != held.device:
        raise NotAHubError(
            n_("{url} answered for another hub or laptop."), mend=mend, url=held.hub_url
        )
    older = root.epoch == held.epoch and root.generation < held.generation
    if older or (held.last_issued and root.issued < held.last_issued):
        raise NotAHubError(
            n_("{url} answered with an older word than the one this laptop has."),
            mend=mend,
            url=held.hub_url,
        )
    if root.expires < now:
        raise NotAHubError(
            n_("The word of {url} was good until {expires}, which is past by this laptop’s clock."),
            mend=n_("Check the clock of this laptop, then try again."),
            url=held.hub_url,
            expires=root.expires.date(),
        )


def check_protocol(root: Root) -> None:
    """Refuse a root of a protocol that we do not speak: this program is too old or too new for it."""
    if root.protocol.min > PROTOCOL:
        raise HubRefusedError(
            n_("The hub no longer speaks this version’s language, so no new cards can come."),
            mend=n_("Update Enablement. Your logs are still sent."),
        )
    if root.protocol.max < PROTOCOL:
        raise HubRefusedError(
            n_("The hub is older than this program, so no new cards can come."),
            mend=n_("Ask marketing to update the hub. Your logs are still sent."),
        )


def shards_to_fetch(root: Root, held: HeldEnrolment) -> list[int]:
    """The numbers of the shards whose hash is not the one last applied; 64 is the device's own."""
    asked = [*root.shards, root.own]
    known = dict(enumerate(held.shards))
    return [number for number, digest in enumerate(asked) if known.get(number) != digest]


def plan_pull(
    held: Sequence[HeldEntry], cards: Mapping[str, str], fetched: Mapping[int, Shard]
) -> Plan:
    """Lay the fetched shards over the held entries.

    `cards` maps the id of each card on the shelf to its content hash. An entry of the device's own
    shard comes after the others and wins over one of the same name.
    """
    kept = [entry for entry in held if entry.shard not in fetched]
    arrived = [
        HeldEntry(entry.kind, entry.id, entry.revision, entry.hash, number)
        for number, shard in fetched.items()
        for entry in shard.entries
    ]
    ordered = sorted([*kept, *arrived], key=lambda entry: entry.shard)
    desired = {(entry.kind, entry.id): entry for entry in ordered}
    wanted = {entry.id: entry for entry in desired.values() if entry.kind == EntryKind.CARD}
    changed = [entry for entry in wanted.values() if cards.get(entry.id) != entry.hash]
    before = {entry.id: entry.revision for entry in held if entry.kind == EntryKind.CARD}
    renumbered = [
        entry
        for entry in wanted.values()
        if cards.get(entry.id) == entry.hash and before.get(entry.id) != entry.revision
    ]
    return Plan(
        held=tuple(held),
        entries=tuple(desired.values()),
        changed_cards=tuple(sorted([*changed, *renumbered], key=lambda entry: entry.id)),
        added=tuple(sorted(entry.id for entry in changed if entry.id not in cards)),
        removed=tuple(sorted(set(cards) - set(wanted))),
    )


def check_removal(plan: Plan, held_cards: int, root: Root, held: HeldEnrolment) -> None:
    """Refuse to lose most of the library unless the hub's signed word says that it is meant."""
    many = len(plan.removed) >= MASS_REMOVAL_CARDS and 2 * len(plan.removed) >= held_cards
    known = held.generation if root.epoch == held.epoch else 0
    if many and root.mass_removal <= known:
        raise HubRefusedError(
            n_(
                "The hub’s list would take {count} of {all} cards away, without saying it means to."
            ),
            mend=n_("Your cards stay. Marketing can confirm it by publishing with --retire-most."),
            count=len(plan.removed),
            all=held_cards,
        )
