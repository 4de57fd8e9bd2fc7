"""`enablement hub requests`: what reps needed and did not find."""

from typing import TYPE_CHECKING

import typer

from enablement.commands.group import AsJson, HubData, print_json
from enablement.commands.hub_data import opened_hub
from enablement.translation import _, ngettext

if TYPE_CHECKING:
    from enablement.hub.inbox.gap_view import Gap


def add_to(hub: typer.Typer) -> None:
    """Add the command to the hub's."""
    hub.command(help=_("What reps asked for or searched for and did not find."))(requests)


def requests(data: HubData = None, as_json: AsJson = False) -> None:
    """Print the content gaps, those that most reps miss first; nobody is named."""
    with opened_hub(data) as hub:
        gaps, hidden = hub.inbox.gaps.all()
    for gap in gaps:
        if as_json:
            print_json(gap.as_json())
            continue
        day = gap.last.astimezone().strftime("%Y-%m-%d")
        typer.echo(f"{day}  {_line(gap.text)}  ({_counts(gap)})")
        for text in gap.texts[1:]:
            also = _("also: {words}").format(words=text)
            typer.echo(f"    {_line(also)}")
        for note in gap.notes:
            typer.echo(f"    {_line(note)}")
    if as_json:
        return
    typer.echo(ngettext("{n} gap.", "{n} gaps.", len(gaps)).format(n=len(gaps)))
    if hidden:
        text = ngettext(
            "{n} search that one rep alone made is not shown: its words could tell whose it is.",
            "{n} searches that one rep alone made are not shown: their words could tell whose they are.",
            hidden,
        )
        typer.echo(text.format(n=hidden))


def _line(text: str, most: int = 200) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _counts(gap: "Gap") -> str:
    reps = ngettext("{n} rep", "{n} reps", gap.reps).format(n=gap.reps)
    asked = ngettext("{n} request", "{n} requests", gap.requests).format(n=gap.requests)
    searched = ngettext("{n} empty search", "{n} empty searches", gap.searches)
    counts = [asked] * bool(gap.requests) + [searched.format(n=gap.searches)] * bool(gap.searches)
    return ", ".join([reps, *counts, *gap.languages])
