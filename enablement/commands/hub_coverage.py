"""`enablement hub coverage` and `recall`: which laptops hold what, and taking a card back in a hurry."""

from typing import TYPE_CHECKING, Annotated

import typer

from enablement.commands.group import AsJson, HubData, print_json
from enablement.commands.hub_data import opened_hub
from enablement.translation import _, ngettext

if TYPE_CHECKING:
    from enablement.hub.coverage.coverage import CardCoverage, RecallCoverage


def add_to(group: typer.Typer) -> None:
    """Add the commands to the hub's group."""
    group.command(help=_("Say which cards some laptops do not hold at their newest yet."))(coverage)
    group.command(help=_("Take a card back at once; its laptops tell the reason."))(recall)


def coverage(data: HubData = None, as_json: AsJson = False) -> None:
    """Print the cards that lag, those first that most laptops lack."""
    with opened_hub(data) as hub:
        found = hub.coverage.overview()
    if as_json:
        for one in found.lagging:
            print_json(_as_row(one))
        for recalled in found.recalls:
            print_json(_as_recall(recalled))
        return
    typer.echo(
        _("Laptops that hold the newest of all their cards: {current} of {all}.").format(
            current=found.current, all=found.laptops
        )
    )
    for one in found.lagging:
        typer.echo(f"{one.card_id}: {_in_words(one)}")
    for recalled in found.recalls:
        typer.echo(
            _("{card} was recalled; laptops that hold it still: {still} of {had}.").format(
                card=recalled.card_id, still=recalled.still, had=recalled.had
            )
        )


def _in_words(one: "CardCoverage") -> str:
    held = one.holding
    words = [
        ngettext(
            "{n} of {all} still holds revision {revision}",
            "{n} of {all} still hold revision {revision}",
            n,
        ).format(n=n, all=held.laptops, revision=number)
        for number, n in held.older
    ]
    if held.without:
        words.append(
            ngettext(
                "{n} of {all} has not got it yet",
                "{n} of {all} have not got it yet",
                held.without,
            ).format(n=held.without, all=held.laptops)
        )
    return "; ".join(words)


def _as_row(one: "CardCoverage") -> dict[str, object]:
    held = one.holding
    return {
        "card_id": one.card_id,
        "revision": one.revision,
        "laptops": held.laptops,
        "newest": held.newest,
        "older": {str(number): n for number, n in held.older},
        "without": held.without,
        "never": held.never,
        "silent": held.silent,
    }


def _as_recall(one: "RecallCoverage") -> dict[str, object]:
    return {
        "card_id": one.card_id,
        "recalled": one.recall.reason,
        "had": one.had,
        "still": one.still,
    }


def recall(
    card_id: Annotated[str, typer.Argument(metavar="CARD", help=_("The card's id."))],
    reason: Annotated[str, typer.Option(help=_("Why; every rep who has the card reads it."))],
    data: HubData = None,
    as_json: AsJson = False,
) -> None:
    """Recall the card."""
    with opened_hub(data) as hub:
        from enablement.hub.access.members import OPERATOR

        generation = hub.recalling.recall(OPERATOR, card_id, reason)
    if as_json:
        print_json({"recalled": card_id, "generation": generation})
        return
    typer.echo(_("{card} is recalled; laptops lose it at their next sync.").format(card=card_id))
