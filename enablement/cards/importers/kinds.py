"""Story or objection: chosen from what a file says of itself, its folder, its title or its sections."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from enablement.cards.blocks import fold
from enablement.cards.headings import find_headings
from enablement.cards.importers.keys import KIND_KEYS, OBJECTION_KEYS, key_name
from enablement.cards.importers.report import FileReport
from enablement.cards.importers.sections import role_of, word_count
from enablement.cards.model import CardKind
from enablement.translation import n_

_OBJECTION_WORDS = re.compile(
    r"\b(objections?|objecion(es)?|faqs?|q ?& ?a|battle ?cards?|rebuttals?|preguntas frecuentes"
    r"|competitors?|competitive|competencia|competidores|comparisons?|comparativas?|versus)\b"
)
_STORY_WORDS = re.compile(
    r"\b(story|stories|case stud(y|ies)|customer stor(y|ies)|success|testimonials?|news|blog|posts?"
    r"|historias?|casos?( de exito)?|user stor(y|ies)|press|updates?)\b"
)
_VERSUS = re.compile(r"\w\s+(vs\.?|versus|compared (to|with)|frente a|comparado con)\s+\w")
_VOICE = re.compile(
    r"\b(i|we|us|our|my|me|you|your|nosotros|nuestr[oa]s?|tenemos|necesitamos|podemos|puedo|tu|su|vuestr[oa]s?|usted(es)?)\b"
)
_BUYERS_QUESTION = re.compile(
    r"^(why|how much|how hard|how long|how (do|does|is|are|can) (you|your|it|we|i)|is|are|isn.?t|aren.?t|does|do|don.?t|can|could|will"
    r"|would|should|what if|what.?s (the|so|in it)|por que|cuanto|es|son|puedo|podemos|pueden|que pasa si|como se|y si)\b"
)
_COMPLAINT = re.compile(
    r"^(it|it.s|its|this|that|that.s|you|you.re|your|we|we.re|we.ve|we.ll|i|i.m|i.ve|i.d|i.ll|our|my|they|there|not|no|too|sounds?"
    r"|es|esta|no|ya|nuestro|nuestra|su|demasiado|tenemos|muy)\b.*"
    r"\b(expensive|costs?|price[dsy]?|cheaper|budget|money|afford|already (have|use|got|do|work)|don.?t (need|want|have|see|trust|like|think|know)|do not"
    r"|can.?t|cannot|won.?t|no time|busy|risk(y)?|locked? in|lock-in|complicated|complex|hard to|too \w+|happy with|satisfied"
    r"|not (interested|now|ready|sure|convinced|a priority|secure|the right|for us)|never heard|think about it|call me|send me|later"
    r"|caro|cara|caros|presupuesto|precio|barat[oa]s?|no (necesitamos|tenemos|queremos|podemos|es el momento|nos interesa|confi\w+|me interesa|estamos)"
    r"|ya (tenemos|usamos|trabajamos|contamos)|demasiado|complicad[oa]|riesgo|mas adelante)\b"
)
_SHORT_COMPLAINT = re.compile(
    r"^(too (expensive|complex|complicated|risky|slow|late|early|much|hard|\w+)|(we have |we.ve )?no (time|budget|need|money|interest)"
    r"|not (now|interested|ready|a priority|convinced)|(muy|demasiado) (caro|cara|complicado|complicada)|no (hay|tenemos) (tiempo|presupuesto)|ahora no|ya (tenemos|usamos|trabajamos con|contamos con)"
    r"|(just )?(send|email|call) (me|us)|we already (have|use|work with)|i already (have|use))\b"
)
_RESPONSE = re.compile(
    r"^(our |the |a |suggested |your )*(responses?|rebuttals?|answers?|reply|talk ?tracks?|talking points"
    r"|say this|handling|di esto|respuestas?|argumentos)$"
    r"|^(how to (respond|answer|reply|handle (it|this|the objection))|what to say|como responder|que decir)\b"
)
_RESPONSE_LABEL = re.compile(
    r"(?im)^[ \t>*-]*\*{0,2}(objection|response|answer|rebuttal|reply|say|say this|respuesta|objeción|talk track|a)\*{0,2}[ \t]*:"
)


def is_question(text: str) -> bool:
    """Whether a heading is put as a question."""
    return text.rstrip(" *_\"”'»").endswith(("?", "？")) or text.lstrip(' *_"“').startswith("¿")


def is_buyers_voice(text: str) -> bool:
    """Whether a title is a question or a complaint as a buyer would say it."""
    plain = fold(text).replace("’", "'").strip(" .!\"'“”«»¿")
    if is_question(text):
        return bool(_VOICE.search(plain) or _BUYERS_QUESTION.match(plain))
    return (
        bool(_COMPLAINT.match(plain) or _SHORT_COMPLAINT.match(plain)) and len(plain.split()) <= 16
    )


def names_objections(text: str) -> bool:
    """Whether a title or a folder's name says that objections or questions are handled there."""
    return bool(_OBJECTION_WORDS.search(re.sub(r"[-_/]+", " ", fold(text))))


