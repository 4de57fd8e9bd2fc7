"""`enablement search`: the desktop's search in the terminal, and what it says of finding nothing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from enablement.commands.group import AsJson, Profile, print_json
from enablement.commands.outbox import say_how_to_take_back
from enablement.commands.profile import opened_library
from enablement.translation import _, ngettext

if TYPE_CHECKING:
    from enablement.library.events import LoggedEvent
    from enablement.library.library import Library
    from enablement.search.query import SearchQuery
    from enablement.search.results import Hit, SearchResults

Several = list[str] | None
KindName = Literal["story", "objection"]


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(help=_("Find cards, offline."))(search)


def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=_("What the buyer said."))],
    kind: Annotated[KindName | None, typer.Option(help=_("Only stories, or objections."))] = None,
    product: Annotated[Several, typer.Option(help=_("Only this product; may be repeated."))] = None,
    industry: Annotated[Several, typer.Option(help=_("Only this industry."))] = None,
    persona: Annotated[Several, typer.Option(help=_("Only for this persona."))] = None,
    stage: Annotated[Several, typer.Option(help=_("Only this stage."))] = None,
    competitor: Annotated[Several, typer.Option(help=_("Only about this competitor."))] = None,
    lang: Annotated[str | None, typer.Option(help=_("Only this language, such as es."))] = None,
    limit: Annotated[int, typer.Option(min=1, help=_("At most so many."))] = 10,
    verbatim: Annotated[
        bool, typer.Option("--verbatim", help=_("Take no word for a misspelt one."))
    ] = False,
    no_log: Annotated[
        bool, typer.Option("--no-log", help=_("Do not tell marketing when nothing is found."))
    ] = False,
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Print the best cards, each with why it was found."""
    from enablement.cards.model import CardKind
    from enablement.search.index import SearchIndex
    from enablement.search.query import SearchQuery

    with opened_library(profile) as library:
        held = library.enrolment.get()
        query = SearchQuery(
            text=" ".join(text),
            kind=CardKind(kind) if kind else None,
            products=tuple(product or ()),
            industries=tuple(industry or ()),
            personas=tuple(persona or ()),
            stages=tuple(stage or ()),
            competitors=tuple(competitor or ()),
            language=lang,
            preferred_languages=held.rep.languages if held else (),
            limit=limit,
            verbatim=verbatim,
        )
        index = SearchIndex(library)
        index.wait()  # whoever asks in a terminal wants the whole answer
        results = index.search(query)
        # With --json a program asks, not a rep.
        tell = not (as_json or no_log or results.total)
        noted = _note_nothing_found(library, query) if tell else None
    if as_json:
        for hit in results.listed:
            print_json(hit.as_json())
    elif results.total:
        _print_found(results)
    else:
        _print_nothing(results, noted)


def _note_nothing_found(library: "Library", query: "SearchQuery") -> "LoggedEvent | None":
    """Record an empty search, unless filters left nothing, or it was a pasted text of a customer's."""
    from enablement.search.query import LONG_TEXT
    from enablement.sync.protocol import Search
    from enablement.translation import current_language

    words = len(query.text.split())
    if any(query.filters()) or not 0 < words < LONG_TEXT:
        return None
    return library.events.log_search(Search(text=query.text, language=current_language()))


def _print_found(results: "SearchResults") -> None:
    if results.passages:
        for passage in results.passages:
            typer.echo(f"“{' '.join(passage.text.split())}”")
            _print_hits(passage.hits)
        return
    if results.corrected:
        typer.echo(
            _("Showing results for “{text}”; --verbatim searches what was typed.").format(
                text=results.corrected
            )
        )
    _print_hits(results.hits)
    for group in results.elsewhere:
        words = ngettext("{n} more in {language}", "{n} more in {language}", group.total)
        typer.echo(words.format(n=group.total, language=group.language) + ":")
        _print_hits(group.hits)


def _print_nothing(results: "SearchResults", noted: "LoggedEvent | None") -> None:
    typer.echo(_("No card was found. Try fewer or other words."))
    if results.suggestions:
        typer.echo(_("Did you mean: {words}").format(words=", ".join(results.suggestions)))
    if results.nearest:
        typer.echo(_("Nearest cards") + ":")
        _print_hits(results.nearest)
    if noted is not None:
        typer.echo(_("Marketing will see that this search found nothing; --no-log keeps it here."))
        say_how_to_take_back(noted)


def _print_hits(hits: Iterable["Hit"]) -> None:
    for hit in hits:
        typer.echo(f"{hit.rank:>2}. {hit.title}  [{hit.card_id}, {hit.language}]")
        for line in (hit.snippet.text, hit.why()):
            if line:
                typer.echo(f"    {line}")
