"""`enablement hub person` and `hub laptop`: who takes part, and the laptops, without a browser."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from enablement.commands.group import AsJson, HubData, new_group, print_json, print_table
from enablement.commands.hub_data import opened_hub
from enablement.translation import _

if TYPE_CHECKING:
    from enablement.hub.access.people import Person
    from enablement.hub.hub import Hub

Whom = Annotated[str, typer.Argument(metavar="PERSON", help=_("Their e-mail address or id."))]
Device = Annotated[
    str, typer.Argument(metavar="LAPTOP", help=_("The laptop’s id, as “person list” tells it."))
]


def add_to(hub: typer.Typer) -> None:
    """Add both groups to the hub's commands."""
    person = new_group(_("The people of the hub: list, invite, end, bring back."))
    person.command("list", help=_("Everybody with role, state and laptops."))(list_)
    person.command("add", help=_("Invite somebody; prints a one-time code."))(add)
    person.command("end", help=_("End somebody: sessions, tokens, laptops."))(end)
    person.command("back", help=_("Bring back who was ended."))(back)
    person.command("password", help=_("Give somebody who signs in a new password."))(password)
    hub.add_typer(person, name="person")
    laptop = new_group(_("Laptops: end the access, or have the library erased."))
    laptop.command("revoke", help=_("End a laptop’s access."))(revoke)
    laptop.command("wipe", help=_("Have a laptop erase its library at its next contact."))(wipe)
    hub.add_typer(laptop, name="laptop")


def _find(hub: "Hub", whom: str) -> str:
    """The id of a person by their address or id; `HubMissingError` when there is none."""
    from enablement.hub.access.people import PeopleFilter

    if "@" not in whom:
        return hub.people.get(whom).person_id
    address = whom.strip().casefold()
    rows = hub.people.page(PeopleFilter(words=address, state="all")).rows
    same = [one for one in rows if one.words.email == address]
    return same[0].person_id if same else hub.people.get(whom).person_id


def _row(person: "Person") -> dict[str, object]:
    words = person.words
    return {
        "person_id": person.person_id,
        "name": words.name,
        "email": words.email,
        "role": words.role.value,
        "team": words.team,
        "region": words.region,
        "languages": list(words.languages),
        "state": person.state.value,
        "last_seen": person.last_seen,
        "laptops": [
            {
                "laptop": one.device,
                "name": one.device_name,
                "state": one.state.value,
                "held_generation": one.held_generation,
                "behind": one.behind,
                "last_contact": one.last_contact,
                "wiped": one.wiped,
            }
            for one in person.laptops
        ],
    }


def list_(
    data: HubData = None,
    everybody: Annotated[bool, typer.Option("--all", help=_("Who has ended, too."))] = False,
    as_json: AsJson = False,
) -> None:
    """List people by name, each laptop below its person."""
    from enablement.hub.access.people import PeopleFilter

    asked = PeopleFilter(state="all" if everybody else "")
    after, people = "", list["Person"]()
    with opened_hub(data) as hub:
        while True:
            page = hub.people.page(asked, after)
            people += page.rows
            after = page.after
            if not after:
                break
    if as_json:
        for person in people:
            print_json(_row(person))
        return
    lines: list[tuple[str, ...]] = []
    for person in people:
        words = person.words
        place = ", ".join(part for part in (words.team, words.region) if part)
        shown = words.name or words.email
        email = words.email if words.name else ""
        lines.append((shown, email, words.role.value, person.state.value, place))
        lines += [
            (f"  {one.device_name}", one.device, one.state.value, _moment(one.last_contact), "")
            for one in person.laptops
        ]
    print_table(lines)


def _moment(when: datetime | None) -> str:
    return when.strftime("%Y-%m-%d %H:%M") if when else ""


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The person’s name."))],
    email: Annotated[str, typer.Option(help=_("Their e-mail address."))] = "",
    role: Annotated[str, typer.Option(help=_("rep, marketer, approver or admin."))] = "rep",
    team: Annotated[str, typer.Option(help=_("Their team."))] = "",
    region: Annotated[str, typer.Option(help=_("Their region."))] = "",
    language: Annotated[
        list[str] | None, typer.Option(help=_("A language they work in, first the preferred."))
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            envvar="ENABLEMENT_HUB_ADDRESS", help=_("The hub’s address; makes a link of the code.")
        ),
    ] = "",
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Invite a rep to a laptop, everybody else to an account."""
    from enablement.sync.client import hub_address

    with opened_hub(data) as hub:
        from enablement.hub.access.invitations import address_of
        from enablement.hub.access.members import OPERATOR
        from enablement.hub.access.person_words import PersonWords, role_of

        words = PersonWords(name, email, role_of(role), team, region, tuple(language or ()))
        made = hub.invitations.invite(OPERATOR, words)
    link = address_of(made.kind, made.code, hub_address(address)) if address else ""
    if as_json:
        row = {"person_id": made.person_id, "kind": made.kind.value, "code": made.code}
        print_json({**row, "expires": made.expires} | ({"link": link} if link else {}))
        return
    typer.echo(
        _("Code for {name}, good once until {day}: {code}").format(
            name=made.name, day=made.expires.date(), code=made.code
        )
    )
    if link:
        typer.echo(_("To pass on: {link}").format(link=link))


def end(
    whom: Whom,
    wipe: Annotated[
        bool, typer.Option("--wipe", help=_("Also have their laptops erased."))
    ] = False,
    data: HubData = None,
) -> None:
    """End somebody; what they did stays."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        hub.people.end(OPERATOR, _find(hub, whom), wipe=wipe)
    typer.echo(_("{name} has ended.").format(name=whom))


def back(whom: Whom, data: HubData = None) -> None:
    """Undo an end."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        hub.people.bring_back(OPERATOR, _find(hub, whom))
    typer.echo(_("{name} is back.").format(name=whom))


def password(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("Who signs in with it."))],
    new: Annotated[
        str | None,
        typer.Option(
            "--password",
            envvar="ENABLEMENT_HUB_PASSWORD",
            help=_("The new password; made up when not given."),
        ),
    ] = None,
    data: HubData = None,
) -> None:
    """Set a new password, for who has lost theirs; all their sessions end."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR
        from enablement.hub.access.passwords import new_password

        made = new_password() if new is None else new
        hub.accounts.set_password(OPERATOR, email, made)
    typer.echo(
        _("{email} signs in with the password {password}").format(email=email, password=made)
    )


def revoke(laptop: Device, data: HubData = None) -> None:
    """End a laptop’s access."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        hub.laptops.revoke(OPERATOR, laptop)
    typer.echo(_("The laptop’s access has ended."))


def wipe(laptop: Device, data: HubData = None) -> None:
    """Ask a laptop to erase its library."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        hub.laptops.ask_wipe(OPERATOR, laptop)
    typer.echo(_("At its next contact the laptop sends what was logged, then erases its library."))
