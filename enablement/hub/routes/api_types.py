"""What programs send and get, by kind.

What they send has limits, and never the character that no database keeps.
"""

from typing import Annotated, Self

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, StringConstraints

_NO_NUL = r"^[^\x00]*$"

Id = Annotated[str, Path(min_length=1, max_length=200, pattern=_NO_NUL)]
"""The name of one thing, in an address."""

Asked = Annotated[str, Query(max_length=200, pattern=_NO_NUL)]
"""A word or name to look for, in an address."""

Line = Annotated[str, StringConstraints(max_length=200, pattern=_NO_NUL)]
"""A line of text in a body."""

Words = Annotated[str, StringConstraints(max_length=10_000, pattern=_NO_NUL)]
"""Text of several lines in a body."""

Most = Annotated[int, Query(ge=1, le=200)]
"""How many to answer at most."""


class Shown(BaseModel):
    """What programs get of something that the hub holds: the attributes with these names."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, held: object) -> Self:
        """The same as programs get it."""
        return cls.model_validate(held)
