"""Bringing reps' laptops in: a one-time code is traded for a device, once."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import uuid_utils
from sqlalchemy import Connection, RowMapping, insert, select, update

from enablement.clock import Clock
from enablement.hub import audit
from enablement.hub.access.invitations import InvitationKind, read_good
from enablement.hub.access.person_words import PersonWords, plain
from enablement.hub.access.reps import words_of
from enablement.hub.access.roles import Role
from enablement.hub.access.states import PersonState
from enablement.hub.codes import hash_secret, new_token
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import devices, invitations, people
from enablement.hub.refusals import RefusedError
from enablement.sync.protocol import Enrolment, Rep

_HASH = re.compile("[0-9a-f]{64}")


class Enrolments:
    """How codes become devices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def enroll(self, code: str, device_name: str, former: str = "") -> Enrolment:
        """Trade a code for a device, once: of two at the same time, one wins.

        `former` is the hash of the token that the laptop had before, if it had one.
        Raises `RefusedError`: `code-wrong`, `code-used` or `code-expired`.
        """
        now = self._clock()
        device, token = str(uuid_utils.uuid7()), new_token()
        with self._database.writing() as connection:
            row = read_good(connection, code, now)
            if row["kind"] != InvitationKind.LAPTOP:
                raise RefusedError(403, "code-wrong", "The code opens an account, not a laptop.")
            words = words_of(connection, row["person_id"]) or _as_invited(row)
            place = {
                "team": words.team,
                "region": words.region,
                "languages": list(words.languages),
            }
            connection.execute(
                insert(devices),
                {
                    "device": device,
                    "token_hash": hash_secret(token),
                    "device_name": plain(device_name),
                    "rep_name": words.name,
                    **place,
                    "enrolled_at": now,
                    "received": 0,
                    "formers": _formers(connection, former, row["person_id"]),
                    "person_id": row["person_id"],
                },
            )
            self._use(connection, row["code_hash"], device, now)
            _welcome(connection, row["person_id"])
            audit.record(connection, now, device, "enroll", words.name)
            identity = read_identity(connection)
        return Enrolment(
            hub_id=identity.hub_id,
            epoch=identity.epoch,
            device=device,
            token=token,
            public_key=identity.public_key,
            rep=_rep(words.name, words.team, words.region, words.languages),
        )

    @staticmethod
    def _use(connection: Connection, digest: str, device: str, now: datetime) -> None:
        """Mark the code as used, if nobody else did since it was read."""
        taken = connection.execute(
            update(invitations)
            .where(invitations.c.code_hash == digest, invitations.c.used_at.is_(None))
            .values(used_at=now, used_by=device)
        )
        if taken.rowcount != 1:
            raise RefusedError(403, "code-used", "This code was used already.")


def _as_invited(row: RowMapping) -> PersonWords:
    return PersonWords(
        name=row["name"],
        team=row["team"],
        region=row["region"],
        languages=tuple(row["languages"]),
    )


def _welcome(connection: Connection, person_id: str) -> None:
    """A rep has come with their first laptop; everybody else comes by signing in."""
    new = (people.c.person_id == person_id) & (people.c.role == Role.REP.value)
    invited = new & (people.c.state == PersonState.INVITED.value)
    connection.execute(update(people).where(invited).values(state=PersonState.ACTIVE.value))


def _formers(connection: Connection, former: str, person_id: str) -> list[str]:
    """What a laptop was before, if the rep is the same: another rep's threads stay behind."""
    query = select(devices.c.device, devices.c.formers).where(
        devices.c.token_hash == former, devices.c.person_id == person_id
    )
    row = connection.execute(query).one_or_none() if _HASH.fullmatch(former) else None
    return [row.device, *row.formers] if row else []


def _rep(name: str, team: str, region: str, languages: Iterable[Any]) -> Rep:
    return Rep(name=name, team=team, region=region, languages=tuple(languages))
