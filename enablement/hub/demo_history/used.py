"""What the cards did in the demo's history: how often each was used, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLISHED_WEEKS_AGO = (22, 12, 5)
"""When the sample was published: as it was first, as it was later, and as it is."""


@dataclass(frozen=True)
class Used:
    """A card's use: how often beside the others, and the share that worked, by revision.

    `steps` are the publications that brought its revisions. `teams` are teams for which it does
    otherwise, `words` what buyers say. With `clung_to` reps keep to the revision before the last.
    """

    card_id: str
    often: float
    worked: tuple[float, ...]
    words: tuple[str, ...] = ()
    steps: tuple[int, ...] = (0,)
    teams: Mapping[str, float] = field(default_factory=dict)
    spanish: bool = False
    story: bool = False
    clung_to: bool = False


USED = (
    Used("too-expensive", 10, (0.34, 0.66), (
        "That is double what we pay now.", "All that for a few thermometers?",
        "I can't justify that kind of money.", "My budget ends at 300 a month.",
    ), steps=(0, 1)),
    Used("competitor-is-cheaper", 8, (0.64, 0.36), (
        "I have a better quote on my desk.", "The others want half.",
        "Glacint throws in the gateway.",
    ), steps=(0, 2)),
    Used("is-it-secure", 8, (0.6,), (
        "Our security team will never allow this.", "Do you have ISO 27001 or SOC 2?",
        "No strange devices on our network.",
    ), teams={"midmarket": 0.84, "enterprise": 0.27}),
    Used("need-to-think", 8, (0.3, 0.52, 0.55), (
        "Let me sleep on it.", "Leave it with us.", "Call me in a few weeks.",
    ), steps=(0, 1, 2), clung_to=True),
    Used("saint-orrin-freezer-night", 6, (0.74,), ("That could have been us in August.",),
         story=True),
    Used("no-budget-now", 5, (0.38,), ("Come back in January.", "Every cent is frozen.")),
    Used("already-have-a-vendor", 5, (0.47,), ("We are with Thermavox until 2028.",)),
    Used("pilot-first", 5, (0.58,), ("Can we try it in two stores?",)),
    Used("integration", 4, (0.5,), ("It must speak to SAP.",)),
    Used("roi-unclear", 4, (0.53,), ("Show me the sum for one store.",)),
    Used("paper-works-fine", 4, (0.49,), ("Paper never runs out of battery.",)),
    Used("boss-decides", 3, (0.41,), ("My boss will say no.",)),
    Used("tarn-valley-early-warning", 3, (0.7,), story=True),
    Used("versus-glacint", 3, (0.55,), ("Glacint said the same.",)),
    Used("send-me-information", 3, (0.22,), ("Just send me something.",)),
    Used("references", 2, (0.66,), ("Show me one customer like us.",)),
    Used("kestrel-bay-out-of-the-drawer", 2, (0.6,), story=True),
    Used("staff-will-not-use-it", 2, (0.45,), ("My people will switch it off.",)),
    Used("demasiado-caro", 7, (0.4, 0.63), (
        "Es el doble de lo que pagamos.", "¿Todo eso por unos termómetros?",
        "No me lo van a aprobar.",
    ), steps=(0, 1), spanish=True),
    Used("la-competencia-es-mas-barata", 4, (0.46,), ("Los otros piden la mitad.",), spanish=True),
    Used("es-seguro", 3, (0.55,), ("Sistemas no lo va a permitir.",), spanish=True),
    Used("no-hay-presupuesto", 3, (0.39,), ("Vuelva en enero.",), spanish=True),
    Used("la-noche-de-saint-orrin", 3, (0.72,), spanish=True, story=True),
    Used("mandeme-informacion", 1, (0.3,), ("Mándeme algo por correo.",), spanish=True),
)  # fmt: skip
ACCOUNTS = (
    "Tarn Valley Foods", "Kestrel Bay", "Oldmeadow Insurance", "Brightwater Clinics",
    "Halden Grocers", "Mirador Hotels", "Copperline Logistics", "Fennimore Dairy",
    "Puerto Sereno", "Alta Mesa Supermercados", "Glasswing Pharma", "Wickham Schools",
)  # fmt: skip
STAGES = ("prospecting", "discovery", "evaluation", "negotiation", "renewal")
WEEKDAYS = (0.8, 1.3, 1.2, 1.25, 0.6, 0.03, 0.02)
"""How busy each day of the week is, from Monday."""
