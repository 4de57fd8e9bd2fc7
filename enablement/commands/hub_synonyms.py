"""`enablement hub synonyms`: the words that marketing says mean the same, shown and set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enablement.commands.group import AsJson, HubData, new_group, print_json
from enablement.commands.hub_data import opened_hub
from enablement.translation import _

if TYPE_CHECKING:
    from enablement.sync.policies import SynonymRule


def add_to(hub: typer.Typer) -> None:
    """Add the group to the hub's commands."""
    group = new_group(_("Words that mean the same, for every laptop's search."))
    group.command(help=_("Print the synonyms as the file that sets them."))(show)
    group.command("set", help=_("Put a file's synonyms in the place of all others."))(set_)
    hub.add_typer(group, name="synonyms")


def show(data: HubData = None, as_json: AsJson = False) -> None:
    """Print each rule on a line; the output can be edited and set again."""
    with opened_hub(data) as hub:
        rules = hub.synonyms.get().rules
    for rule in rules:
        if as_json:
            print_json(rule.model_dump(mode="json"))
        else:
            typer.echo(_as_yaml(rule))
    if not rules and not as_json:
        typer.echo("# " + _("There are no synonyms."))


def _as_yaml(rule: "SynonymRule") -> str:
    import yaml

    plain = {name: value for name, value in rule.model_dump(mode="json").items() if value}
    line = yaml.safe_dump(
        plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    )
    return f"- {line.rstrip()}"


def set_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The YAML file of rules."))],
    data: HubData = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would change, and change nothing."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Set, all or nothing; laptops get the rules with their next sync."""
    with opened_hub(data) as hub:
        from enablement.hub.synonym_file import read_synonyms

        report = hub.synonyms.replace(read_synonyms(file), dry_run=dry_run)
    if as_json:
        print_json(report.as_json())
        return
    for label, rules in ((_("new"), report.added), (_("gone"), report.removed)):
        for rule in rules:
            typer.echo(f"{label}: {_in_words(rule)}")
    typer.echo(
        _("{added} new, {gone} gone, {same} as before.").format(
            added=len(report.added), gone=len(report.removed), same=report.unchanged
        )
    )
    if dry_run:
        typer.echo(_("Nothing was changed: this was a dry run."))


def _in_words(rule: "SynonymRule") -> str:
    words = ", ".join(rule.words)
    return f"[{rule.language}] " + (f"{words} → {', '.join(rule.finds)}" if rule.finds else words)
