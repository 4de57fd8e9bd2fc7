"""Erasing a laptop's library when its hub asks: first all is sent that was logged, then all goes."""

import logging
from datetime import datetime

from enablement.errors import EnablementError, HubRefusedError, NotAHubError, WipedError
from enablement.library.enrolment import HeldEnrolment
from enablement.library.library import Library
from enablement.library.wipe_note import WipeNote, WipeNotes
from enablement.sync.connection import HubConnection
from enablement.sync.protocol import (
    sha256,
)
from enablement.sync.wipe_order import WipeOrder
from enablement.translation import n_

_log = logging.getLogger(__name__)


def read_order(connection: HubConnection, held: HeldEnrolment, now: datetime) -> WipeOrder:
    """The hub's order, for this laptop and signed by the pinned key.

    Raises `NotAHubError` for any other: whoever only answers at the hub's address erases nothing.
    """
    try:
        order = connection.wipe_order().verify(held.public_key)
    except ValueError as error:
        raise _not_its_word(held) from error
    ours = (order.hub_id, order.device) == (held.hub_id, held.device)
    fresh = order.expires >= now and not (held.last_issued and order.issued < held.last_issued)
    if not ours or not fresh:
        raise _not_its_word(held)
    return order


def _not_its_word(held: HeldEnrolment) -> NotAHubError:
    return NotAHubError(
        n_("{url} asks to erase this laptop’s library, without the signed word of the hub."),
        mend=n_("Nothing was erased. Tell marketing if it goes on."),
        url=held.hub_url,
    )


def erase(library: Library, connection: HubConnection, held: HeldEnrolment) -> WipedError:
    """Erase the library and tell the hub; the error that tells the rep.

    The note comes first: a laptop that stops in between goes on with it at its next contact.
    Raises `HubRefusedError` when something was logged meanwhile: that is sent first.
    """
    if library.events.waiting_count():
        raise HubRefusedError(
            n_("Marketing asks this laptop to erase its library."),
            mend=n_("The next sync sends what you logged, then does so."),
        )
    notes = WipeNotes(library.folder)
    note = WipeNote(held.hub_url, sha256(held.token.encode()), library.now())
    notes.put(note)
    library.erase()
    tell(notes, connection)
    return WipedError(
        n_("Marketing had the library on this laptop erased."),
        mend=n_("All that you had logged was sent first. Ask marketing for a new invitation."),
    )


def tell(notes: WipeNotes, connection: HubConnection) -> None:
    """Tell the hub that the library is gone, unless it knows; if it does not hear, it is told later."""
    note = notes.get()
    if note is None or note.told:
        return
    try:
        connection.wiped(note.former)
    except EnablementError as error:
        _log.info("the hub has not heard yet that the library is gone: %s", error)
        return
    notes.put(note.told_now())
