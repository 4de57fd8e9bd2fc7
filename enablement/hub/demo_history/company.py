"""Who takes part in the demo's history: four teams in three regions, and the people of marketing."""

from dataclasses import dataclass

from enablement.hub.access.roles import Role

REP_OF_THE_DEMO = "Ana Ruiz"
"""The rep whose laptop the demo opens; in the history she had another one."""

MARKETING = (
    (Role.MARKETER, "mara.kent@example.com", "Mara Kent"),
    (Role.MARKETER, "teo.salas@example.com", "Teo Salas"),
    (Role.APPROVER, "omar.diaz@example.com", "Omar Diaz"),
)
_BOTH = ("es", "en")


@dataclass(frozen=True)
class RepInThePast:
    """A rep; `busy` is how many logs they write beside others, `late` that their laptop syncs seldom."""

    name: str
    team: str
    region: str
    busy: float
    languages: tuple[str, ...] = ("en",)
    late: bool = False


REPS = (
    RepInThePast(REP_OF_THE_DEMO, "midmarket", "emea", 1.2, ()),
    RepInThePast("Bea Lund", "midmarket", "emea", 1.5),
    RepInThePast("Carl Voss", "midmarket", "emea", 0.7),
    RepInThePast("Dilek Aydin", "midmarket", "emea", 1.0),
    RepInThePast("Gus Harlow", "midmarket", "north-america", 1.4),
    RepInThePast("Hana Sato", "midmarket", "north-america", 0.9),
    RepInThePast("Ivo Banks", "midmarket", "north-america", 1.1, late=True),
    RepInThePast("Emil Novak", "enterprise", "emea", 1.3),
    RepInThePast("Farah Idris", "enterprise", "emea", 0.8),
    RepInThePast("Greta Holm", "enterprise", "emea", 1.0, late=True),
    RepInThePast("Jo Tran", "enterprise", "north-america", 1.2),
    RepInThePast("Kim Adeyemi", "enterprise", "north-america", 1.0),
    RepInThePast("Lou Petit", "enterprise", "north-america", 0.5, late=True),
    RepInThePast("Milo Grant", "enterprise", "north-america", 0.9),
    RepInThePast("Nina Roy", "small-business", "emea", 1.6),
    RepInThePast("Otis Webb", "small-business", "emea", 1.1),
    RepInThePast("Pia Berg", "small-business", "emea", 0.3),
    RepInThePast("Quinn Hale", "small-business", "north-america", 1.3),
    RepInThePast("Rosa Paz", "small-business", "latam", 1.2, _BOTH),
    RepInThePast("Saúl Ibarra", "small-business", "latam", 1.0, _BOTH),
    RepInThePast("Tania Cruz", "partners", "latam", 1.3, _BOTH),
    RepInThePast("Úrsula Vega", "partners", "latam", 0.8, _BOTH),
    RepInThePast("Víctor Rey", "partners", "latam", 1.1, _BOTH, late=True),
    RepInThePast("Wim Bakker", "partners", "emea", 0.9),
    RepInThePast("Xenia Popa", "partners", "emea", 0.6),
)
