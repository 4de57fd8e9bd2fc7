"""Commands for whoever writes cards: check a folder, and bring one in from elsewhere."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from enablement.commands.group import AsJson, print_json
from enablement.translation import _, ngettext


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("check", help=_("Check a folder of cards as marketing would before approving it."))(
        check
    )
    app.command("import", help=_("Turn a folder of Markdown or YAML stories into card files."))(
        import_
    )


def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder of cards."))],
    as_json: AsJson = False,
) -> None:
    """Print each finding with its file, line and how to mend it; exit 1 when one is an error."""
    from enablement.cards.checker import check_folder
    from enablement.cards.findings import Severity

    report = check_folder(folder)
    for finding in report.findings:
        if as_json:
            print_json(finding.as_json())
        else:
            typer.echo(
                f"{finding.file}:{finding.line}: {_severity(finding.severity)}: "
                f"{finding.sentence} {finding.how_to_mend}".rstrip()
            )
    errors = report.count(Severity.ERROR)
    if not as_json:
        cards, files = len(report.cards), len(report.files)
        typer.echo(
            _("{cards} cards in {files} files: {errors} errors, {warnings} warnings.").format(
                cards=cards, files=files, errors=errors, warnings=report.count(Severity.WARNING)
            )
        )
    if errors:
        raise typer.Exit(1)


def _severity(name: str) -> str:
    return {"error": _("error"), "warning": _("warning"), "note": _("note")}[name]


def import_(
    source: Annotated[Path, typer.Argument(metavar="SRC", help=_("The folder to bring in."))],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Where the card files are written."))
    ],
    language: Annotated[
        str | None,
        typer.Option("--language", help=_("The language of files that do not tell, such as en.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print for each file what was taken from where, or why it was refused."""
    from enablement.cards.importers.folder import import_folder

    report = import_folder(source, out, language=language)
    for file in report.files:
        if as_json:
            print_json(file.as_json())
            continue
        made = ", ".join(file.cards)
        typer.echo(f"{file.source}: {_status(file.status)}" + (f" → {made}" if made else ""))
        for line in (file.reason, *file.notes):
            if line:
                typer.echo(f"    {line}")
    counts = Counter(file.status for file in report.files)
    cards = sum(len(file.cards) for file in report.files if file.status == "imported")
    if as_json:
        return
    typer.echo(
        ngettext("{n} card written to {folder}", "{n} cards written to {folder}", cards).format(
            n=cards, folder=out
        )
        + ": "
        + ", ".join(f"{count} {_status(status)}" for status, count in sorted(counts.items()))
        + "."
    )


def _status(status: str) -> str:
    return {
        "imported": _("imported"),
        "refused": _("refused"),
        "copied": _("copied"),
        "duplicate": _("duplicate"),
    }[status]
