"""Publishing a folder of cards: read, checked, compared, and written in one transaction."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from enablement.cards.checker import CheckReport, check_folder
from enablement.cards.findings import Severity
from enablement.cards.model import Card
from enablement.clock import Clock
from enablement.errors import ContentError, HubMissingError
from enablement.hub import audit
from enablement.hub.database import Database
from enablement.hub.evidence import renew_evidence
from enablement.hub.identity import HubIdentity, read_identity, write_generation
from enablement.hub.models import devices
from enablement.hub.shelf import CardState, Recipient, ShelfCard, read_shelf
from enablement.hub.shelving import write_shelf
from enablement.translation import n_

MASS_RETIREMENT_CARDS = 20
"""Fewer cards than this may go at once without a word that it is meant; laptops hold to the same."""

_FINDINGS_SHOWN = 5


@dataclass(frozen=True)
class PublishReport:
    """What a publication did, as ids; `moved` cards were published from another source before.

    `generation` is the hub's after it, and the same as before when nothing changed.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    generation: int = 0
    warnings: int = 0
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report as `hub publish --json` prints it."""
        names = ("added", "changed", "retired", "unchanged", "moved")
        lists = {name: list(getattr(self, name)) for name in names}
        return {
            **lists,
            "generation": self.generation,
            "warnings": self.warnings,
            "dry_run": self.dry_run,
        }


@dataclass(frozen=True)
class Publication:
    """A checked folder, ready to be published: its cards by id, and its images by their hash."""

    cards: dict[str, Card]
    images: dict[str, bytes] = field(repr=False)
    warnings: int = 0

    @classmethod
    def read(cls, folder: Path) -> "Publication":
        """Read and check a folder; `ContentError` when a card of it must not be published."""
        report = check_folder(folder)
        if not report.files:
            raise ContentError(
                n_("There are no card files in {folder}."),
                mend=n_("Nothing was published. Name the folder that holds the .md files."),
                folder=folder,
            )
        if errors := report.count(Severity.ERROR):
            raise ContentError(
                n_("Nothing was published. Errors in {folder}: {count}.\n{first}\n"),
                mend=n_("Correct them; “enablement check {folder}” lists them all."),
                folder=folder,
                count=errors,
                first=_first_errors(report),
            )
        return cls(
            cards={card.id: card for card in report.cards},
            images={name: data for file in report.files for name, data in file.images.items()},
            warnings=report.count(Severity.WARNING),
        )


def _first_errors(report: CheckReport) -> str:
    errors = [found for found in report.findings if found.severity is Severity.ERROR]
    lines = [f"{found.file}:{found.line}: {found.sentence}" for found in errors[:_FINDINGS_SHOWN]]
    return "\n".join(lines)


def source_name(folder: Path) -> str:
    """The name a folder publishes under when none is given: its own, and a mark of its place."""
    place = folder.resolve()
    mark = hashlib.sha256(str(place).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{place.name[:100]}-{mark}"


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
        after[card_id] = _shelved(card, shelf.get(card_id), source)
    return after


def _shelved(card: Card, held: ShelfCard | None, source: str) -> ShelfCard:
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
        self,
        folder: Path,
        *,
        source: str | None = None,
        dry_run: bool = False,
        retire_most: bool = False,
    ) -> PublishReport:
        """Publish a folder, all or nothing; cards it brought before and no longer has are retired.

        `retire_most` is marketing's word that laptops may lose most of their cards. It goes out
        even when nothing else changed, for laptops that wait for it. Raises `ContentError`.
        """
        publication = Publication.read(folder)
        name = (source or source_name(folder))[:200]
        opened = self._database.reading() if dry_run else self._database.writing()
        with opened as connection:
            identity = read_identity(connection, lock=not dry_run)
            before = read_shelf(connection)
            after = lay_over(before, publication.cards, name)
            if not retire_most:
                check_mass_retirement(before, after, _recipients(connection))
            report = replace(
                compare(before, after, publication.cards),
                generation=identity.generation,
                warnings=publication.warnings,
                dry_run=dry_run,
            )
            if dry_run:
                return report
            return self._write(connection, identity, publication, report, after, retire_most)

    def _write(
        self,
        connection: Connection,
        identity: HubIdentity,
        publication: Publication,
        report: PublishReport,
        after: Mapping[str, ShelfCard],
        retire_most: bool,
    ) -> PublishReport:
        seen = bool(report.added or report.changed or report.retired or retire_most)
        if not seen and not report.moved:
            return report
        generation = identity.generation + 1 if seen else identity.generation
        touched = {*report.added, *report.changed, *report.retired, *report.moved}
        write_shelf(
            connection,
            [after[card_id] for card_id in sorted(touched)],
            publication.cards,
            publication.images,
            generation,
            self._clock(),
        )
        report = replace(report, generation=generation)
        audit.record(connection, self._clock(), audit.COMMAND_LINE, "publish", "", report.as_json())
        if seen:
            renew_evidence(connection, self._clock())
            mass_removal = generation if retire_most else identity.mass_removal
            write_generation(connection, generation, mass_removal)
        return report

    def retire(self, card_id: str) -> int:
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
            audit.record(connection, self._clock(), audit.COMMAND_LINE, "retire", card_id)
            renew_evidence(connection, self._clock())
            write_generation(connection, generation, identity.mass_removal)
            return generation


def _recipients(connection: Connection) -> set[Recipient]:
    query = select(devices.c.team, devices.c.region, devices.c.languages)
    rows = connection.execute(query.where(devices.c.revoked_at.is_(None)))
    return {Recipient.of(row.team, row.region, row.languages) for row in rows}
