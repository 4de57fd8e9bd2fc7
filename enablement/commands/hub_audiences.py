"""`enablement hub audiences`: whom cards are published to, and how full each audience is."""

from typing import Annotated

import typer

from enablement.commands.group import AsJson, HubData, new_group, print_json, print_table
from enablement.commands.hub_data import opened_hub
from enablement.translation import _


def add_to(hub: typer.Typer) -> None:
    """Add the group to the hub's commands."""
    group = new_group(_("Audiences and how many cards each can absorb."))
    group.command("list", help=_("List the audiences and how full each is."))(list_)
    group.command(help=_("Name an audience, with its budget."))(add)
    group.command(help=_("Say which cards of an audience to retire first, and why."))(trim)
    group.command(help=_("Take an audience away; its cards stay as they are."))(remove)
    hub.add_typer(group, name="audiences")


def list_(data: HubData = None, as_json: AsJson = False) -> None:
    """Print a line for each."""
    with opened_hub(data) as hub:
        loads = hub.audiences.loads()
    if as_json:
        for load in loads:
            one = load.audience
            print_json(
                {
                    "audience_id": one.audience_id,
                    "name": one.name,
                    "teams": list(one.teams),
                    "regions": list(one.regions),
                    "languages": list(one.languages),
                    "active": load.active,
                    "most_active": one.most_active,
                    "new": load.new,
                    "most_new_a_week": one.most_new_a_week,
                    "reps": load.reps,
                }
            )
        return
    if not loads:
        typer.echo(_("There are no audiences."))
        return
    rows = [(_("audience"), _("cards"), _("new within a week"), _("reps"))]
    rows += [
        (
            load.audience.name,
            _of(load.active, load.audience.most_active),
            _of(load.new, load.audience.most_new_a_week),
            str(load.reps),
        )
        for load in loads
    ]
    print_table(rows)


def _of(count: int, most: int | None) -> str:
    return str(count) if most is None else _("{n} of {most}").format(n=count, most=most)


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What the audience is called."))],
    team: Annotated[
        list[str] | None, typer.Option(help=_("A team of it; every team when none."))
    ] = None,
    region: Annotated[
        list[str] | None, typer.Option(help=_("A region of it; every region when none."))
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help=_("A language of it; every language when none."))
    ] = None,
    most_active: Annotated[
        int | None, typer.Option(help=_("How many cards one of its laptops may hold."))
    ] = None,
    most_new: Annotated[
        int | None, typer.Option(help=_("How many cards may come new within a week."))
    ] = None,
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Name it and print its id."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR
        from enablement.hub.audiences.reach import Audience

        made = Audience(
            audience_id="",
            name=name,
            teams=tuple(team or ()),
            regions=tuple(region or ()),
            languages=tuple(language or ()),
            most_active=most_active,
            most_new_a_week=most_new,
        )
        audience_id = hub.audiences.add(OPERATOR, made)
    if as_json:
        print_json({"audience_id": audience_id, "name": name})
        return
    typer.echo(_("The audience “{name}” was named.").format(name=name))


def trim(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The audience's name."))],
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Print the cards, those that should go first on top."""
    with opened_hub(data) as hub:
        view = hub.audiences.view(hub.audiences.named(name).audience_id)
    for one in view.retire_first:
        if as_json:
            print_json(one.as_json())
        else:
            typer.echo(f"{one.card_id}: {' '.join(reason.sentence for reason in one.reasons)}")
    if not view.retire_first and not as_json:
        typer.echo(_("There is no reason to retire a card."))


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The audience's name."))],
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Take it away."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        hub.audiences.remove(OPERATOR, hub.audiences.named(name).audience_id)
    if as_json:
        print_json({"removed": name})
        return
    typer.echo(_("The audience “{name}” is gone.").format(name=name))
