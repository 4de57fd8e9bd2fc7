"""From a pasted e-mail or call note to its sentences: without headers, greetings, signatures, quotes.

What surrounds the words of the buyer asks for no card, so it is left out here once for all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST = 400
"""A sentence of more characters is cut, at a clause if it has one: it is nothing to show."""

_WRAPPED = 40
"""A shorter line was ended on purpose; a longer one that ends in mid-sentence was wrapped."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a clause, that stands at [start, end) of a text; in `text` it is one line."""

    text: str
    start: int
    end: int


class _Kind(Enum):
    TEXT = auto()
    BLANK = auto()
    BULLET = auto()
    QUOTED = auto()
    HEADER = auto()
    GREETING = auto()
    CLOSING = auto()
    SIGNATURE = auto()


@dataclass(frozen=True)
class _Line:
    """A line of the text; [start, end) is what it says, without its bullet or greeting."""

    kind: _Kind
    start: int
    end: int


_QUOTE = re.compile(r"\s*>[>\s]*")
_BULLET = re.compile(r"\s*(?:[-–—*•◦▪·‣+]|\(?\d{1,2}[.)]|\(?[A-Za-z]\))\s+")
_HEADER = re.compile(
    r"\s*\**(?:(?:from|to|cc|bcc|sent|date|subject|reply-to|de|para|cco|enviad[oa](?: el)?|fecha"
    r"|asunto)\**\s?:"
    r"|(?:on|el)\b.{8,160}\b(?:wrote|escribió|escribio)\s*:\s*$"
    r"|[-_=*~]{3,}"
    r"|(?:sent from my|enviado desde mi|get outlook)\b)",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(r"\s*(?:sent from|enviado desde) (?:my|mi) \w+\W*$", re.IGNORECASE)
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|estimad[oa]s?|querid[oa]s?"
    r"|buen[oa]s?(?: d[ií]as| tardes| noches)?|[^\W\d_]+, buen[oa]s (?:d[ií]as|tardes|noches))\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*[^\W\d_]+(?: [^\W\d_]+){0,2}\s*[,:]\s*$")
"""“Jonas,” alone on a line."""
_AFTER_GREETING = re.compile(r"[^,:!.?\n]{0,40}[,:!.]\s+")
_MOST_GREETING_WORDS = 8
_CLOSING = re.compile(
    r"\s*(?:(?:(?:with )?(?:best|kind|kindest|warm|many) )?(?:regards|wishes|thanks)"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|yours|cheers|best|take care|(?:see|talk to) you (?:soon|then)|thanks?(?: you)?"
    r"(?: again| a million| so much| in advance| very much)?"
    r"|(?:un |muchos )?(?:cordial(?:es)? )?(?:saludos?|abrazos?)(?: cordial(?:es)?)?"
    r"|atentamente|cordialmente|(?:muchas )?gracias(?: de antemano| por todo)?"
    r"|qued[oa](?:mos)? atent[oa]s?)\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"\s*--\s*$")
_POSTSCRIPT = re.compile(r"\s*p\.?\s?[sd]\b", re.IGNORECASE)
_MORE_THAN_A_NAME, _MORE_THAN_AN_ADDRESS = 4, 8
"""From so many words on, with and without a full stop, a line after a closing is a message again."""

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[^\W\d_]|mr|mrs|ms|dr|prof|st|vs|approx|appr|nr|dept|dpto|ca|cf|fig|tel|sr|sra|sres"
    r"|sras|srta|dra|ud|uds|vd|ej|aprox|núm|pág|págs|av|avda|feb|aug|sept|oct|nov|dec|ene)"
    r"|\.[^\W\d_]+)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:,]\s+|[;,]?\s+(?:[-–—]\s+|(?=¿|(?:but|and|so|because|although|though|or|pero|y|e|ni"
    r"|aunque|porque|además|sino)\s))",
    re.IGNORECASE,
)
_FEWEST_IN_CLAUSE = 3
_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+(?:[ \t]*>)*\s*")


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of any text in its order: they never overlap and never lack a character.

    A line break in mid-sentence is a space; a blank line, a bullet and a short line end a sentence.
    Quoted lines are left out, unless all that the text says is quoted.
    """
    lines = _read_lines(text, quoted=False)
    if not any(line.kind in (_Kind.TEXT, _Kind.BULLET) for line in lines):
        lines = _read_lines(text, quoted=True)
    found: list[Sentence] = []
    for start, end in _blocks(text, lines):
        for first, last in _ends(text, start, end):
            if not _SENT_FROM.match(text, first, last):
                found += _cut(text, first, last)
    return found


def split_clauses(sentence: Sentence, source: str) -> list[Sentence]:
    """The parts of a sentence that could stand alone; the sentence itself when there is but one."""
    raw = source[sentence.start : sentence.end]
    cuts = [0]
    for match in _CLAUSE.finditer(raw):
        if len(raw[cuts[-1] : match.start()].split()) >= _FEWEST_IN_CLAUSE:
            cuts.append(match.end())
    if len(cuts) > 1 and len(raw[cuts[-1] :].split()) < _FEWEST_IN_CLAUSE:
        cuts.pop()
    parts = zip(cuts, [*cuts[1:], len(raw)], strict=True)
    clauses = [
        _sentence(source, sentence.start + first, sentence.start + last) for first, last in parts
    ]
    return [clause for clause in clauses if clause]


def _read_lines(text: str, *, quoted: bool) -> list[_Line]:
    """Every line with its kind; those of a signature and quoted ones are marked as such."""
    lines: list[_Line] = []
    at = 0
    closed: _Kind | None = None
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip()
        line = _read_line(body, at, quoted=quoted)
        if line.kind in (_Kind.CLOSING, _Kind.SIGNATURE):
            closed = line.kind
        elif closed and _resumes(line, body, closed):
            closed = None
        elif closed and line.kind in (_Kind.TEXT, _Kind.BULLET):
            line = _Line(_Kind.SIGNATURE, at, at + len(body))
        lines.append(line)
        at += len(raw)
    return lines


def _resumes(line: _Line, body: str, closed: _Kind) -> bool:
    """Whether the message, or another one, goes on after a closing or a signature's mark."""
    if line.kind in (_Kind.HEADER, _Kind.GREETING) or _GREETING.match(body):
        return True
    if closed is not _Kind.CLOSING or line.kind is not _Kind.TEXT:
        return False
    words = len(body.split())
    sentence = words >= _MORE_THAN_A_NAME and body[-1] in ".?!…"
    return sentence or words >= _MORE_THAN_AN_ADDRESS or bool(_POSTSCRIPT.match(body))


