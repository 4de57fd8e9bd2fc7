"""From what a search answers to what the list shows: rows, the headers between them, the choices."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from enablement.cards.model import CardKind
from enablement.search.query import SearchQuery
from enablement.search.results import Facet, Hit, LanguageGroup, Passage, SearchResults
from enablement.translation import _
from enablement.ui.finding.ask import Ask, one_line
from enablement.ui.kinds import language_name, value_name
from enablement.ui.values import Choice, Found, Header, Item, Row


def query_for(ask: Ask, preferred_languages: tuple[str, ...]) -> SearchQuery:
    """The question as the search reads it."""
    of: dict[str, tuple[str, ...]] = {}
    for facet, value in ask.chosen:
        of[facet] = (*of.get(facet, ()), value)
    kind, language = of.get("kind", ()), of.get("language", ())
    return SearchQuery(
        text=ask.words,
        kind=CardKind(kind[0]) if kind else None,
        products=of.get("products", ()),
        industries=of.get("industries", ()),
        personas=of.get("personas", ()),
        stages=of.get("stages", ()),
        competitors=of.get("competitors", ()),
        tags=of.get("tags", ()),
        language=language[0] if language else None,
        preferred_languages=preferred_languages,
        limit=ask.limit,
        as_you_type=not ask.pasted,
        verbatim=ask.verbatim,
    )


def found_for(ask: Ask, results: SearchResults, examples: tuple[str, ...] = ()) -> Found:
    """What the screen shows for an answer."""
    main = results.total - sum(group.total for group in results.elsewhere)
    more = len(results.hits) < main and not results.passages
    return Found(
        ask=ask,
        items=tuple(_items(ask, results, more=more)),
        total=results.total,
        corrected="" if ask.pasted else results.corrected,
        more=more,
        asking=len(results.passages),
        suggestions=results.suggestions,
        examples=examples,
    )


def choices_for(ask: Ask, results: SearchResults) -> tuple[Choice, ...]:
    """What an answer can be filtered by; it takes about as long as the answer itself."""
    choices = tuple(_choices(results.facets, ask))
    if results.passages:
        # Their counts are those of the text as a whole, not of this list.
        return tuple(choice for choice in choices if choice.chosen)
    return choices


def row_for(hit: Hit) -> Row:
    """A hit as a line of the list."""
    return Row(
        card_id=hit.card_id,
        revision=hit.revision,
        title=hit.title,
        kind=hit.kind,
        language=hit.language,
        verified=hit.verified,
        text=hit.snippet.text or hit.summary,
        marks=hit.snippet.marks if hit.snippet.text else (),
        why=hit.why(),
        also=hit.translations,
    )


def related_items(hits: Iterable[Hit]) -> tuple[Item, ...]:
    """What stands below the list: cards found by meaning under a header; nothing for none."""
    why = _("found by meaning, not by its words")
    rows = tuple(replace(row_for(hit), why=why) for hit in hits)
    return (Header(_("Related, by meaning")), *rows) if rows else ()


def _items(ask: Ask, results: SearchResults, *, more: bool) -> Iterator[Item]:
    if results.passages:
        yield from _passages(results.passages)
        return
    if ask.pasted and results.total:
        yield Header(_("Closest to the text as a whole"))
    yield from map(row_for, results.hits)
    if not more:
        # The other languages stand at the end of the list, so they come when its end is there.
        for group in results.elsewhere:
            yield from _group(group, alone=not results.hits)
    if not results.total and results.nearest:
        yield Header(_("Nearest cards"))
        yield from map(row_for, results.nearest)


def _passages(passages: Iterable[Passage]) -> Iterator[Item]:
    for passage in passages:
        yield Header(one_line(passage.text), quoted=True)
        yield from map(row_for, passage.hits)


def _group(group: LanguageGroup, *, alone: bool) -> Iterator[Item]:
    words = _("{n} in {language}") if alone else _("{n} more in {language}")
    yield Header(words.format(n=group.total, language=language_name(group.language)))
    yield from map(row_for, group.hits)


def _choices(facets: Iterable[Facet], ask: Ask) -> Iterator[Choice]:
    """Every value that would leave something, and those that are chosen whatever they leave."""
    told: set[tuple[str, str]] = set()
    for facet in facets:
        for value in facet.values:
            chosen = value.chosen or (facet.name, value.value) in ask.chosen
            if value.count or chosen:
                told.add((facet.name, value.value))
                words = value_name(facet.name, value.label)
                yield Choice(facet.name, value.value, words, value.count, chosen)
    for name, chosen_value in ask.chosen:
        if (name, chosen_value) not in told:
            yield Choice(name, chosen_value, value_name(name, chosen_value), 0, chosen=True)
