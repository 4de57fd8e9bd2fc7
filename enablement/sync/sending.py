"""Sending what waits on a laptop, batch by batch, and believing only the hub's own receipt."""

from collections.abc import Callable

from enablement.errors import NotAHubError
from enablement.library.enrolment import HeldEnrolment
from enablement.library.events import EventLog
from enablement.sync.connection import HubConnection
from enablement.sync.protocol import EventBatch, EventReceipt, sha256
from enablement.translation import n_


def send_waiting(
    log: EventLog,
    connection: HubConnection,
    held: HeldEnrolment,
    tell: Callable[[int, int], None],
) -> tuple[int, int]:
    """Send the outbox; how many events went, and how many of them the hub refused.

    It ends early at a hub of another epoch: what that one misses is known only by its signed word.
    `tell` hears after each batch how many have gone, and of how many.
    """
    sent = rejected = 0
    total = log.waiting_count()
    while batch := log.take_batch(held.device):
        body = EventBatch(epoch=held.epoch, events=tuple(batch)).model_dump_json().encode()
        receipt = connection.send(body)
        _check_is_for(receipt, body, held)
        if receipt.epoch != held.epoch:
            return sent, rejected
        if {result.event_id for result in receipt.results} != {one.event_id for one in batch}:
            raise NotAHubError(
                n_("{url} confirmed other logs than those that were sent."),
                mend=n_("They are kept here and will be sent again."),
                url=held.hub_url,
            )
        rejected += log.acknowledge(receipt.results)
        sent += len(batch)
        tell(sent, max(total, sent))
    return sent, rejected


def _check_is_for(receipt: EventReceipt, body: bytes, held: HeldEnrolment) -> None:
    """Refuse a receipt of another hub, or for other bytes than those that were sent."""
    if receipt.hub_id != held.hub_id or receipt.digest != sha256(body):
        raise NotAHubError(
            n_("{url} did not confirm the logs as the hub would."),
            mend=n_("They are kept here and will be sent again."),
            url=held.hub_url,
        )
