"""Giving the cards back as the files they were published from, byte for byte."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from sqlalchemy import Connection, select

from enablement.cards.model import Card
from enablement.cards.origin import ORIGIN_FILE, FolderOrigin
from enablement.cards.packing import safe_path
from enablement.cards.writer import write_card
from enablement.errors import ContentError, HubConflictError, HubMissingError
from enablement.hub.bulk import portions
from enablement.hub.database import Database
from enablement.hub.drafting.publication import PAGES
from enablement.hub.identity import read_identity
from enablement.hub.models import cards, objects, revisions
from enablement.hub.shelf import CardState
from enablement.translation import n_

_AT_ONCE = 200


@dataclass(frozen=True)
class ExportedCard:
    """A published card as its file: where it lies, its text, and its images by their paths."""

    card_id: str
    source: str
    content_hash: str
    file_name: str
    text: str = field(repr=False)
    images: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """What an export gives: the cards, the hash of each image by its path, and the origin."""

    cards: tuple[ExportedCard, ...]
    images: Mapping[str, str]
    origin: FolderOrigin


class Exporter:
    """Reads the published cards as files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, source: str | None = None) -> Export:
        """The cards of a source, and those that began on the pages; of all sources unless told.

        Raises `HubMissingError` for a source that published nothing, `HubConflictError` when cards
        of two sources lie at the same path.
        """
        with self._database.reading() as connection:
            identity = read_identity(connection)
            rows = _published(connection)
            retired = _retired(connection)
        sources = {row["source"] for row in rows} | {known for known, _id, _name in retired}
        named = sorted(sources - {PAGES})
        if source is not None and source not in named:
            raise HubMissingError(
                n_("Nothing was published as “{source}”."),
                mend=n_("Published so far: {sources}."),
                source=source,
                sources=", ".join(named) or "–",
            )
        wanted = {source, PAGES} if source is not None else sources
        found = _placed([_exported(row) for row in rows if row["source"] in wanted])
        only = source or (named[0] if len(named) == 1 else "")
        hashes = {card.card_id: card.content_hash for card in found}
        gone = {card_id: name for known, card_id, name in retired if known in wanted and name}
        origin = FolderOrigin(identity.hub_id, only, hashes, gone)
        return Export(found, _image_files(found), origin)

    def files(self, export: Export) -> Iterator[tuple[str, bytes]]:
        """Every file of an export by its path, the origin's too; images a few at a time."""
        for card in export.cards:
            yield card.file_name, card.text.encode()
        wanted = export.images
        for portion in portions(sorted(wanted), _AT_ONCE):
            query = select(objects.c.hash, objects.c.data).where(
                objects.c.hash.in_({wanted[name] for name in portion})
            )
            with self._database.reading() as connection:
                data = {row.hash: row.data for row in connection.execute(query)}
            for name in portion:
                yield name, data[wanted[name]]
        yield ORIGIN_FILE, export.origin.to_bytes()


def _published(connection: Connection) -> Sequence[Mapping[str, Any]]:
    query = (
        select(
            cards.c.card_id, cards.c.source, revisions.c.content_hash, revisions.c.source_text,
            revisions.c.file_name, objects.c.data,
        )
        .join(
            revisions,
            (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision),
        )
        .join(objects, objects.c.hash == revisions.c.content_hash)
        .where(cards.c.state == CardState.PUBLISHED)
        .order_by(cards.c.card_id)
    )  # fmt: skip
    return [dict(row) for row in connection.execute(query).mappings()]


def _retired(connection: Connection) -> list[tuple[str, str, str]]:
    """Source, id and file of each retired card."""
    query = (
        select(cards.c.source, cards.c.card_id, revisions.c.file_name)
        .join(
            revisions,
            (revisions.c.card_id == cards.c.card_id) & (revisions.c.number == cards.c.revision),
        )
        .where(cards.c.state == CardState.RETIRED)
        .order_by(cards.c.card_id)
    )
    return [(row.source, row.card_id, row.file_name) for row in connection.execute(query)]


def _exported(row: Mapping[str, Any]) -> ExportedCard:
    card = Card.from_bytes(row["data"])
    return ExportedCard(
        card_id=card.id,
        source=row["source"],
        content_hash=row["content_hash"],
        file_name=row["file_name"] or f"{card.language}/{card.id}.md",
        text=row["source_text"] or write_card(card),
        images=card.attachments,
    )


def _placed(found: Iterable[ExportedCard]) -> tuple[ExportedCard, ...]:
    """The cards, each at a path of its own: those of the pages make room for those of folders."""
    taken: dict[str, ExportedCard] = {}
    for card in sorted(found, key=lambda one: (one.source == PAGES, one.card_id)):
        name = card.file_name
        if name in taken and card.source == PAGES:
            name = _free(name, taken)
        if name in taken:
            other = taken[name]
            raise HubConflictError(
                n_("Both “{card}” and “{other}” lie at {file}."),
                mend=n_("Export one of their sources with --source: {sources}."),
                card=card.card_id,
                other=other.card_id,
                file=name,
                sources=", ".join(sorted({card.source, other.source})),
            )
        taken[name] = ExportedCard(
            card.card_id, card.source, card.content_hash, name, card.text, card.images
        )
    return tuple(taken[name] for name in sorted(taken))


def _free(name: str, taken: Mapping[str, ExportedCard]) -> str:
    path, number = PurePosixPath(name), 2
    while (free := str(path.with_stem(f"{path.stem}-{number}"))) in taken:
        number += 1
    return free


def _image_files(found: Iterable[ExportedCard]) -> dict[str, str]:
    """The hash of each image by its path in the folder; one that leads out of it is no file."""
    files: dict[str, str] = {}
    owners: dict[str, str] = {}
    for card in found:
        for source, digest in card.images.items():
            path = posixpath.normpath(
                posixpath.join(posixpath.dirname(card.file_name), unquote(source))
            )
            try:
                safe_path(path)
            except ContentError:
                continue
            if files.setdefault(path, digest) != digest:
                raise HubConflictError(
                    n_("“{card}” and “{other}” show two images that lie at {file}."),
                    mend=n_("Give one of the images another name, and publish its card again."),
                    card=card.card_id,
                    other=owners[path],
                    file=path,
                )
            owners.setdefault(path, card.card_id)
    return files
