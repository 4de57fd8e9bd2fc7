"""How much a hub that is measured holds, and who its reps are."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

TEAMS, REGIONS = ("north", "south", "partners", "midmarket"), ("emea", "amer", "apac")
SPAN = timedelta(days=730)
"""How far back it goes."""


@dataclass(frozen=True)
class Size:
    """How much there is."""

    reps: int = 200
    cards: int = 5_000
    usage: int = 2_000_000
    asked: int = 20_000
    threads: int = 2_000

    @classmethod
    def small(cls) -> "Size":
        """Enough to see that everything runs."""
        return cls(reps=20, cards=60, usage=3_000, asked=200, threads=30)


@dataclass(frozen=True)
class Rep:
    """A rep and their laptop, as its rows tell."""

    device: str
    token: str
    person_id: str
    name: str
    team: str
    region: str

    def row(self) -> dict[str, Any]:
        """The columns that tell whose something is."""
        return {
            "person_id": self.person_id,
            "rep_name": self.name,
            "team": self.team,
            "region": self.region,
        }


def make_reps(count: int) -> list[Rep]:
    """So many reps, in every team of every region."""
    return [
        Rep(
            device=f"device-{place:04}",
            token=f"token-{place:04}",
            person_id=f"person-{place:04}",
            name=f"Rep {place:04}",
            team=TEAMS[place % len(TEAMS)],
            region=REGIONS[place // len(TEAMS) % len(REGIONS)],
        )
        for place in range(count)
    ]
