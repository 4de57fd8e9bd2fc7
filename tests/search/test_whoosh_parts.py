"""Importing Whoosh must be silent, even where nothing was compiled before."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
import enablement.search.whoosh_parts as parts
before = {name for name in sys.modules if name.startswith("whoosh")}
from enablement.search.storage import MemoryStorage
from enablement.search.updates import write_update
from enablement.search.analysis import Analyser
from enablement.cards.model import Card
from enablement.library.cards import HeldCard
storage = MemoryStorage()
for number in range(20):
    card = Card(id=str(number), kind="story", title="a card")
    deleted = [0] if number > 4 else []
    write_update(storage, deleted, [HeldCard(card, 1, "hash")], Analyser)
after = {name for name in sys.modules if name.startswith("whoosh")}
print(sorted(after - before))
"""


def test_a_cold_import_warns_of_nothing_and_brings_in_everything(tmp_path: Path) -> None:
    cold = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        env=cold, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
