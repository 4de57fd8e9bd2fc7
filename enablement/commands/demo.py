"""`enablement demo`: the whole product on one machine, in a window or in the terminal."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enablement.commands.desktop import the_only_desktop
from enablement.commands.group import AsJson, print_json
from enablement.settings import Settings
from enablement.translation import _

if TYPE_CHECKING:
    from enablement.demo import Demo
    from enablement.demo_loop import Step


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(help=_("An embedded hub with sample cards, and the desktop on it."))(demo)


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help=_("Play the whole loop in the terminal instead."))
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help=_("Folder of the demo; headless: a passing one."))
    ] = None,
    search: Annotated[str, typer.Option(help=_("Type this into the search box at start."))] = "",
    as_json: AsJson = False,
) -> None:
    """Run the demo until its window is closed, or once through the loop."""
    if headless:
        _play(data, as_json=as_json)
    else:
        _open_window(Settings.from_environment().demo_folder(data), search)


def _play(data: Path | None, *, as_json: bool) -> None:
    from enablement.demo import Demo
    from enablement.demo_loop import DemoLoop

    with (
        tempfile.TemporaryDirectory(prefix="enablement-demo-") as passing,
        Demo(data or Path(passing)) as opened,
    ):
        steps = [_say(step, as_json=as_json) for step in DemoLoop(opened).steps()]
    if not all(step.ok for step in steps):
        raise typer.Exit(1)


def _say(step: "Step", *, as_json: bool) -> "Step":
    if as_json:
        print_json(step.as_json())
        return step
    mark = _("ok") if step.ok else _("FAILED")
    typer.echo(f"{_step_name(step.name)}: {mark}")
    for name, value in step.figures.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            text = ", ".join(f"{k} {v}" for k, v in row.items()) if isinstance(row, dict) else row
            typer.echo(f"    {name}: {text}")
    return step


def _step_name(name: str) -> str:
    return {
        "publish": _("Marketing publishes the sample cards"),
        "enroll": _("A laptop enrols"),
        "sync": _("It fetches its cards"),
        "search": _("The rep searches"),
        "log": _("The rep logs that a card worked"),
        "offline": _("The hub is gone; searching goes on"),
        "log_offline": _("The rep logs two more, offline"),
        "sync_back": _("The hub is back; the logs arrive"),
        "review": _("Marketing reads the review page"),
    }[name]


def _open_window(folder: Path, search: str) -> None:
    from enablement.app import require_display, run_desktop

    require_display()
    from enablement.demo import Demo
    from enablement.sync.client import HubClient

    with (
        the_only_desktop(folder / "profile", search),
        Demo(folder, history=True) as opened,
    ):
        opened.publish_changed()
        opened.enroll()
        if not opened.library.cards.count():
            opened.sync()
        _announce(opened)
        raise typer.Exit(
            run_desktop(
                opened.library, HubClient, first_search=search, alone=True, anew=opened.open_library
            )
        )


def _announce(opened: "Demo") -> None:
    from enablement.demo import EMAIL

    typer.echo(_("The desktop opens with the sample cards of an invented company."))
    typer.echo(_("Review page: {url}").format(url=opened.review_address))
    typer.echo(
        _("Sign in as {email} with the password {password}").format(
            email=EMAIL, password=opened.notes.password
        )
    )
    typer.echo(
        _("Its data is in {folder}; the key of its library lies there in a plain file.").format(
            folder=opened.folder
        )
    )
