"""Enrolment: a code is good once, for fourteen days, for one laptop."""

import base64
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from enablement.errors import HubDataError
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import devices, invitations
from enablement.hub.refusals import RefusedError
from enablement.sync.protocol import Enrolment


def test_a_code_brings_a_laptop_in(hub: Hub) -> None:
    invitation = hub.invite(
        "Ana  Ruiz ", team="midmarket", region="emea", languages=("ES_mx", "en")
    )
    answer = hub.enrolments.enroll(invitation.code.lower().replace("-", " "), "Ana's laptop")
    assert answer.hub_id == hub.hub_id
    assert len(base64.b64decode(answer.public_key)) == 32
    assert answer.rep.model_dump() == {
        "name": "Ana Ruiz", "team": "midmarket", "region": "emea", "languages": ("es-mx", "en"),
    }  # fmt: skip
    device = hub.devices.recognise(answer.token)
    assert (device.device, device.rep_name, device.received) == (answer.device, "Ana Ruiz", 0)


@pytest.mark.parametrize("case", ["wrong", "used", "expired"])
def test_a_code_that_is_not_good_is_refused(hub: Hub, clock: Any, case: str) -> None:
    code = hub.invite("Ana").code
    if case == "wrong":
        code = "AAAA-BBBB-CCCC"
    elif case == "used":
        hub.enrolments.enroll(code, "first")
    else:
        clock.move(days=14)
    with pytest.raises(RefusedError) as raised:
        hub.enrolments.enroll(code, "second")
    assert (raised.value.status, raised.value.code) == (403, f"code-{case}")
    assert hub.status().devices == (1 if case == "used" else 0)


def test_a_code_is_good_until_the_last_minute(hub: Hub, clock: Any) -> None:
    code = hub.invite("Ana").code
    clock.move(days=13, hours=23, minutes=59)
    assert hub.enrolments.enroll(code, "laptop").token


def test_of_many_at_once_one_wins(hub: Hub, reopen: Callable[[], Hub]) -> None:
    code = hub.invite("Ana").code
    hubs = [hub, reopen()] * 6
    start = threading.Barrier(len(hubs))
    won: list[Enrolment] = []
    lost: list[str] = []

    def try_it(one: Hub) -> None:
        start.wait()
        try:
            won.append(one.enrolments.enroll(code, "laptop"))
        except RefusedError as refused:
            lost.append(refused.code)

    threads = [threading.Thread(target=try_it, args=(one,)) for one in hubs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), lost) == (1, ["code-used"] * 11)
    assert hub.status().devices == 1


def test_neither_code_nor_token_is_kept(hub: Hub, database: Database) -> None:
    code = hub.invite("Ana").code
    token = hub.enrolments.enroll(code, "laptop").token
    with database.reading() as connection:
        kept = [*connection.execute(select(invitations)), *connection.execute(select(devices))]
    assert code.replace("-", "") not in str(kept)
    assert token not in str(kept)


@pytest.mark.parametrize(("name", "languages"), [("", ()), (" \n ", ()), ("Ana", ("english!",))])
def test_an_invitation_that_makes_no_sense_is_a_sentence(
    hub: Hub, name: str, languages: tuple[str, ...]
) -> None:
    with pytest.raises(HubDataError) as raised:
        hub.invite(name, languages=languages)
    assert raised.value.how_to_mend()
    assert hub.status().invitations_open == 0
