"""`enablement hub publish` and `export`: a folder of cards to a hub and back, here or by a token."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enablement.commands.group import AsJson, HubData, print_json
from enablement.commands.hub_data import opened_hub
from enablement.errors import ContentError, HubInputError
from enablement.translation import _, n_, ngettext

if TYPE_CHECKING:
    from enablement.sync.programs import HubPrograms

_SHOWN = 10

HubUrl = Annotated[
    str | None,
    typer.Option(
        "--hub",
        metavar="URL",
        help=_("The address of a running hub; ENABLEMENT_HUB_ADDRESS names one too."),
    ),
]
HubToken = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="ENABLEMENT_HUB_TOKEN",
        show_envvar=False,
        help=_("A token of that hub; ENABLEMENT_HUB_TOKEN holds one too."),
    ),
]
Source = Annotated[
    str | None,
    typer.Option(help=_("The name under which this folder is published; its path by default.")),
]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the hub's group."""
    group.command(help=_("Publish a folder of cards; what is gone from it is retired."))(publish)
    group.command(help=_("Write the published cards into a folder, as they were published."))(
        export
    )


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder of cards."))],
    data: HubData = None,
    hub: HubUrl = None,
    token: HubToken = None,
    source: Source = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would change, and change nothing."))
    ] = False,
    retire_most: Annotated[
        bool, typer.Option("--retire-most", help=_("Retiring most cards at once is meant."))
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help=_("Undoing what was done on the pages since is meant.")),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Publish, all or nothing."""
    words = {"dry_run": dry_run, "retire_most": retire_most, "overwrite": overwrite}
    if address := _remote(data, hub, token):
        report = _publish_to(address, token or "", folder, source, words)
    else:
        with opened_hub(data) as opened:
            report = opened.publish(folder, source=source, **words).as_json()
    if as_json:
        print_json(report)
        return
    _print_changes(report)
    for kept in report.get("kept_dates", ()):  # an older hub keeps none
        _print_kept(kept)
    for budget in report["budgets"]:
        _print_budget(budget)
    if report.get("kept_dates"):
        typer.echo(_("An export gives the folder these dates; --overwrite would set them back."))
    if dry_run:
        typer.echo(_("Nothing was changed: this was a dry run."))


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder to write into."))],
    data: HubData = None,
    hub: HubUrl = None,
    token: HubToken = None,
    source: Annotated[
        str | None,
        typer.Option(help=_("The cards of one source, and those of the pages; all by default.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the files that differ; others in the folder stay as they are."""
    from enablement.cards.origin import ORIGIN_FILE, FolderOrigin
    from enablement.cards.packing import lay_out

    if address := _remote(data, hub, token):
        files = _export_from(address, token or "", source)
    else:
        with opened_hub(data) as opened:
            files = dict(opened.exporter.files(opened.exporter.export(source)))
    origin = FolderOrigin.read(files.get(ORIGIN_FILE, b"{}"))
    written = [name for name in lay_out(files, folder) if name != ORIGIN_FILE]
    left = [name for name in sorted(set(origin.retired.values())) if _is_there(folder, name, files)]
    count = len(files) - (ORIGIN_FILE in files)
    if as_json:
        print_json({"files": count, "written": written, "retired_files": left})
        return
    said = ngettext(
        "{n} file, {written} written anew.", "{n} files, {written} written anew.", count
    )
    typer.echo(said.format(n=count, written=len(written)))
    for name in left:
        typer.echo(
            _("{file} is of a retired card: delete it, or publishing brings the card back.").format(
                file=name
            )
        )


def _remote(data: str | None, hub: str | None, token: str | None) -> str:
    """The address of the hub to ask; empty when it lies on this machine."""
    address = hub or ("" if data or not token else os.environ.get("ENABLEMENT_HUB_ADDRESS", ""))
    if address and not token:
        raise HubInputError(
            n_("The hub at {url} wants a token."),
            mend=n_("Make one under “Your account” on its pages, and give it with --token."),
            url=address,
        )
    return address


