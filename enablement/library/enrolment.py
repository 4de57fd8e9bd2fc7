"""Which hub this laptop belongs to, as which device, and what it last heard from it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from enablement.library.database import Database
from enablement.library.tables import enrolment
from enablement.sync.protocol import Enrolment, Rep, Root


@dataclass(frozen=True)
class HeldEnrolment:
    """The one enrolment of a profile.

    `shards` are the hashes of the last applied root, the device's own last; `last_issued` is the
    latest moment the hub has signed, below which time cannot be.
    """

    hub_url: str
    hub_id: str
    hub_name: str
    epoch: str
    generation: int
    device: str
    token: str
    public_key: str
    rep: Rep
    last_issued: datetime | None
    shards: tuple[str, ...]


class EnrolmentStore:
    """The enrolment, written when a code was accepted and after each applied root."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> HeldEnrolment | None:
        """The enrolment; `None` before the first."""
        with self._database.reading() as connection:
            return read_enrolment(connection)

    def save(self, connection: Connection, url: str, hub_name: str, answer: Enrolment) -> None:
        """Keep the hub's answer to a one-time code; nothing has been pulled under it yet."""
        connection.execute(delete(enrolment))
        connection.execute(
            insert(enrolment).values(
                id=1,
                hub_url=url,
                hub_id=answer.hub_id,
                hub_name=hub_name,
                epoch=answer.epoch,
                generation=0,
                device=answer.device,
                token=answer.token,
                public_key=answer.public_key,
                rep=answer.rep.model_dump(mode="json"),
                last_issued=None,
                shards=[],
            )
        )

    def move(self, url: str) -> None:
        """The same hub answers at another address from now on; its pinned key stays."""
        with self._database.writing() as connection:
            connection.execute(update(enrolment).values(hub_url=url))

    def adopt_epoch(self, connection: Connection, epoch: str, issued: datetime) -> None:
        """Note the epoch of a hub that was restored; nothing has been pulled under it yet."""
        values = {"epoch": epoch, "generation": 0, "last_issued": issued}
        connection.execute(update(enrolment).values(values))

    def adopt_rep(self, connection: Connection, rep: Rep) -> None:
        """Note whose laptop it is from now on, inside the transaction of the root that says so."""
        connection.execute(update(enrolment).values(rep=rep.model_dump(mode="json")))

    def adopt(self, connection: Connection, root: Root) -> None:
        """Note the root that is being applied, inside its transaction."""
        connection.execute(
            update(enrolment).values(
                epoch=root.epoch,
                generation=root.generation,
                last_issued=root.issued,
                shards=[*root.shards, root.own],
            )
        )


def read_enrolment(connection: Connection) -> HeldEnrolment | None:
    """The enrolment as a connection's transaction sees it."""
    row = connection.execute(select(enrolment)).mappings().first()
    if row is None:
        return None
    fields = {name: row[name] for name in row if name != "id"}
    return HeldEnrolment(
        **{**fields, "rep": Rep.model_validate(row["rep"]), "shards": tuple(row["shards"])}
    )
