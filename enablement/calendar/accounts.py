"""Guesses which customer a meeting is with, from its title and who is invited; rather none than a wrong one."""

import re
from collections.abc import Iterable

from enablement.calendar.meeting import Person

_FREE_MAIL = frozenset(
    {"gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "icloud", "me", "gmx",
     "proton", "protonmail", "aol", "mail", "web", "group", "resource"}
)  # fmt: skip
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_SPLIT = re.compile(
    r"\s*(?:[()]|<+>+|\||/|·|×|:\s|\s[-–—@x]\s|\s(?:with|con|at|for|para)\s|(?<=visita)\s(?:a|en)\s)\s*",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"\b(?:1\s?:\s?1|1on1|one[- ]on[- ]one|stand-?up|all[- ]hands|coffee|café|lunch|almuerzo|comida|dentist"
    r"|dentista|focus time|holiday|vacation|vacaciones|out of office|flight|vuelo|train|tren|interview|entrevista|webinar|off-?site|training|formación|q&a|parents?|padres|school|colegio|doctor|médico|gym)\b",
    re.IGNORECASE,
)
_ABOUT = """
a an and the of on in to by de del la el los las y e en a al por
renewal renew review meet business pilot demo demonstration call calls meeting intro introduction weekly
monthly quarterly daily sync qbr kickoff kick-off kick off visit negotiation negotiate follow-up follow up
discovery proposal workshop contract price pricing offer first second third final next budget
session check-in check training onboarding presentation tour site security data questions it finance
procurement team sales forecast pipeline planning roadmap catch-up catch lunch coffee rollout
reunión renovación revisión piloto demostración llamada visita negociación seguimiento propuesta taller
contrato precio precios oferta primera segunda tercera última próxima presupuesto sesión
formación presentación equipo ventas previsión planificación café semanal mensual trimestral
despliegue seguridad datos preguntas compras finanzas sobre inicial implantación
"""
"""What a meeting is about rather than whom it is with."""
_GENERIC = frozenset(_ABOUT.split())
_WORD = re.compile(r"[^\W_][\w’'&.-]*")


def is_internal(title: str) -> bool:
    """Whether a title tells a meeting without a customer: a stand-up, a lunch, a flight."""
    return _INTERNAL.search(title) is not None


def names_somebody(title: str) -> bool:
    """Whether a title holds a name at all, though it may not tell whose."""
    return bool(_named(title))


def guess_account(title: str, people: Iterable[Person], organizer: str = "") -> str:
    """The customer's name as the title writes it, else as their addresses do; empty for none."""
    if is_internal(title):
        return ""
    invited = tuple(people)
    names = {name for person in invited for name in (person.name.casefold(), *_words(person.name))}
    own = _company(organizer)
    others = {company for person in invited if (company := _company(person.email))} - {own}
    parts = [part for part in _SPLIT.split(title) if part and part.casefold() not in names]
    for part in parts:
        if any(company in _squeezed(part) for company in others):
            return _named(part) or part.strip()
    named = [name for part in parts if (name := _named(part))] if len(parts) > 1 else []
    if named:
        return max(named, key=lambda name: (len(name.split()), -named.index(name)))
    # Without an organiser one of these may be the rep's own company.
    return others.pop().replace("-", " ").title() if own and len(others) == 1 else ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _squeezed(text: str) -> str:
    """A text as it would stand in an address."""
    return "".join(_words(text)).replace("-", "").replace("’", "").replace("'", "")


def _company(email: str) -> str:
    """The company's part of an address; empty for a mailbox that anybody can have."""
    labels = email.rpartition("@")[2].casefold().split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    company = labels[-1] if labels else ""
    return "" if company in _FREE_MAIL or len(company) < 3 else company


def _named(part: str) -> str:
    """The name in a part of a title: its words from the first to the last that are capitalised."""
    words = part.split()
    telling = [
        at for at, word in enumerate(words)
        if word[:1].isupper() and word.strip(".,:;!?()").casefold() not in _GENERIC
    ]  # fmt: skip
    if not telling:
        return ""
    return " ".join(words[telling[0] : telling[-1] + 1]).strip(" .,:;!?()")
