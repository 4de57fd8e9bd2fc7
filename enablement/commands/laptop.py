"""Commands for a rep's laptop: enrol, sync, search, show, log, and what waits to be sent."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from enablement.commands.group import AsJson, Profile, print_json, print_table
from enablement.commands.outbox import event_row
from enablement.commands.profile import opened_library, sync_engine
from enablement.translation import _, ngettext

if TYPE_CHECKING:
    from enablement.library.cards import HeldCard
    from enablement.library.library import Library

CardId = Annotated[str, typer.Argument(metavar="CARD", help=_("The card's id."))]
OutcomeName = Literal["worked", "neutral", "fell_flat"]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(help=_("Enrol this laptop with a hub by a one-time code."))(enroll)
    app.command(help=_("Send what waits and fetch what changed."))(sync)
    app.command(help=_("Read a card, offline."))(show)
    app.command(help=_("Log whether a card worked; it is sent at the next sync."))(log)
    app.command(help=_("What this laptop holds, and when it last reached the hub."))(status)


def enroll(
    url: Annotated[str, typer.Argument(metavar="URL", help=_("The hub's address, or a link."))],
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help=_("The one-time code; a link holds it."))
    ] = "",
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Trade the code for a place at the hub; the cards come with the next sync."""
    import platform

    from enablement.sync.invitation import read_invitation

    if not code:
        invitation = read_invitation(url)
        if not invitation.whole:
            raise typer.BadParameter(_("Give the address and the code, or the whole link."))
        url, code = invitation.address, invitation.code
    with opened_library(profile, create=True) as library:
        held = sync_engine(library).enroll(url, code, platform.node())
    if as_json:
        row = {"hub": held.hub_name, "hub_id": held.hub_id, "url": held.hub_url}
        print_json({**row, "device": held.device, "rep": held.rep.model_dump(mode="json")})
        return
    name = held.hub_name or held.hub_url
    typer.echo(_("{rep} is enrolled with {hub}.").format(rep=held.rep.name, hub=name))
    typer.echo(_("Now fetch the cards: enablement sync"))


def sync(profile: Profile = None, as_json: AsJson = False) -> None:
    """Sync once, both ways."""
    with opened_library(profile) as library:
        report = sync_engine(library).sync()
    if as_json:
        print_json(vars(report))
        return
    typer.echo(
        _("{added} new, {changed} changed, {removed} removed; {cards} cards here.").format(
            added=len(report.added),
            changed=len(report.changed),
            removed=len(report.removed),
            cards=report.cards,
        )
    )
    typer.echo(ngettext("{n} log sent.", "{n} logs sent.", report.sent).format(n=report.sent))
    if report.rejected:
        text = ngettext(
            "The hub could not use {n} log; enablement status tells.",
            "The hub could not use {n} logs; enablement status tells.",
            report.rejected,
        )
        typer.echo(text.format(n=report.rejected))
    if report.threads:
        text = ngettext(
            "News in {n} thread; enablement threads shows it.",
            "News in {n} threads; enablement threads shows them.",
            len(report.threads),
        )
        typer.echo(text.format(n=len(report.threads)))
    if report.unreadable:
        names = ", ".join(report.unreadable)
        typer.echo(_("These cards need a newer Enablement: {names}").format(names=names))


def held_card(library: "Library", card_id: str, block: str = "") -> "HeldCard":
    """A card that may be shown now and has that block; `ContentError` says why not."""
    from enablement.errors import ContentError
    from enablement.translation import n_

    held = library.cards.get(card_id)
    if held is None:
        raise ContentError(
            n_("There is no card “{id}” on this laptop."),
            mend=n_("Find its id with enablement search; a retired card is gone after a sync."),
            id=card_id,
        )
    if not held.card.shown_on(library.today()):
        raise ContentError(
            n_("The card “{id}” is not valid today: it has expired, or is not out yet."),
            id=card_id,
        )
    if block and held.card.block(block) is None:
        raise ContentError(
            n_("The card “{id}” has no block “{block}”."),
            mend=n_("It has: {blocks}."),
            id=card_id,
            block=block,
            blocks=", ".join(b.key for b in held.card.blocks),
        )
    return held


