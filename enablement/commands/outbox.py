"""What goes to marketing with the next sync: seen, taken back, and asked for."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enablement.commands.group import AsJson, Profile, print_json, print_table
from enablement.commands.profile import opened_library
from enablement.translation import _, ngettext

if TYPE_CHECKING:
    from enablement.library.events import LoggedEvent
    from enablement.library.library import Library


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(help=_("Tell marketing what you needed and did not find."))(request)
    app.command(help=_("What was recorded here and has not reached the hub."))(outbox)


def event_row(event: "LoggedEvent") -> dict[str, Any]:
    """An event as `--json` prints it."""
    row = {"event_id": event.event_id, "kind": event.kind, "state": event.state.value}
    moment = event.occurred_at.isoformat(timespec="seconds")
    return {**row, "occurred_at": moment, "device_seq": event.device_seq, **event.payload}


def say_how_to_take_back(event: "LoggedEvent") -> None:
    """Print how an event is undone while it waits."""
    typer.echo(_("Take it back with: enablement outbox --drop {id}").format(id=event.event_id))


def request(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=_("What you needed."))],
    note: Annotated[str, typer.Option(help=_("For whom or what, if marketing should know."))] = "",
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Record it here at once; the network is not needed."""
    from enablement.errors import ContentError
    from enablement.sync.protocol import Request
    from enablement.translation import current_language, n_

    words = " ".join(" ".join(text).split())
    if not words:
        raise ContentError(n_("The request is empty."), mend=n_("Say what you needed."))
    with opened_library(profile) as library:
        asked = Request(text=words, language=current_language(), note=note.strip())
        event = library.events.log_request(asked)
        waiting = library.events.waiting_count()
    if as_json:
        print_json({**event_row(event), "waiting": waiting})
        return
    told = _("Asked: “{text}”. Marketing sees it with your name after the next sync.")
    typer.echo(told.format(text=words))
    say_how_to_take_back(event)


def outbox(
    drop: Annotated[
        str | None, typer.Option("--drop", metavar="ID", help=_("Take this one back."))
    ] = None,
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Print each event that waits, oldest first."""
    with opened_library(profile) as library:
        if drop is not None:
            _drop(library, drop)
        events = library.events.waiting()
    if as_json:
        for event in events:
            print_json(event_row(event))
        return
    print_table(
        (
            event.occurred_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            _kind(event.kind),
            _short(_subject(event)),
            _short(str(event.payload.get("outcome", ""))),
            _short(_said(event)),
            event.event_id,
        )
        for event in events
    )
    waiting = ngettext("{n} waits to be sent.", "{n} wait to be sent.", len(events))
    typer.echo(waiting.format(n=len(events)))


def _kind(kind: str) -> str:
    words = {
        "usage": _("log"), "request": _("request"), "search": _("empty search"),
        "question": _("question"), "contradiction": _("contradiction"), "reply": _("reply"),
        "reading": _("cards opened"),
    }  # fmt: skip
    return words.get(kind, kind)


def _subject(event: "LoggedEvent") -> str:
    """What an event is about: a card, or the words that were searched; a reply is about no card."""
    text = event.payload.get("text", "") if event.kind in ("request", "search") else ""
    return str(event.payload.get("card_id", text))


def _said(event: "LoggedEvent") -> str:
    """What an event says beside its subject: the note of a log, the text of a question."""
    names = ("note",) if event.kind in ("usage", "request") else ("text",)
    found = [
        str(event.payload.get(name, "")) for name in (*names, "words") if name in event.payload
    ]
    return " · ".join(found) if event.kind != "search" else ""


def _short(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _drop(library: "Library", event_id: str) -> None:
    from enablement.errors import LibraryError
    from enablement.translation import n_

    if not library.events.remove(event_id):
        raise LibraryError(
            n_("Nothing that waits has the id “{id}”."),
            mend=n_("“enablement outbox” lists what can still be taken back."),
            id=event_id,
        )
