"""Bringing reps' laptops in: one-time codes, and the device that a good one is traded for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import uuid_utils
from sqlalchemy import Connection, insert, select, update

from enablement.clock import Clock
from enablement.errors import HubInputError
from enablement.hub import audit
from enablement.hub.codes import hash_secret, new_code, new_token, typed_code
from enablement.hub.database import Database
from enablement.hub.identity import read_identity
from enablement.hub.models import NAME, devices, invitations
from enablement.hub.refusals import RefusedError
from enablement.hub.shelf import language_code
from enablement.sync.protocol import Enrolment, Rep
from enablement.translation import n_

CODE_LIFETIME = timedelta(days=14)
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Invitation:
    """A one-time code as it is shown once; the hub keeps only its hash."""

    code: str = field(repr=False)
    name: str
    expires: datetime


class Enrolments:
    """The hub's invitations, and how they become devices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def invite(
        self, name: str, *, team: str = "", region: str = "", languages: Iterable[str] = ()
    ) -> Invitation:
        """Make a code that enrols one laptop once, within 14 days.

        Raises `HubInputError` for a rep without a name, or a language that is none.
        """
        now = self._clock()
        code = new_code()
        row = {
            "invitation_id": str(uuid_utils.uuid7()),
            "code_hash": hash_secret(typed_code(code)),
            "name": _given_name(name),
            "team": _short(team),
            "region": _short(region),
            "languages": [_language(language) for language in languages],
            "created_at": now,
            "expires_at": now + CODE_LIFETIME,
        }
        with self._database.writing() as connection:
            connection.execute(insert(invitations), row)
            details = {"team": row["team"], "region": row["region"], "languages": row["languages"]}
            audit.record(connection, now, audit.COMMAND_LINE, "invite", str(row["name"]), details)
        return Invitation(code, str(row["name"]), now + CODE_LIFETIME)

    def enroll(self, code: str, device_name: str, former: str = "") -> Enrolment:
        """Trade a code for a device, once: of two at the same time, one wins.

        `former` is the hash of the token that the laptop had before, if it had one.
        Raises `RefusedError`: `code-wrong`, `code-used` or `code-expired`.
        """
        now = self._clock()
        digest = hash_secret(typed_code(code))
        device, token = str(uuid_utils.uuid7()), new_token()
        with self._database.writing() as connection:
            query = select(invitations).where(invitations.c.code_hash == digest)
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                raise RefusedError(403, "code-wrong", "The hub does not know this code.")
            if row["used_at"] is not None:
                raise RefusedError(403, "code-used", "This code was used already.")
            if row["expires_at"] <= now:
                raise RefusedError(403, "code-expired", "This code is too old.")
            connection.execute(
                insert(devices),
                {
                    "device": device,
                    "token_hash": hash_secret(token),
                    "device_name": _short(device_name),
                    "rep_name": row["name"],
                    "team": row["team"],
                    "region": row["region"],
                    "languages": row["languages"],
                    "enrolled_at": now,
                    "received": 0,
                    "formers": _formers(connection, former, row["name"]),
                },
            )
            self._use(connection, digest, device, now)
            audit.record(connection, now, device, "enroll", row["name"])
            identity = read_identity(connection)
        return Enrolment(
            hub_id=identity.hub_id,
            epoch=identity.epoch,
            device=device,
            token=token,
            public_key=identity.public_key,
            rep=_rep(row["name"], row["team"], row["region"], row["languages"]),
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


def _formers(connection: Connection, former: str, rep_name: str) -> list[str]:
    """What a laptop was before, if the rep is the same: another rep's threads stay behind."""
    query = select(devices.c.device, devices.c.formers).where(
        devices.c.token_hash == former, devices.c.rep_name == rep_name
    )
    row = connection.execute(query).one_or_none() if _HASH.fullmatch(former) else None
    return [row.device, *row.formers] if row else []


def _rep(name: str, team: str, region: str, languages: Iterable[Any]) -> Rep:
    return Rep(name=name, team=team, region=region, languages=tuple(languages))


def _short(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:NAME]


def _given_name(name: str) -> str:
    if short := _short(name):
        return short
    raise HubInputError(
        n_("An invitation needs the rep's name."), mend=n_("Name the rep who will use the laptop.")
    )


def _language(code: str) -> str:
    if plain := language_code(code):
        return plain
    raise HubInputError(
        n_("“{language}” is not a language code."),
        mend=n_("Use a code such as en or es."),
        language=code,
    )