def show(card_id: CardId, profile: Profile = None, as_json: AsJson = False) -> None:
    """Print the card as it would be read aloud."""
    from enablement.cards.renderer import plain_text

    with opened_library(profile) as library:
        held = held_card(library, card_id)
        verified = held.card.verified_on(library.today())
    card = held.card
    if as_json:
        row = card.model_dump(mode="json", exclude={"extra"})
        blocks = [
            {"key": b.key, "heading": b.heading, "text": plain_text(b.markdown)}
            for b in card.blocks
        ]
        print_json({"card_id": card.id, "revision": held.revision, **row, "blocks": blocks})
        return
    typer.echo(card.title)
    state = _("revision {n}").format(n=held.revision)
    if not verified:
        state += " · " + _("unverified")
    typer.echo(f"{card.id} · {state}\n")
    for block in card.blocks:
        if block.heading:
            typer.echo(block.heading.upper())
        typer.echo(plain_text(block.markdown) + "\n")


def log(
    card_id: CardId,
    outcome: Annotated[OutcomeName, typer.Option(help=_("What the message did."))],
    block: Annotated[str, typer.Option(help=_("The block that was used, such as proof."))] = "",
    note: Annotated[str, typer.Option(help=_("What you want to note."))] = "",
    account: Annotated[str, typer.Option(help=_("With whom."))] = "",
    words: Annotated[str, typer.Option(help=_("The buyer's own words."))] = "",
    stage: Annotated[str, typer.Option(help=_("How far the deal is."))] = "",
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Record it here at once; the network is not needed."""
    from enablement.sync.protocol import Outcome, Usage

    with opened_library(profile) as library:
        held = held_card(library, card_id, block)
        usage = Usage(
            card_id=card_id,
            revision=held.revision,
            outcome=Outcome(outcome),
            block=block,
            note=note,
            account=account,
            words=words,
            stage=stage,
        )
        event = library.events.log_usage(usage)
        waiting = library.events.waiting_count()
    if as_json:
        print_json({**event_row(event), "waiting": waiting})
        return
    typer.echo(
        _("Logged: {card}, revision {revision}. {waiting} waiting to be sent.").format(
            card=card_id, revision=held.revision, waiting=waiting
        )
    )


def status(profile: Profile = None, as_json: AsJson = False) -> None:
    """Print what the laptop holds."""
    from enablement.library.events import EventState
    from enablement.library.keys import KeyRecord

    with opened_library(profile) as library:
        held, state = library.enrolment.get(), library.sync_state.get()
        rejected = [e for e in library.events.recent() if e.state is EventState.REJECTED]
        row = {
            "enrolled": held is not None,
            "hub": held.hub_name if held else "",
            "url": held.hub_url if held else "",
            "rep": held.rep.name if held else "",
            "generation": held.generation if held else 0,
            "cards": library.cards.count(),
            "waiting": library.events.waiting_count(),
            "rejected": len(rejected),
            "last_synced": state.last_synced,
            "problem": state.problem,
            "key": KeyRecord(library.folder).place,
        }
    if as_json:
        print_json(row)
        return
    labels = (
        (_("Hub"), "hub"), (_("Address"), "url"), (_("Rep"), "rep"), (_("Cards"), "cards"),
        (_("Waiting to be sent"), "waiting"), (_("Last synced"), "last_synced"),
        (_("Problem"), "problem"), (_("Key kept in"), "key"),
    )  # fmt: skip
    shown = [(f"{label}:", str(row[name])) for label, name in labels if row[name] not in ("", None)]
    print_table(shown)
    for event in rejected:
        typer.echo(_("The hub could not use this log: {reason}").format(reason=event.reason))
