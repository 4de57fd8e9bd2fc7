"""Pages that hold several answers, or far too much for a card, become one card for each."""

from collections import Counter

from enablement.cards.front_matter import tidy_body
from enablement.cards.headings import find_headings
from enablement.cards.importers.asking import Asking
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.outline import Part, settle_headings, split_at
from enablement.cards.importers.titles import MAX_TITLE, cut_at_word, plain_title, without_numbering
from enablement.cards.model import CardKind
from enablement.translation import n_

LARGE = 100_000
ENOUGH = 6_000
_FEW_WORDS = 60


def split_draft(draft: Draft) -> list[Draft]:
    """One card for each question a page answers, or each part of a page that is far too long."""
    asking = Asking.on(draft)
    if found := asking.find(draft.body):
        return _by_question(draft, *found, asking)
    if len(draft.body) > LARGE:
        return _by_part(draft)
    return [draft]


def _by_question(draft: Draft, body: str, level: int, asking: Asking) -> list[Draft]:
    rest, parts = split_at(body, level)
    counted = Counter(plain_title(part.heading) for part in parts)
    cards: list[Draft] = []
    topic = ""
    for part in parts:
        if part.level == level and asking.is_asked(part):
            cards.append(_answer(draft, part, len(cards) + 1, topic, counted))
        elif part.level < level and not part.text.strip():
            topic = plain_title(part.heading)
        else:
            rest += f"\n## {part.heading}\n\n{part.text}"
    draft.file.note(
        n_("The page answers {n} questions or objections: each became a card, tagged with “{title}”."),
        n=len(cards), title=draft.title,
    )  # fmt: skip
    _place_rest(draft, tidy_body(rest), cards)
    return cards


def _answer(draft: Draft, part: Part, number: int, topic: str, counted: Counter[str]) -> Draft:
    says = (without_numbering(plain_title(part.heading, 10_000)),)
    title = cut_at_word(says[0], MAX_TITLE)
    if counted[plain_title(part.heading)] > 1:
        title = cut_at_word(f"{title} ({number})", MAX_TITLE)
    card = draft.derive(title=title, body=part.text, part=number)
    card.body = settle_headings(part.text, title, draft.file)
    card.kind, card.says, card.summary, card.wanted_id = CardKind.OBJECTION, says, "", ""
    context = (*draft.facets.get("tags", ()), draft.title, topic)
    card.facets["tags"] = tuple(dict.fromkeys(tag for tag in context if tag))
    return card


def _place_rest(draft: Draft, rest: str, cards: list[Draft]) -> None:
    """Text beside the questions: a few words go along with each card, more become a card."""
    if not rest.strip():
        return
    if len(rest.split()) <= _FEW_WORDS and not find_headings(rest.split("\n")):
        for card in cards:
            card.values["page_introduction"] = " ".join(rest.split())
        draft.file.note(n_("The page's few words of introduction are kept with each card."))
        return
    draft.body = rest
    cards.insert(0, draft)
    draft.file.note(n_("What the page says beside them became a card of its own."))


def _by_part(draft: Draft) -> list[Draft]:
    """Split what is far too long at its topmost headings, and again inside a part if need be."""
    pieces = _pieces(draft.body, draft.title)
    if len(pieces) < 2:
        draft.file.note(n_("The text is very long and has no headings to split it at."))
        return [draft]
    draft.file.note(
        n_("The text is far too long for a card: each of its {n} parts became one."), n=len(pieces)
    )
    cards = []
    for number, (name, text) in enumerate(pieces, 1):
        card = draft.derive(title=cut_at_word(name, MAX_TITLE), body=text, part=number)
        card.body = settle_headings(text, card.title, draft.file)
        card.summary, card.wanted_id = "", ""
        cards.append(card)
    return cards


def _pieces(body: str, title: str) -> list[tuple[str, str]]:
    for level in sorted({found.level for found in find_headings(body.split("\n"))}):
        before, parts = split_at(body, level)
        if len(parts) + bool(before) < 2:
            continue
        return [
            *([(title, before)] if before else []),
            *(piece for group in _groups(parts) for piece in _piece(group, title)),
        ]
    return [(title, body)]


def _groups(parts: list[Part]) -> list[list[Part]]:
    """Neighbouring parts together until there is enough for a card."""
    groups: list[list[Part]] = []
    size = ENOUGH
    for part in parts:
        if size >= ENOUGH or len(part.text) >= ENOUGH:
            groups.append([])
            size = 0
        groups[-1].append(part)
        size += len(part.text)
    return groups


def _piece(group: list[Part], title: str) -> list[tuple[str, str]]:
    """The (title, text) of neighbouring parts; one that is still far too long is split again."""
    first, last = group[0], group[-1]
    whole = f"{title}: {plain_title(first.heading, 10_000)}"
    if last is not first:
        text = "\n".join(f"## {part.heading}\n\n{part.text}" for part in group)
        return [(cut_at_word(f"{whole} – {plain_title(last.heading)}", MAX_TITLE), text)]
    name = cut_at_word(whole, MAX_TITLE)
    # what the title does not hold of the heading, and a heading alone, stays in the text
    kept = f"{first.heading}\n\n" if name != whole or not first.text.strip() else ""
    text = tidy_body(kept + first.text)
    return _pieces(text, name) if len(text) > LARGE else [(name, text)]
