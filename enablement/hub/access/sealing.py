"""Sealing a few words so that a browser can carry them: nobody reads or changes them on the way."""

import base64
import hmac
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class Sealer:
    """Seals words for a purpose and a time, with a key made of the hub's own.

    Every process of a hub has the same key, and what was sealed for one purpose opens for no other.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def seal(self, purpose: str, words: dict[str, str], now: datetime, good_for: timedelta) -> str:
        """The words as text that fits into a cookie or an address."""
        until = (now + good_for).timestamp()
        data = json.dumps({"until": until, "words": words}).encode()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + AESGCM(self._key(purpose)).encrypt(nonce, data, purpose.encode())
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, purpose: str, text: str, now: datetime) -> dict[str, str] | None:
        """The words again; `None` when the time is over, or it was not sealed here for this."""
        try:
            sealed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            nonce, data = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            opened = AESGCM(self._key(purpose)).decrypt(nonce, data, purpose.encode())
        except (ValueError, InvalidTag):
            return None
        found: dict[str, Any] = json.loads(opened)
        if found["until"] <= now.timestamp():
            return None
        return {name: str(value) for name, value in found["words"].items()}

    def mark(self, purpose: str, text: str) -> str:
        """A text as a hash that only this hub can make, to know it again without keeping it."""
        return hmac.new(self._key(f"mark {purpose}"), text.encode(), "sha256").hexdigest()

    def _key(self, purpose: str) -> bytes:
        derived = HKDF(SHA256(), length=32, salt=None, info=f"enablement {purpose}".encode())
        return derived.derive(self._secret)
