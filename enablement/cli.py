"""The command line: puts the commands together and turns expected failures into one sentence."""

import io
import sys
from typing import TYPE_CHECKING

from enablement.errors import EnablementError
from enablement.translation import system_language, use_language

if TYPE_CHECKING:
    from typer import Typer


def build_app() -> "Typer":
    """Every command, described in the language in force."""
    from enablement.commands import content, demo, desktop, hub, laptop, outbox, search, threads
    from enablement.commands.group import new_group

    app = new_group()
    desktop.add_to(app)
    laptop.add_to(app)
    search.add_to(app)
    outbox.add_to(app)
    threads.add_to(app)
    content.add_to(app)
    demo.add_to(app)
    hub.add_to(app)
    return app


def main() -> None:
    """Run the command line; an expected failure is a sentence on stderr and a non-zero exit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a letter gets a stand-in, never a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    use_language(system_language())
    try:
        build_app()()
    except EnablementError as error:
        sys.stdout.flush()
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