def _read_line(body: str, at: int, *, quoted: bool) -> _Line:
    start, end = 0, len(body)
    mark = _QUOTE.match(body)
    if mark:
        if not quoted:
            return _Line(_Kind.QUOTED, at, at + end)
        start = mark.end()
    rest = body[start:]
    kind = _Kind.TEXT
    if not rest.strip():
        kind = _Kind.BLANK
    elif _SIGNATURE.match(rest):
        kind = _Kind.SIGNATURE
    elif _HEADER.match(rest):
        kind = _Kind.HEADER
    elif _CLOSING.match(rest):
        kind = _Kind.CLOSING
    elif greeted := _greeting(rest):
        kind = _Kind.GREETING if greeted == len(rest) else _Kind.BULLET
        start += greeted
    elif bullet := _BULLET.match(rest):
        kind = _Kind.BULLET
        start += bullet.end()
    return _Line(kind, at + start, at + end)


def _greeting(line: str) -> int:
    """How much of a line greets somebody."""
    if _NAMED.match(line) and all(word[0].isupper() for word in line.split()):
        return len(line)
    greeting = _GREETING.match(line)
    if not greeting:
        return 0
    if len(line.split()) <= _MOST_GREETING_WORDS and (
        line.rstrip()[-1] in ",:!" or len(line) - greeting.end() <= 1
    ):
        return len(line)
    after = _AFTER_GREETING.match(line, greeting.end())
    return after.end() if after else 0


def _blocks(text: str, lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """What is read in one go: lines that were wrapped together."""
    start, end = -1, -1
    for line in lines:
        goes_on = line.kind is _Kind.TEXT and start >= 0 and _wrapped(text, end)
        if start >= 0 and not goes_on:
            yield start, end
            start = -1
        if line.kind in (_Kind.TEXT, _Kind.BULLET):
            start, end = (start if goes_on else line.start), line.end
    if start >= 0:
        yield start, end


def _wrapped(text: str, end: int) -> bool:
    """Whether the line that ends there was broken for want of room."""
    if text[end - 1 : end] == ",":
        return True
    line = text[max(0, end - _WRAPPED) : end]
    return len(line) == _WRAPPED and len(line.splitlines()) == 1


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        stop = match.group().startswith(".") and len(match.group()) == 1
        if stop and _ABBREVIATED.search(text, max(first, match.start() - 12), match.start()):
            continue
        yield first, match.end()
        first = match.end()
    yield first, end


def _cut(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentence there, in pieces when it is very long; nothing when it says nothing."""
    start, end = _trimmed(text, start, end)
    while start < end:
        at = end
        if end - start > LONGEST:
            window = text[start : start + LONGEST]
            clauses = [match.end() for match in _CLAUSE.finditer(window)]
            at = start + (clauses[-1] if clauses else window.rfind(" ") + 1 or LONGEST)
        piece = _sentence(text, start, at)
        if piece:
            yield piece
        start, end = _trimmed(text, at, end)


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    start, end = _trimmed(text, start, end)
    line = _BREAKS.sub(" ", text[start:end])
    return Sentence(line, start, end) if any(map(str.isalnum, line)) else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
