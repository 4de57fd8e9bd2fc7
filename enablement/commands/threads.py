"""Asking marketing and hearing back: `ask`, `contradict`, `reply` and `threads`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enablement.commands.group import AsJson, Profile, print_json
from enablement.commands.laptop import CardId, held_card
from enablement.commands.outbox import event_row, say_how_to_take_back
from enablement.commands.profile import opened_library
from enablement.translation import _, n_, ngettext

if TYPE_CHECKING:
    from enablement.library.events import LoggedEvent
    from enablement.library.library import Library
    from enablement.sync.threads import Thread

Words = Annotated[list[str], typer.Argument(metavar="TEXT", help=_("What you say to marketing."))]
Block = Annotated[str, typer.Option(help=_("The block that it is about, such as proof."))]

ThreadId = Annotated[str, typer.Argument(metavar="THREAD", help=_("The thread's id."))]
_OPENINGS = ("question", "contradiction", "request")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(help=_("Ask marketing about a card."))(ask)
    app.command(help=_("Tell marketing that a buyer proved a card wrong."))(contradict)
    app.command(help=_("Say something further in a thread."))(reply)
    app.command(help=_("What you asked and told, and what became of it."))(threads)


def ask(
    card_id: CardId,
    text: Words,
    block: Block = "",
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Record it here at once; the network is not needed."""
    from enablement.sync.protocol import Question

    words = _sayable(text, mend=_after_card())
    with opened_library(profile) as library:
        revision = held_card(library, card_id, block).revision
        asked = Question(card_id=card_id, revision=revision, text=words, block=block)
        event = library.events.log_question(asked)
        waiting = library.events.waiting_count()
    _tell(event, waiting, as_json=as_json)


def contradict(
    card_id: CardId,
    text: Words,
    words: Annotated[str, typer.Option(help=_("The buyer's own words."))] = "",
    block: Block = "",
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Record it here at once; the card warns on this laptop from now on."""
    from enablement.sync.protocol import Contradiction

    said = _sayable(text, mend=_after_card())
    with opened_library(profile) as library:
        revision = held_card(library, card_id, block).revision
        told = Contradiction(
            card_id=card_id, revision=revision, text=said, block=block, words=words.strip()
        )
        event = library.events.log_contradiction(told)
        waiting = library.events.waiting_count()
    _tell(event, waiting, as_json=as_json)


def reply(
    thread_id: ThreadId, text: Words, profile: Profile = None, as_json: AsJson = False
) -> None:
    """Record it here at once; marketing gets it with the next sync."""
    from enablement.sync.protocol import Reply

    words = _sayable(text, mend=n_("Write it after the thread's id."))
    with opened_library(profile) as library:
        _check_open(library, thread_id)
        event = library.events.log_reply(Reply(thread_id=thread_id, text=words))
        waiting = library.events.waiting_count()
    _tell(event, waiting, as_json=as_json)


def _check_open(library: "Library", thread_id: str) -> None:
    """One goes on with what the hub has, or is about to get; `ContentError` says why not."""
    from enablement.errors import ContentError
    from enablement.library.events import EventState

    if library.threads.get(thread_id) is not None:
        return
    begun = library.events.get(thread_id)
    if begun is None or begun.kind not in _OPENINGS or begun.state is EventState.REJECTED:
        raise ContentError(
            n_("There is no thread “{id}” on this laptop."),
            mend=n_("Find its id with enablement threads."),
            id=thread_id,
        )
    if begun.state is EventState.WAITING:
        raise ContentError(
            n_("What began the thread “{id}” has not been sent yet."),
            mend=n_("Sync first, or take it back and say it in other words."),
            id=thread_id,
        )


def _after_card() -> str:
    return n_("Write it after the card's id.")


def _sayable(text: list[str], *, mend: str) -> str:
    from enablement.errors import ContentError
    from enablement.sync.threads import MAX_SAID

    words = " ".join(text).strip()
    if not words:
        raise ContentError(n_("There is nothing to say."), mend=mend)
    if len(words) > MAX_SAID:
        raise ContentError(
            n_("The text has {n} characters; {most} fit."), n=len(words), most=MAX_SAID
        )
    return words


def _tell(event: "LoggedEvent", waiting: int, *, as_json: bool) -> None:
    if as_json:
        print_json({**event_row(event), "waiting": waiting})
        return
    typer.echo(_("Noted. Marketing sees your name and this text after the next sync."))
    say_how_to_take_back(event)


def threads(profile: Profile = None, as_json: AsJson = False) -> None:
    """Print each thread with its fate, the newest first; those not sent yet before them."""
    with opened_library(profile) as library:
        waiting = _not_there_yet(library)
        held = library.threads.all()
    if as_json:
        for event in waiting:
            print_json(_waiting_row(event))
        for thread in held:
            print_json(thread.model_dump(mode="json"))
        return
    for event in waiting:
        _print_waiting(event)
    for thread in held:
        _print_thread(thread)
    count = len(held) + sum(event.kind != "reply" for event in waiting)
    typer.echo(ngettext("{n} thread.", "{n} threads.", count).format(n=count))


def _not_there_yet(library: "Library") -> list["LoggedEvent"]:
    kinds = (*_OPENINGS, "reply")
    return [event for event in reversed(library.events.waiting()) if event.kind in kinds]


def _waiting_row(event: "LoggedEvent") -> dict[str, Any]:
    row = event_row(event)
    thread_id = event.payload.get("thread_id", event.event_id)
    return {"thread_id": thread_id, "fate": "waiting", **row}


def _print_waiting(event: "LoggedEvent") -> None:
    card = str(event.payload.get("card_id", ""))
    day = event.occurred_at.astimezone().strftime("%Y-%m-%d %H:%M")
    words = (kind_word(event.kind), card, _("waits for the next sync"))
    typer.echo(f"{day}  " + ", ".join(word for word in words if word) + f"  {event.event_id}")
    typer.echo(f"    {one_line(str(event.payload.get('text', '')))}")


def _print_thread(thread: "Thread") -> None:
    day = thread.messages[0].at.astimezone().strftime("%Y-%m-%d %H:%M") if thread.messages else ""
    words = (kind_word(thread.kind), about(thread), fate_words(thread))
    typer.echo(f"{day}  " + ", ".join(word for word in words if word) + f"  {thread.thread_id}")
    for message in thread.messages:
        name = message.name or _("Marketing")
        typer.echo(f"    {name}: {one_line(message.text)}")


def kind_word(kind: str) -> str:
    """What a thread was begun with, in a word."""
    words = {
        "question": _("question"), "contradiction": _("contradiction"), "request": _("request"),
        "reply": _("reply"),
    }  # fmt: skip
    return words.get(kind, kind)


def fate_words(thread: "Thread") -> str:
    """What became of a thread, in words."""
    if thread.fate == "changed":
        card = thread.changed_card
        if card and card != thread.card_id:
            return _("changed in {card}, revision {n}").format(card=card, n=thread.changed_to)
        return _("changed in revision {n}").format(n=thread.changed_to)
    words = {"received": _("received"), "answered": _("answered"), "declined": _("declined")}
    return words[thread.fate]


def about(thread: "Thread", title: str = "") -> str:
    """The card and revision that a thread is about; empty for a request."""
    if not thread.card_id:
        return ""
    name = f"{title} ({thread.card_id})" if title else thread.card_id
    return f"{name}, " + _("revision {n}").format(n=thread.revision)


def one_line(text: str, most: int = 300) -> str:
    """A text on one line, cut when it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
