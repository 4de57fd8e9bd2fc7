"""What marketing's policies and the field's evidence mean to a search, as the hub last sent them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from enablement.search.synonyms import SynonymTable


@dataclass(frozen=True)
class SearchPolicies:
    """The synonyms in force, and how each card stands by its evidence, from -1 to 1."""

    synonyms: SynonymTable = field(default_factory=SynonymTable)
    standings: Mapping[str, float] = field(default_factory=dict)
