"""What hub and laptop say to each other when a library is to be erased."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from enablement.sync.protocol import Hash, Message, check_signature, signature_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class WipeOrder(Message):
    """The hub's word that a device shall erase its library, once it has sent what was logged.

    `received` is as in a root: with a new epoch, what came after it is sent again first.
    """

    erase: Literal["library"]
    hub_id: str
    epoch: str
    device: str
    issued: datetime
    expires: datetime
    received: int


class SignedWipeOrder(Message):
    """`GET /v1/wipe`: the order as it travels, signed as a root is."""

    signed: str
    signature: str

    @classmethod
    def sign(cls, order: WipeOrder, key: "Ed25519PrivateKey") -> "SignedWipeOrder":
        """Sign an order with the hub's key."""
        text = order.model_dump_json()
        return cls(signed=text, signature=signature_of(text, key))

    def verify(self, public_key: str) -> WipeOrder:
        """The order, if the pinned key signed it; else `ValueError`."""
        check_signature(self.signed, self.signature, public_key)
        return WipeOrder.model_validate_json(self.signed)


class Wiped(Message):
    """`POST /v1/wiped`: a laptop that was asked to has erased its library, its token with it.

    `former` is the SHA-256 of that token: it says which laptop, and opens nothing.
    """

    former: Hash


class WipeReceipt(Message):
    """The answer: the hub knows, and the laptop need not say it again."""

    hub_id: str
