"""The few words of a card that show why it was found, with the words of the query marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enablement.search.matching import MatchedCard, MatchedText, Place
from enablement.search.schema import Part
from enablement.search.shown import ShownCard
from enablement.translation import _

LONGEST = 200
ELLIPSIS = "…"
_LOOKED_AT = 200
"""So many matched words of a text are looked at: a page may hold a common word thousands of times."""
_BEFORE = 80
"""At most so many characters stand before the first marked word of a text that is cut."""

# How much better another text must be before it is shown instead of these.
_PREFERENCE = {Part.SAYS: 1.2, Part.LEAD: 1.1}
_NOT_SHOWN = frozenset({Part.TITLE, Part.FACETS})


@dataclass(frozen=True)
class Snippet:
    """Plain text of at most 200 characters; `marks` are the [start, end) of highlighted words."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def make_snippet(matched: MatchedCard) -> Snippet:
    """The stretch of a card in which most of the query stands closest together.

    For the buyer's words it is their phrase, followed by what to say where there is room.
    """
    best: MatchedText | None = None
    window: Sequence[Place] = ()
    most = 0.0
    for text in matched.texts:
        if text.shown.part in _NOT_SHOWN:
            continue
        places, worth = _best_window(text.places[:_LOOKED_AT], matched)
        worth *= _PREFERENCE.get(text.shown.part, 1.0)
        if worth > most:
            best, window, most = text, places, worth
    if best is None:
        return plain_snippet(matched.card)
    if best.shown.part is Part.SAYS:
        return _spoken(best, matched.card)
    return cut(best.shown.text, window[0].start, window[-1].end, best.spans)


def plain_snippet(card: ShownCard) -> Snippet:
    """The summary, or else the first words of the card, without marks."""
    texts = [text.text for text in card.texts if text.part not in _NOT_SHOWN and text.text.strip()]
    return cut(card.summary.strip() or next(iter(texts), ""), 0, 0, ())


def _spoken(text: MatchedText, card: ShownCard) -> Snippet:
    phrase = cut(text.shown.text, 0, 0, text.spans)
    lead = next((text.text for text in card.texts if text.part is Part.LEAD and text.text), "")
    said, dash = _("“{words}”").format(words=phrase.text), " — "
    room = LONGEST - len(said) - len(dash)
    if len(said) > LONGEST:
        return phrase
    marks = tuple((start + 1, end + 1) for start, end in phrase.marks)
    answer = cut(lead, 0, 0, (), room).text if lead and room >= LONGEST // 4 else ""
    return Snippet(f"{said}{dash}{answer}" if answer else said, marks)


def _best_window(places: Sequence[Place], matched: MatchedCard) -> tuple[Sequence[Place], float]:
    """The run of matched words, within a snippet's length, that holds most of the query."""
    best: Sequence[Place] = places[:1]
    most = 0.0
    first = 0
    for last, place in enumerate(places):
        while place.end - places[first].start > LONGEST - 2 * len(ELLIPSIS) and first < last:
            first += 1
        run = places[first : last + 1]
        groups = frozenset(item.group for item in run)
        weight = matched.weight(groups)
        closeness = (place.end - places[first].start) / LONGEST
        worth = weight * (1.0 - 0.05 * closeness) + 0.01 * len(run)
        if worth > most:
            best, most = run, worth
    return best, most


def cut(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int]], longest: int = LONGEST
) -> Snippet:
    """A stretch of a text around [start, end), cut at words, with an ellipsis where it is cut.

    `spans` are the words to mark, apart from each other and in order.
    """
    flat = text.replace("\n", " ").replace("\t", " ")
    if len(flat) <= longest:
        return Snippet(flat, _shifted(spans, 0, len(flat), 0))
    begin = _begin(flat, start, end, longest)
    head = ELLIPSIS if begin else ""
    finish = len(flat)
    if finish - begin > longest - len(head):
        finish = _word_end(flat, begin, begin + longest - len(head) - len(ELLIPSIS), end)
    tail = ELLIPSIS if finish < len(flat) else ""
    marks = _shifted(spans, begin, finish, len(head) - begin)
    return Snippet(f"{head}{flat[begin:finish]}{tail}", marks)


def _begin(text: str, start: int, end: int, longest: int) -> int:
    """Where to begin: where a sentence does when one is near, else some words before `start`.

    Near the end of the text earlier, so that the room is used.
    """
    spare = max(0, longest - 2 * len(ELLIPSIS) - (end - start))
    last = len(text) - (longest - len(ELLIPSIS))
    earliest = max(0, min(start - min(spare, _BEFORE), last))
    latest = max(earliest, min(start, last + _BEFORE))
    if earliest == 0:
        return 0
    for mark in (". ", "! ", "? ", " "):
        found = text.find(mark, earliest - len(mark), latest)
        if found >= 0:
            return found + len(mark)
    return earliest


def _word_end(text: str, begin: int, most: int, end: int) -> int:
    """The last place up to `most` where a word ends, if possible not before `end`."""
    if text[most] == " ":
        return most
    space = text.rfind(" ", max(begin, min(end, most)), most)
    if space < 0:
        space = text.rfind(" ", begin + 1, most)
    return space if space > begin else most


def _shifted(
    spans: Iterable[tuple[int, int]], begin: int, finish: int, shift: int
) -> tuple[tuple[int, int], ...]:
    """The parts of the spans inside [begin, finish), moved."""
    inside = ((max(start, begin), min(end, finish)) for start, end in spans)
    return tuple((start + shift, end + shift) for start, end in inside if start < end)
