"""`enablement hub backup` and `hub restore`: one moment of a hub in a file, and back, on either engine."""

from pathlib import Path
from typing import Annotated

import typer

from enablement.commands.group import AsJson, HubData, print_json
from enablement.commands.hub_data import hub_place, require_hub_extra
from enablement.translation import _, ngettext

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup's file."))]


def add_to(hub: typer.Typer) -> None:
    """Add the two commands to the hub's."""
    hub.command(help=_("Write all that the hub holds into a file, while it serves."))(backup)
    hub.command(help=_("Make a hub from a backup; laptops send again what it lacks."))(restore)


def backup(file: BackupFile, data: HubData = None, as_json: AsJson = False) -> None:
    """Back up one moment of the hub."""
    require_hub_extra()
    from enablement.clock import system_clock
    from enablement.hub.founding import check_there
    from enablement.hub.places import HubPlace
    from enablement.hub.upkeep.backup import back_up

    place = HubPlace.of(hub_place(data))
    check_there(place)
    manifest = back_up(place, file, system_clock())
    size = file.stat().st_size
    if as_json:
        told = manifest.model_dump(mode="json", exclude={"tables"})
        print_json({**told, "file": str(file), "rows": manifest.rows, "bytes": size})
        return
    rows = ngettext("{n} row", "{n} rows", manifest.rows).format(n=manifest.rows)
    typer.echo(
        _("The hub of generation {generation} is in {file}: {rows}, {size} kB.").format(
            generation=manifest.generation, file=file, rows=rows, size=-(-size // 1000)
        )
    )
    typer.echo(_("Keep it as safe as the hub: it holds the key that the hub signs with."))


def restore(
    file: BackupFile,
    data: HubData = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Give up the hub that is there; stop it first."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Restore, all or nothing."""
    require_hub_extra()
    from enablement.clock import system_clock
    from enablement.hub.places import HubPlace
    from enablement.hub.upkeep.restore import restore as bring_back

    place = HubPlace.of(hub_place(data))
    restored = bring_back(place, file, system_clock(), replace=replace)
    manifest = restored.manifest
    if as_json:
        told = manifest.model_dump(mode="json", exclude={"tables", "epoch"})
        print_json({**told, "data": str(place), "rows": manifest.rows, "epoch": restored.epoch})
        return
    rows = ngettext("{n} row", "{n} rows", manifest.rows).format(n=manifest.rows)
    typer.echo(
        _("The hub of {moment} UTC is in {place}: generation {generation}, {rows}.").format(
            moment=f"{manifest.made_at:%Y-%m-%d %H:%M}",
            place=place,
            generation=manifest.generation,
            rows=rows,
        )
    )
    typer.echo(_("Laptops send it again what they logged since then, at their next sync."))
