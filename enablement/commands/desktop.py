"""`enablement` alone: open the desktop on the rep's profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from enablement.commands.group import Profile
from enablement.commands.profile import library_anew, opened_library
from enablement.settings import Settings
from enablement.translation import _


def add_to(app: typer.Typer) -> None:
    """Make the desktop what the command line does when no command is named."""
    app.callback(
        invoke_without_command=True,
        help=_("Approved cards, found offline in seconds. Without a command, opens the desktop."),
    )(open_desktop)


def open_desktop(
    context: typer.Context,
    profile: Profile = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help=_("Print the version and stop."))
    ] = False,
) -> None:
    """Open the desktop, unless a command was named."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"enablement {installed('enablement')}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        if profile is not None:
            raise typer.BadParameter(_("Write --profile after the command."))
        return
    from enablement.garbage import hold_garbage

    hold_garbage()  # before all that follows is imported
    from enablement.app import require_display, run_desktop
    from enablement.sync.connection import over_http

    require_display()
    folder = Settings.from_environment().profile_folder(profile)
    with the_only_desktop(folder), opened_library(profile, create=True) as library:
        anew = partial(library_anew, profile)
        raise typer.Exit(run_desktop(library, over_http, alone=True, anew=anew))


@contextmanager
def the_only_desktop(folder: Path, search: str = "") -> Iterator[None]:
    """Go on only when no desktop of this profile is open; else raise that one, and stop here."""
    from enablement.ui.frame.single import only_desktop, raise_the_other

    with only_desktop(folder) as first:
        if first:
            yield
            return
        raise_the_other(folder, search)
        typer.echo(_("Enablement is open already: its window comes to the front."))
        raise typer.Exit
