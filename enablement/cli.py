"""Every command, thin; heavy imports stay inside the command that needs them."""

import typer

app = typer.Typer(rich_markup_mode=None, no_args_is_help=False)


def main() -> None:
    """Run the command line."""
    app()
