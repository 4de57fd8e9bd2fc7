"""Images of drafts: only those that a laptop shows, each once, under a name that clashes with none."""

from collections.abc import Callable

import pytest

from enablement.cards.files import MAX_IMAGE_BYTES
from enablement.errors import HubConflictError, HubInputError
from enablement.hub.access.members import Member
from enablement.hub.devices import Device
from enablement.hub.drafting.draft_rows import Draft
from enablement.hub.drafting.images import MOST_IMAGES
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub
from enablement.sync.protocol import sha256
from tests.hub.drafting.conftest import fill

PNG = b"\x89PNG\r\n\x1a\n"


def test_an_image_goes_with_the_card_to_the_laptops(
    hub: Hub, device: Device, writer: Member, approver: Member, begun: str,
    take: Callable[..., Draft],
) -> None:  # fmt: skip
    path = hub.draft_images.add(writer, begun, "Loss Study (2).PNG", PNG + b"1")
    assert path == "images/it-costs-too-much-loss-study-2.png"
    fill(hub, writer, begun, body=f"## Say this\n\n![Losses fall]({path})\n")
    take(writer, begun, Step.SUBMIT)
    take(approver, begun, Step.APPROVE)
    assert hub.delivery.object(device, sha256(PNG + b"1")) is None
    draft = take(approver, begun, Step.PUBLISH)
    assert hub.delivery.object(device, sha256(PNG + b"1")) == PNG + b"1"
    assert hub.card_revisions.get(draft.card_id).card.attachments == {path: sha256(PNG + b"1")}
    assert hub.drafts.images(hub.drafts.begin(writer, draft.card_id)) == {path: sha256(PNG + b"1")}


def test_the_same_image_has_the_same_path_and_another_of_its_name_another(
    hub: Hub, writer: Member, begun: str
) -> None:
    paths = [
        hub.draft_images.add(writer, begun, name, PNG + data)
        for name, data in (("a.png", b"1"), ("b.png", b"1"), ("a.png", b"2"), ("¿?.png", b"3"))
    ]
    names = [path.removeprefix("images/it-costs-too-much-") for path in paths]
    assert names == ["a.png", "a.png", "a-2.png", "image.png"]
    assert hub.card_revisions.image(sha256(PNG + b"2")) == PNG + b"2"
    assert hub.card_revisions.image("0" * 64) is None


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_no_laptop_shows_is_not_taken(
    hub: Hub, writer: Member, begun: str, take: Callable[..., Draft]
) -> None:
    for data in (b"<svg onload=alert(1)>", b"", PNG + bytes(MAX_IMAGE_BYTES)):
        with pytest.raises(HubInputError):
            hub.draft_images.add(writer, begun, "x.png", data)
    for number in range(MOST_IMAGES):
        hub.draft_images.add(writer, begun, "x.png", PNG + bytes([number]))
    with pytest.raises(HubInputError):
        hub.draft_images.add(writer, begun, "x.png", PNG + b"one more")
    take(writer, begun, Step.SUBMIT)
    with pytest.raises(HubConflictError):
        hub.draft_images.add(writer, begun, "x.png", PNG + b"late")
