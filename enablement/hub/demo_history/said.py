"""What reps asked in the demo's history, what they searched for in vain, and what marketing said."""

from dataclasses import dataclass

from enablement.hub.demo_history.company import REP_OF_THE_DEMO
from enablement.sync.threads import Fate


@dataclass(frozen=True)
class Asked:
    """A question, contradiction or request so many days ago, and after how many hours its answer."""

    days_ago: int
    rep: str
    kind: str
    card_id: str
    text: str
    hours: int = 0
    answer: str = ""
    fate: Fate = Fate.ANSWERED
    words: str = ""


ASKED = (
    Asked(88, "Bea Lund", "question", "too-expensive",
          "They ask what the price is for one store alone. May I say it?", 115,
          "Yes: it is on the card's new revision, in dollars a day.", Fate.CHANGED),
    Asked(131, "Emil Novak", "contradiction", "is-it-secure",
          "Their auditor says that a medium finding was still open in spring.", 30,
          "It was closed nine days after the test; the report of the second test says so.",
          words="Page 14 says otherwise."),
    Asked(120, "Tania Cruz", "question", "demasiado-caro",
          "¿Sirve la cifra para tiendas pequeñas en México?", 9,
          "Sí, desde 12 sensores; por debajo usa la de Doughty Lane."),
    Asked(104, "Gus Harlow", "request", "", "something for buyers who lease their freezers", 52,
          "No card for now: there are three such deals a year.", Fate.DECLINED),
    Asked(96, "Farah Idris", "question", "integration",
          "Which version of SAP is the connector for?", 14, "S/4HANA from 2021 on."),
    Asked(77, "Nina Roy", "question", "need-to-think",
          "Is the figure of 91 deals from one region or all?", 26, "From all of them, in 2025."),
    Asked(39, "Jo Tran", "contradiction", "competitor-is-cheaper",
          "Glacint includes battery swaps since July.", 110,
          "Right, and thank you. The card says so since its new revision.", Fate.CHANGED,
          words="Look, it is in their price list."),
    Asked(44, REP_OF_THE_DEMO, "question", "pilot-first",
          "How long may a free pilot last for a midmarket buyer?", 6,
          "Six weeks, in two stores at most. Longer ones need Omar's word."),
    Asked(33, "Saúl Ibarra", "request", "", "seguro contra ransomware", 70,
          "There is a card in review; you have it next week."),
    Asked(26, "Kim Adeyemi", "question", "is-it-secure",
          "Enterprise buyers want the name of the outside firm. May we tell?", 31,
          "Under NDA only."),
    Asked(12, REP_OF_THE_DEMO, "contradiction", "too-expensive",
          "A buyer has shown me a calculation where the first year does not pay.", 19,
          "They had left out the lost freezers. The sheet for it is on the card now.",
          words="Your own numbers, and it is minus 400."),
    Asked(6, "Hana Sato", "question", "competitor-is-cheaper",
          "Since the new text, buyers answer with a discount of Glacint's. What now?"),
    Asked(5, "Dilek Aydin", "question", "competitor-is-cheaper",
          "Buyers have the newest Glacint discount. What do we say to it?"),
    Asked(4, "Otis Webb", "request", "", "ransomware insurance"),
    Asked(3, "Rosa Paz", "question", "no-hay-presupuesto",
          "¿Hay una versión para el sector público?"),
    Asked(2, "Greta Holm", "contradiction", "references",
          "Saint Orrin's buyer says they did not agree to be named in Sweden.",
          words="We are a reference? Since when?"),
    Asked(1, REP_OF_THE_DEMO, "question", "integration",
          "Do we connect to Dynamics as well, or to SAP alone?"),
)  # fmt: skip
MISSED = (
    ("en", 16, ("ransomware insurance", "ransomware insurance cover", "insurance for ransomware",
                "ransomware")),
    ("es", 7, ("seguro ransomware", "seguro contra ransomware")),
    ("en", 11, ("gdp pharma", "gdp pharma audit", "pharma gdp")),
    ("en", 9, ("microsoft dynamics", "dynamics connector", "dynamics 365")),
    ("en", 6, ("leased freezers", "freezer leasing")),
    ("es", 8, ("sector público", "licitación pública", "contrato con el gobierno")),
    ("en", 5, ("carbon report", "co2 report")),
    ("en", 3, ("wholesale fish",)),
    ("es", 4, ("camiones refrigerados", "cadena de frío camiones")),
)  # fmt: skip
"""Searches that found nothing: their language, how many, and the words."""
