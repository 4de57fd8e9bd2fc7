"""Publishing a folder of cards: read, checked, compared, and written in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.cards.origin import source_name
from enablement.clock import Clock
from enablement.errors import ContentError, HubMissingError
from enablement.hub import audit
from enablement.hub.access.members import OPERATOR, Member
from enablement.hub.audiences import budgets
from enablement.hub.database import Database
from enablement.hub.evidence import renew_evidence
from enablement.hub.identity import HubIdentity, read_identity, write_generation
from enablement.hub.inbox.gap_closing import close_gaps
from enablement.hub.models import NAME, devices
from enablement.hub.publications.changes import tell_changes
from enablement.hub.publications.conflicts import check_conflicts, check_recalled
from enablement.hub.publications.dates import KeptDate, keep_dates
from enablement.hub.publications.reading import Publication
from enablement.hub.publications.report import PublishReport
from enablement.hub.publications.rewriting import find_rewritten, rewrite
from enablement.hub.shelf import CardState, Recipient, ShelfCard, read_shelf
from enablement.hub.shelving import write_shelf
from enablement.translation import n_

MASS_RETIREMENT_CARDS = 20
"""Fewer cards than this may go at once without a word that it is meant; laptops hold to the same."""


@dataclass(frozen=True)
class Asked:
    """How a folder is to be published.

    `source` is the name under which it is, `named` what it is called to whoever publishes it.
    `retire_most` is marketing's word that laptops may lose most of their cards, `overwrite` the word
    that what was done on the pages since, recalls too, may be undone.
    """

    source: str | None = None
    named: str = ""
    dry_run: bool = False
    retire_most: bool = False
    overwrite: bool = False


def lay_over(
    shelf: Mapping[str, ShelfCard], arriving: Mapping[str, Card], source: str
) -> dict[str, ShelfCard]:
    """The shelf as a publication leaves it: what arrives published, what is gone from it retired."""
    after = dict(shelf)
    for card_id, held in shelf.items():
        gone = held.source == source and card_id not in arriving
        if gone and held.state is CardState.PUBLISHED:
            after[card_id] = replace(held, state=CardState.RETIRED)
    for card_id, card in arriving.items():
        after[card_id] = shelved(card, shelf.get(card_id), source)
    return after


def shelved(card: Card, held: ShelfCard | None, source: str) -> ShelfCard:
    """The card as it stands on the shelf once it is published: anew only when it says anything new."""
    if held is not None and held.content_hash == card.content_hash:
        return replace(held, state=CardState.PUBLISHED, source=source)
    return ShelfCard(
        card_id=card.id,
        state=CardState.PUBLISHED,
        source=source,
        revision=held.revision + 1 if held else 1,
        content_hash=card.content_hash,
        title=card.title,
        language=card.language,
        teams=card.audience.teams,
        regions=card.audience.regions,
        attachments=tuple(sorted(set(card.attachments.values()))),
    )


def compare(
    before: Mapping[str, ShelfCard], after: Mapping[str, ShelfCard], arriving: Iterable[str]
) -> PublishReport:
    """Say what differs between two shelves, for the cards that arrived and those that went."""
    lists: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": [], "moved": []}
    for card_id in sorted(arriving):
        held, now = before.get(card_id), after[card_id]
        if held is None or held.state is not CardState.PUBLISHED:
            lists["added"].append(card_id)
        else:
            same = held.revision == now.revision
            lists["unchanged" if same else "changed"].append(card_id)
        if held is not None and held.source != now.source:
            lists["moved"].append(card_id)
    went = [
        card_id
        for card_id, now in after.items()
        if now.state is CardState.RETIRED and before[card_id].state is CardState.PUBLISHED
    ]
    return PublishReport(
        added=tuple(lists["added"]),
        changed=tuple(lists["changed"]),
        retired=tuple(sorted(went)),
        unchanged=tuple(lists["unchanged"]),
        moved=tuple(lists["moved"]),
    )


def check_mass_retirement(
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    recipients: Iterable[Recipient],
) -> None:
    """Refuse to take most cards from the hub, or from any one audience, without a word for it.

    Laptops judge what they hold, so what counts is each audience's loss and not the hub's alone.
    """

    def published(shelf: Mapping[str, ShelfCard], whom: Recipient | None) -> set[str]:
        return {
            card_id
            for card_id, card in shelf.items()
            if (whom.receives(card) if whom else card.state is CardState.PUBLISHED)
        }

    for whom in (None, *recipients):
        held = published(before, whom)
        gone = held - published(after, whom)
        if len(gone) >= MASS_RETIREMENT_CARDS and 2 * len(gone) >= len(held):
            raise ContentError(
                n_("This would take {count} of {all} published cards from those who hold them."),
                mend=n_("Nothing was published. If it is meant, publish with --retire-most."),
                count=len(gone),
                all=len(held),
            )


class Publisher:
    """Brings folders of cards to the hub; two publications at once wait for each other."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def publish(
        self, folder: Path, asked: Asked | None = None, member: Member = OPERATOR
    ) -> PublishReport:
        """Publish a folder, all or nothing; cards it brought before and no longer has are retired.

        With the word that most cards may go, one goes out even when nothing else changed, for laptops
        that wait for it. Raises `ContentError`, or `HubConflictError` when it would undo what was
        done on the pages since.
        """
        asked = asked or Asked()
        publication = Publication.read(folder, asked.named)
        now = self._clock()
        opened = self._database.reading() if asked.dry_run else self._database.writing()
        with opened as connection:
            identity = read_identity(connection, lock=not asked.dry_run)
            name = _source(asked, publication, identity, folder)
            before = read_shelf(connection)
            after = lay_over(before, publication.cards, name)
            kept: tuple[KeptDate, ...] = ()
            if not asked.retire_most:
                check_mass_retirement(before, after, _recipients(connection))
            if not asked.overwrite:
                check_recalled(connection, publication.cards)
                publication, kept = keep_dates(
                    connection, identity.hub_id, before, after, publication
                )
                after = lay_over(before, publication.cards, name) if kept else after
                check_conflicts(connection, identity.hub_id, before, after, publication)
            report = _report(connection, now, before, after, publication)
            report = replace(
                report, kept_dates=kept, generation=identity.generation, dry_run=asked.dry_run
            )
            if asked.dry_run:
                return report
            report = self._write(connection, member, asked, publication, report, after)
        close_gaps(self._database, now)
        return report

    def _write(
        self,
        connection: Connection,
        member: Member,
        asked: Asked,
        publication: Publication,
        report: PublishReport,
        after: Mapping[str, ShelfCard],
    ) -> PublishReport:
        seen = bool(report.added or report.changed or report.retired or asked.retire_most)
        rewrite(connection, report.rewritten, after, publication.written)
        if not (seen or report.moved or report.rewritten):
            return report
        identity = read_identity(connection)
        generation = identity.generation + 1 if seen else identity.generation
        touched = {*report.added, *report.changed, *report.retired, *report.moved}
        write_shelf(
            connection,
            [after[card_id] for card_id in sorted(touched)],
            publication.cards,
            publication.images,
            generation,
            self._clock(),
            publication.written,
        )
        report = replace(report, generation=generation)
        details = report.as_counts() | ({"overwrite": True} if asked.overwrite else {})
        audit.record(connection, self._clock(), member.who, "publish", "", details)
        if seen:
            renew_evidence(connection, self._clock())
            mass_removal = generation if asked.retire_most else identity.mass_removal
            write_generation(connection, generation, mass_removal)
        return report

    def retire(self, card_id: str, member: Member = OPERATOR, reason: str = "") -> int:
        """Retire one card, which leaves the laptops at their next sync; the generation after it.

        Raises `HubMissingError` for a card that the hub does not have; retiring twice changes nothing.
        """
        with self._database.writing() as connection:
            identity = read_identity(connection, lock=True)
            held = read_shelf(connection).get(card_id)
            if held is None:
                raise HubMissingError(
                    n_("There is no card “{card}” on this hub."),
                    mend=n_("Check its id; it is the “id” in the card's file."),
                    card=card_id,
                )
            if held.state is CardState.RETIRED:
                return identity.generation
            generation = identity.generation + 1
            gone = replace(held, state=CardState.RETIRED)
            write_shelf(connection, [gone], {}, {}, generation, self._clock())
            details = {"reason": reason} if reason else {}
            audit.record(connection, self._clock(), member.who, "retire", card_id, details)
            renew_evidence(connection, self._clock())
            write_generation(connection, generation, identity.mass_removal)
            return generation


def _source(asked: Asked, publication: Publication, identity: HubIdentity, folder: Path) -> str:
    """The name a folder is published under: as asked, as it was exported from here, or its place."""
    exported = publication.origin.source if publication.origin.hub_id == identity.hub_id else ""
    return (asked.source or exported or source_name(folder))[:NAME]


def _report(
    connection: Connection,
    now: datetime,
    before: Mapping[str, ShelfCard],
    after: Mapping[str, ShelfCard],
    publication: Publication,
) -> PublishReport:
    found = compare(before, after, publication.cards)
    return replace(
        found,
        rewritten=find_rewritten(connection, before, after, publication.written),
        changes=tell_changes(connection, found, before, after, publication.cards),
        budgets=budgets.check(connection, now, after, publication.cards, before),
        warnings=publication.warnings,
    )


def _recipients(connection: Connection) -> set[Recipient]:
    query = select(devices.c.team, devices.c.region, devices.c.languages)
    rows = connection.execute(query.where(devices.c.revoked_at.is_(None)))
    return {Recipient.of(row.team, row.region, row.languages) for row in rows}