@contextmanager
def _asking(address: str, token: str) -> Iterator["HubPrograms"]:
    from enablement.sync.programs import HubPrograms

    programs = HubPrograms(address, token)
    try:
        yield programs
    finally:
        programs.close()


def _publish_to(
    address: str, token: str, folder: Path, source: str | None, words: Mapping[str, bool]
) -> dict[str, Any]:
    from enablement.cards.origin import FolderOrigin, source_name
    from enablement.cards.packing import packed_bytes

    packed = packed_bytes(_files_of(folder))
    name = source or FolderOrigin.of(folder).source or source_name(folder)
    with _asking(address, token) as programs:
        return programs.publish(packed, {"source": name, **words})


def _files_of(folder: Path) -> list[tuple[str, bytes]]:
    """The cards of a folder, the images that lie in it, and where it was exported from."""
    from enablement.cards.files import MAX_IMAGE_BYTES, card_files, image_type, walk_folder
    from enablement.cards.origin import ORIGIN_FILE

    wanted = list(card_files(folder))
    known = set(wanted)
    try:
        for path in walk_folder(folder):
            if path not in known and path.is_file() and path.stat().st_size <= MAX_IMAGE_BYTES:
                with path.open("rb") as file:
                    if image_type(file.read(16)):
                        wanted.append(path)
        if (folder / ORIGIN_FILE).is_file():
            wanted.append(folder / ORIGIN_FILE)
        return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in wanted]
    except OSError as error:
        raise ContentError(
            n_("The file {file} cannot be read: {reason}."),
            file=error.filename,
            reason=error.strerror,
        ) from error


def _export_from(address: str, token: str, source: str | None) -> dict[str, bytes]:
    from enablement.cards.packing import unpack

    with tempfile.TemporaryFile() as file, _asking(address, token) as programs:
        programs.export(source or "", file)
        file.seek(0)
        return dict(unpack(file))


def _is_there(folder: Path, name: str, files: Iterable[str]) -> bool:
    from enablement.cards.packing import safe_path

    return name not in files and (folder / safe_path(name)).is_file()


def _print_changes(report: Mapping[str, Any]) -> None:
    labels = {"added": _("new"), "changed": _("changed"), "retired": _("retired")}
    for change in report["changes"]:
        number = _("revision {n}").format(n=change["revision"])
        typer.echo(f"{labels[change['what']]}: {change['card_id']} ({number})")
        for line in change["differs"]:
            typer.echo(f"    {line}")
    for name, label in (
        ("moved", _("from another source")),
        ("rewritten", _("written differently, says the same")),
        ("unchanged", _("as before")),
    ):
        if ids := report[name]:
            typer.echo(f"{label}: {_listed(ids)}")
    typer.echo(
        _("{added} new, {changed} changed, {retired} retired, {same} as before.").format(
            added=len(report["added"]),
            changed=len(report["changed"]),
            retired=len(report["retired"]),
            same=len(report["unchanged"]),
        )
    )


def _print_kept(kept: Mapping[str, Any]) -> None:
    words = {"card": kept["card_id"], "day": kept["verify_by"], "file": kept["in_folder"]}
    if kept["in_folder"]:
        said = _(
            "{card} stays verified until {day}, as was said on the pages; its file says {file}."
        )
    else:
        said = _(
            "{card} stays verified until {day}, as was said on the pages; its file has no date."
        )
    typer.echo(said.format(**words))


def _listed(ids: list[str]) -> str:
    more = len(ids) - _SHOWN
    return ", ".join(ids[:_SHOWN]) + (_(" and {n} more").format(n=more) if more > 0 else "")


def _print_budget(budget: Mapping[str, Any]) -> None:
    for sentence in budget["sentences"]:
        typer.echo(_("Over the budget: {sentence}").format(sentence=sentence), err=True)
    if budget["retire_first"]:
        typer.echo(_("Retire first:"), err=True)
    for one in budget["retire_first"]:
        reasons = " ".join(reason["sentence"] for reason in one["reasons"])
        typer.echo(f"    {one['card_id']}: {reasons}", err=True)
