"""“Still right”: a revision in which only the date differs, by an approver who did not write it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.devices import Device
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.hub import Hub
from enablement.hub.refusals import RefusedError

UNTIL = date(2027, 6, 30)


def test_only_the_date_differs(
    hub: Hub, device: Device, writer: Member, approver: Member, publish: Callable[..., Draft]
) -> None:
    card_id = publish(verify_by="2026-12-31").card_id
    before = hub.card_revisions.get(card_id)
    assert hub.verification.still_right(approver, card_id, 1, UNTIL) == 2
    after = hub.card_revisions.get(card_id)
    assert after.text == before.text.replace("2026-12-31", "2027-06-30")
    assert after.card == before.card.model_copy(update={"verify_by": UNTIL})
    assert (after.author, after.approver, after.note) == ("Writer", "Approver", "Still right")
    assert hub.delivery.object(device, after.card.content_hash) == after.card.to_bytes()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_card_of_a_folder_is_verified_in_its_own_words(
    hub: Hub, approver: Member, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("price", verify_by="2026-12-31")
    hub.publish(folder)
    hub.verification.still_right(approver, "price", 1, UNTIL)
    after = hub.card_revisions.get("price")
    assert after.card.verify_by == UNTIL
    assert "verify_by: 2027-06-30" in after.text
    assert (after.author, after.approver) == ("", "Approver")


@pytest.mark.parametrize("engine", ["sqlite"])
def test_who_may_not(
    hub: Hub, writer: Member, approver: Member, join: Callable[..., Member],
    publish: Callable[..., Draft],
) -> None:  # fmt: skip
    card_id = publish(verify_by="2026-12-31").card_id
    with pytest.raises(RefusedError):
        hub.verification.still_right(writer, card_id, 1, UNTIL)
    wrote = Member(writer.person_id, writer.email, "", Role.ADMIN)
    with pytest.raises(RefusedError):
        hub.verification.still_right(wrote, card_id, 1, UNTIL)
    with pytest.raises(HubConflictError):
        hub.verification.still_right(approver, card_id, 7, UNTIL)
    for day in (date(2026, 11, 24), date(2026, 12, 31)):
        with pytest.raises(HubInputError):
            hub.verification.still_right(approver, card_id, 1, day)
    hub.publisher.retire(card_id, approver, "Old.")
    with pytest.raises(HubConflictError):
        hub.verification.still_right(approver, card_id, 1, UNTIL)
