"""The sample content as it was: cards at revisions before today's, and some that came later."""

import re
import shutil
from pathlib import Path

from enablement.hub.demo_history.used import USED

_LATER = {
    1: (
        "velmora-audit-in-minutes",
        "velmora-auditoria-en-minutos",
        "ai-hype",
        "moda-ia",
        "works-council-drivers",
    ),
    2: ("alarm-fatigue", "renewal-price-rise"),
}
"""Cards by the publication that brought them."""

_LAST_PROOF = re.compile(r"(## (?:Proof|Prueba)\n(?:.*\n)*?)(- [^\n]*\n)(?=\n)")
_FIRST_WORDS = {
    "too-expensive": (
        "Our price is fair for what you get. Quality has its price, and our customers agree that it "
        "pays in the long run. There may be room for a discount if you sign this month."
    ),
    "demasiado-caro": (
        "Nuestro precio es justo. La calidad se paga, y a la larga compensa. Quizá haya un "
        "descuento si firma este mes."
    ),
    "competitor-is-cheaper": (
        "Cheaper to buy, yes. May we lay both quotes side by side? Ours has the batteries, the "
        "spare sensors and the night phone in it. Most find that the other one ends up dearer."
    ),
    "need-to-think": "Of course. What would help you to decide? May I call you on Thursday?",
}
_SAY = re.compile(r"(## (?:Say this|Di esto)\n\n)[^\n]+")


def write_past(content: Path, folder: Path, step: int) -> None:
    """Write the sample content into a folder as the publication of that step had it."""
    shutil.copytree(content, folder, dirs_exist_ok=True)
    for later, names in _LATER.items():
        for name in names if later > step else ():
            for file in folder.glob(f"*/{name}.md"):
                file.unlink()
    for used in USED:
        revision = sum(1 for one in used.steps if one <= step)
        for file in folder.glob(f"*/{used.card_id}.md") if revision < len(used.steps) else ():
            file.write_text(_as_it_was(used.card_id, file.read_text("utf-8"), revision), "utf-8")


def _as_it_was(card_id: str, text: str, revision: int) -> str:
    """A card's file before its newest revision: with a proof less, and at the first in other words."""
    before = _LAST_PROOF.sub(r"\1", text, count=1)
    words = _FIRST_WORDS.get(card_id) if revision == 1 else None
    return _SAY.sub(lambda found: found[1] + words, before, count=1) if words else before
