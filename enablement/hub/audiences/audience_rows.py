"""The rows of the audiences, read."""

from sqlalchemy import Connection, RowMapping, select

from enablement.errors import HubMissingError
from enablement.hub.audiences.reach import Audience
from enablement.hub.models import audiences
from enablement.translation import n_


def read_audiences(connection: Connection) -> list[Audience]:
    """Every audience, by name."""
    query = select(audiences).order_by(audiences.c.name, audiences.c.audience_id)
    return [_audience(row) for row in connection.execute(query).mappings()]


def read_audience(connection: Connection, audience_id: str, *, lock: bool = False) -> Audience:
    """One audience; `HubMissingError` for none such."""
    query = select(audiences).where(audiences.c.audience_id == audience_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise HubMissingError(
            n_("There is no such audience."), mend=n_("Look it up under Audiences.")
        )
    return _audience(row)


def _audience(row: RowMapping) -> Audience:
    return Audience(
        audience_id=row["audience_id"],
        name=row["name"],
        teams=tuple(row["teams"]),
        regions=tuple(row["regions"]),
        languages=tuple(row["languages"]),
        most_active=row["most_active"],
        most_new_a_week=row["most_new_a_week"],
    )
