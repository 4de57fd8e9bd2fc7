"""Making secrets that people type or programs carry, and the hashes under which they are kept."""

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits without 0, O, 1 and I, which people mix up: 5 bits each."""

_GROUPS, _GROUP_LENGTH = 3, 4


def new_code(groups: int = _GROUPS) -> str:
    """A code to type, such as K7QF-2M9X-PL4T: 20 bits a group."""
    letters = [secrets.choice(ALPHABET) for _ in range(groups * _GROUP_LENGTH)]
    words = ["".join(letters[at : at + 4]) for at in range(0, len(letters), _GROUP_LENGTH)]
    return "-".join(words)


def typed_code(text: str) -> str:
    """A code as it was made, from how someone typed it: case, spaces and hyphens do not matter."""
    return "".join(char for char in text.upper() if char.isalnum())


def new_token() -> str:
    """A secret for programs, of 256 bits."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """The hash under which a random secret is kept; it has too many bits to be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
