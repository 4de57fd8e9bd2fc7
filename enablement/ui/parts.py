"""What the features of the desk are built from: each takes these parts and connects itself to them."""

from dataclasses import dataclass

from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.ui.conductor import Conductor
from enablement.ui.main_window import MainWindow
from enablement.ui.preferences import Preferences
from enablement.ui.session import Session
from enablement.ui.sync.rounds import Rounds
from enablement.ui.tasks import Lane
from enablement.ui.theme import Theme


@dataclass(frozen=True)
class Parts:
    """One window and what stands behind it; the library and the index are touched in lanes alone."""

    window: MainWindow
    session: Session
    conductor: Conductor
    rounds: Rounds
    theme: Theme
    library: Library
    index: SearchIndex
    db: Lane
    net: Lane
    preferences: Preferences
