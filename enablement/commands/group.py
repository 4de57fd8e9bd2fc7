"""What commands share: how a group is made, the options that many have, and how they print."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from enablement.translation import _


def new_group(help_text: str | None = None) -> typer.Typer:
    """A group of commands that prints plain text and leaves errors to `main`."""
    return typer.Typer(
        help=help_text,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile", help=_("Folder of the laptop's library; ENABLEMENT_PROFILE names one too.")
    ),
]
HubData = Annotated[
    str | None,
    typer.Option(
        "--data",
        help=_(
            "Folder of the hub, or address of its PostgreSQL database; "
            "ENABLEMENT_HUB_DATA names one too."
        ),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print one JSON object a line."))]


def print_json(row: Mapping[str, Any]) -> None:
    """One object on one line."""
    typer.echo(json.dumps(row, ensure_ascii=False, default=str))


def print_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell, two spaces between."""
    table = list(rows)
    if not table:
        return
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())
