"""Whether a hub process can do its work now, for a load balancer that asks."""

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.schema import HEAD, current_revision
from enablement.translation import n_


def check_ready(database: Database) -> None:
    """Read from the database; `HubDataError` when it does not answer, or is of another schema.

    Of a newer one when another process has been updated first: this one shall then get no requests.
    """
    with database.reading() as connection:
        read_identity(connection)
        revision = current_revision(connection)
    if revision != HEAD:
        raise HubDataError(
            n_("The hub in {place} is of schema {found}, and this program of {own}."),
            mend=n_("Update Enablement; nothing was changed."),
            place=database.place,
            found=revision,
            own=HEAD,
        )
