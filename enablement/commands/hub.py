"""Commands for marketing's hub: make it, serve it, publish to it, invite reps."""

from typing import Annotated

import typer

from enablement.commands import (
    hub_audiences,
    hub_backup,
    hub_coverage,
    hub_people,
    hub_publish,
    hub_requests,
    hub_synonyms,
    hub_threads,
)
from enablement.commands.group import AsJson, HubData, new_group, print_json, print_table
from enablement.commands.hub_data import hub_place, opened_hub, require_hub_extra
from enablement.errors import HubDataError
from enablement.settings import Settings
from enablement.translation import _, n_, ngettext


def add_to(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group = new_group(_("Marketing's hub: make it, serve it, publish to it, invite reps."))
    group.command(help=_("Make a hub in a folder."))(init)
    group.command(help=_("Serve the hub to laptops and browsers until stopped."))(serve)
    hub_publish.add_to(group)
    group.command(help=_("Retire one card; it leaves the laptops at their next sync."))(retire)
    group.command(help=_("Make a one-time code for a rep's laptop."))(invite)
    group.command(help=_("What the hub holds."))(status)
    hub_backup.add_to(group)
    hub_audiences.add_to(group)
    hub_coverage.add_to(group)
    hub_people.add_to(group)
    hub_synonyms.add_to(group)
    hub_requests.add_to(group)
    hub_threads.add_to(group)
    app.add_typer(group, name="hub")


def init(
    data: HubData = None,
    name: Annotated[str, typer.Option(help=_("The hub's name, as reps see it."))] = "",
    email: Annotated[
        str, typer.Option(help=_("Who signs in to the review page."))
    ] = "marketing@example.com",
    password: Annotated[
        str | None,
        typer.Option(
            envvar="ENABLEMENT_HUB_PASSWORD",
            help=_("The password of the review page; made up when not given."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the hub and say how to sign in to its review page."""
    require_hub_extra()
    from enablement.hub.hub import Hub
    from enablement.hub.places import HubPlace

    place = HubPlace.of(hub_place(data))
    hub, made = Hub.create(place, name=name, email=email, password=password)
    try:
        row = {"data": str(place), "hub_id": hub.status().hub_id, "email": email, "password": made}
    finally:
        hub.close()
    if as_json:
        print_json(row)
        return
    typer.echo(_("A hub was made in {place}.").format(place=place))
    typer.echo(
        _("Sign in to its review page as {email} with the password {password}").format(
            email=email, password=made
        )
    )


def serve(
    data: HubData = None,
    host: Annotated[str, typer.Option(help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("The port; 0 takes a free one."))] = 8765,
    workers: Annotated[
        int,
        typer.Option(min=1, max=64, help=_("Serve by so many processes; needs PostgreSQL.")),
    ] = 1,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            help=_("The address of a reverse proxy, such as 127.0.0.1: believe who it says asks.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Serve until Ctrl+C."""

    def say(url: str) -> None:
        if as_json:
            print_json({"url": url, "review": f"{url}/review"})
        else:
            typer.echo(_("The hub answers at {url}").format(url=url))
            typer.echo(_("Review page: {url}").format(url=f"{url}/review"))

    proxies = tuple(proxy or ())
    with opened_hub(data) as hub:
        from enablement.hub.access.oidc import Provider
        from enablement.hub.places import HubPlace
        from enablement.hub.server import HubServer

        place = HubPlace.of(hub_place(data))
        if workers == 1:
            oidc = Settings.from_environment().oidc
            provider = Provider(oidc) if oidc else None
            server = HubServer(hub, host=host, port=port, provider=provider, proxies=proxies)
            server.serve(on_ready=say)
            return
        if place.folder is not None:
            raise HubDataError(
                n_("A hub in a folder is served by one process."),
                mend=n_("Leave --workers out, or move the hub into PostgreSQL with hub restore."),
            )
    from enablement.hub.workers import serve_by

    serve_by(place, workers, say, host=host, port=port, proxies=proxies)


def retire(
    card_id: Annotated[str, typer.Argument(metavar="CARD", help=_("The card's id."))],
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Retire the card."""
    with opened_hub(data) as hub:
        generation = hub.retire(card_id)
    if as_json:
        print_json({"retired": card_id, "generation": generation})
        return
    typer.echo(_("{card} is retired.").format(card=card_id))


def invite(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The rep's name."))],
    email: Annotated[
        str, typer.Option(help=_("The rep’s e-mail address; who has one is known by it."))
    ] = "",
    team: Annotated[str, typer.Option(help=_("The rep's team."))] = "",
    region: Annotated[str, typer.Option(help=_("The rep's region."))] = "",
    language: Annotated[
        list[str] | None,
        typer.Option(help=_("A language the rep works in, first the preferred; all when none.")),
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            envvar="ENABLEMENT_HUB_ADDRESS",
            help=_("The hub's address as laptops reach it; makes a link that holds all."),
        ),
    ] = "",
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Print a code that enrols one laptop once."""
    from enablement.sync.client import hub_address
    from enablement.sync.invitation import invitation_link

    hub_url = hub_address(address) if address else ""
    with opened_hub(data) as hub:
        invitation = hub.invite(
            name, email=email, team=team, region=region, languages=tuple(language or ())
        )
    link = invitation_link(hub_url, invitation.code) if hub_url else ""
    if as_json:
        row = {"code": invitation.code, "name": name, "expires": invitation.expires}
        print_json(row | ({"link": link} if link else {}))
        return
    typer.echo(
        _("Code for {name}, good once until {day}: {code}").format(
            name=name, day=invitation.expires.date(), code=invitation.code
        )
    )
    if link:
        typer.echo(_("To paste as it is: {link}").format(link=link))


def status(data: HubData = None, as_json: AsJson = False) -> None:
    """Print what the hub holds."""
    with opened_hub(data) as hub:
        found = hub.status()
    if as_json:
        print_json(found.as_json())
        return
    cards = ngettext("{n} card published", "{n} cards published", found.cards).format(n=found.cards)
    print_table(
        (
            (_("Hub"), found.name or found.hub_id),
            (_("Generation"), str(found.generation)),
            (_("Cards"), cards),
            (_("Laptops"), str(found.devices)),
            (_("Open invitations"), str(found.invitations_open)),
            (_("Logs received"), str(found.usage)),
            (_("Logs refused"), str(found.rejected)),
        )
    )
