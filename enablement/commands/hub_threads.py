"""`enablement hub threads` and `hub answer`: what reps asked, and marketing's word on it."""

from typing import TYPE_CHECKING, Annotated

import typer

from enablement.commands.group import AsJson, HubData, print_json
from enablement.commands.hub_data import opened_hub
from enablement.commands.threads import about, fate_words, kind_word, one_line
from enablement.translation import _, n_, ngettext

if TYPE_CHECKING:
    from enablement.hub.inbox.thread_rows import ThreadRow


def add_to(hub: typer.Typer) -> None:
    """Add the commands to the hub's."""
    hub.command(help=_("What reps asked and told; those that wait for a word come first."))(threads)
    hub.command(help=_("Answer a rep; the answer comes with the laptop's next sync."))(answer)


def threads(data: HubData = None, as_json: AsJson = False) -> None:
    """Print each thread with its messages, the one that waits longest first."""
    with opened_hub(data) as hub:
        rows = hub.threads.list()
    if as_json:
        for row in rows:
            print_json(row.as_json())
        return
    for row in rows:
        _print_row(row)
    waiting = sum(row.open for row in rows)
    text = ngettext("{n} thread waits for a word.", "{n} threads wait for a word.", waiting)
    typer.echo(text.format(n=waiting))


def _print_row(row: "ThreadRow") -> None:
    thread = row.thread
    state = _("waits") if row.open else fate_words(thread)
    typer.echo(f"{thread.thread_id}  {kind_word(thread.kind)}, {state}")
    who = ", ".join(part for part in (row.rep_name, row.team, row.region) if part)
    typer.echo("    " + " · ".join(part for part in (about(thread, row.title), who) if part))
    for message in thread.messages:
        day = message.at.astimezone().strftime("%Y-%m-%d %H:%M")
        name = message.name or _("Marketing")
        typer.echo(f"    {day}  {name}: {one_line(message.text)}")


def answer(
    thread_id: Annotated[str, typer.Argument(metavar="THREAD", help=_("The thread's id."))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What the rep reads."))],
    declined: Annotated[
        bool, typer.Option("--declined", help=_("The text is the reason for saying no."))
    ] = False,
    changed: Annotated[
        str | None,
        typer.Option(metavar="CARD:REVISION", help=_("The published revision that came of it.")),
    ] = None,
    who: Annotated[str, typer.Option("--as", metavar="NAME", help=_("Who answers."))] = "",
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Say something in a thread."""
    from enablement.errors import HubDataError

    if declined and changed is not None:
        raise HubDataError(n_("A thread is declined or led to a change, not both."))
    with opened_hub(data) as hub:
        if declined:
            row = hub.threads.decline(thread_id, text, who)
        elif changed is not None:
            row = hub.threads.changed(thread_id, *_revision(changed), text, who)
        else:
            row = hub.threads.answer(thread_id, text, who)
    if as_json:
        print_json(row.as_json())
        return
    typer.echo(
        _("Said to {rep}: {state}. It comes with the laptop's next sync.").format(
            rep=row.rep_name, state=fate_words(row.thread)
        )
    )


def _revision(text: str) -> tuple[str, int]:
    from enablement.errors import HubDataError

    card_id, _colon, number = text.rpartition(":")
    if not card_id or not number.isdecimal() or len(number) > 9:
        raise HubDataError(
            n_("“{text}” names no revision."),
            mend=n_("Write the card and its revision, such as too-expensive:3."),
            text=text,
        )
    return card_id, int(number)