def is_response(heading: str) -> bool:
    """Whether a heading is that of an answer."""
    return bool(_RESPONSE.match(fold(heading).strip(' :.*_"')))


def has_response_label(text: str) -> bool:
    """Whether a text has a label such as “Response:”."""
    return bool(_RESPONSE_LABEL.search(text))


def choose_kind(
    path: PurePosixPath, title: str, body: str, values: dict[str, object], file: FileReport
) -> CardKind:
    """The kind of a page, and why in the report."""
    ways: tuple[Callable[[], CardKind | None], ...] = (
        lambda: _own_kind(values, file),
        lambda: _kind_in_answers(values, file),
        lambda: _kind_in_keys(values, file),
        lambda: _kind_in_folders(path, file),
    )
    found = next((kind for way in ways if (kind := way()) is not None), None)
    return found or _kind_in_words(title, body, file)


def _own_kind(values: dict[str, object], file: FileReport) -> CardKind | None:
    own = str(values.get("kind", "")).strip().lower()
    if own not in list(CardKind):
        return None
    file.note(n_("The kind comes from the key “{key}”."), key="kind")
    del values["kind"]
    return CardKind(own)


def _kind_in_answers(values: dict[str, object], file: FileReport) -> CardKind | None:
    for key, value in values.items():
        if key_name(key) in OBJECTION_KEYS and isinstance(value, str) and value.strip():
            file.note(n_("It is an objection, because it has the key “{key}”."), key=key)
            return CardKind.OBJECTION
        if role_of(key) in ("say_this", "avoid") and word_count(value) >= 2:
            file.note(
                n_("It is an objection, because it says what to answer under “{key}”."), key=key
            )
            return CardKind.OBJECTION
    return None


def _kind_in_folders(path: PurePosixPath, file: FileReport) -> CardKind | None:
    for folder in reversed(path.parts[:-1]):
        if names_objections(folder):
            file.note(
                n_("It is an objection, because it lies in the folder “{folder}”."), folder=folder
            )
            return CardKind.OBJECTION
        if _STORY_WORDS.search(re.sub(r"[-_]+", " ", fold(folder))):
            file.note(n_("It is a story, because it lies in the folder “{folder}”."), folder=folder)
            return CardKind.STORY
    return None


def _kind_in_keys(values: dict[str, object], file: FileReport) -> CardKind | None:
    for key, value in values.items():
        if key_name(key) not in KIND_KEYS:
            continue
        said = " ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        plain = re.sub(r"[-_]+", " ", fold(said))
        for kind, found in ((CardKind.OBJECTION, names_objections(said)),
                            (CardKind.STORY, bool(_STORY_WORDS.search(plain)))):  # fmt: skip
            if found:
                message = (
                    n_("It is an objection, because it says “{key}: {value}”.")
                    if kind is CardKind.OBJECTION
                    else n_("It is a story, because it says “{key}: {value}”.")
                )
                file.note(message, key=key, value=said)
                return kind
    return None


def _kind_in_words(title: str, body: str, file: FileReport) -> CardKind:
    plain = fold(title)
    if names_objections(title) or _VERSUS.search(plain):
        file.note(n_("It is an objection, because its title speaks of objections or a comparison."))
        return CardKind.OBJECTION
    if is_question(title) or is_buyers_voice(title):
        file.note(n_("It is an objection, because its title is what a buyer would say or ask."))
        return CardKind.OBJECTION
    if any(is_response(found.text) for found in find_headings(body.split("\n"))):
        file.note(n_("It is an objection, because it has a section with what to answer."))
        return CardKind.OBJECTION
    file.note(n_("It is a story, because nothing in it says that it answers an objection."))
    return CardKind.STORY
