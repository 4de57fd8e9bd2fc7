"""Passwords: how good one has to be, the argon2 hash under which it is kept, and how it is checked."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from enablement.errors import HubInputError
from enablement.hub.codes import new_code, new_token
from enablement.translation import n_

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1000


def new_password() -> str:
    """A password to be typed: 80 bits in four groups of small letters and digits."""
    return new_code(groups=4).lower()


class Passwords:
    """Makes and checks hashes; checking takes as long for nobody's password as for somebody's."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        # Checked against when there is no password, so that the answer takes as long as usual.
        self._nobody = hasher.hash(new_token())

    def hash(self, password: str) -> str:
        """The hash of a new password; `HubInputError` for one that is too short or too long."""
        if len(password) < SHORTEST_PASSWORD:
            raise HubInputError(
                n_("The password is shorter than {least} characters."),
                mend=n_("Choose a longer one: a few words that only you put together."),
                least=SHORTEST_PASSWORD,
            )
        if len(password) > LONGEST_PASSWORD:
            raise HubInputError(
                n_("The password is longer than {most} characters."),
                mend=n_("Choose a shorter one."),
                most=LONGEST_PASSWORD,
            )
        try:
            return self._hasher.hash(password)
        except UnicodeEncodeError as error:
            raise HubInputError(
                n_("The password has a character that is none."), mend=n_("Choose another one.")
            ) from error

    def fits(self, password_hash: str, password: str) -> bool:
        """Whether a password is the one of a hash; it never is when there is none."""
        try:
            self._hasher.verify(password_hash or self._nobody, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
        return bool(password_hash)

    def is_old(self, password_hash: str) -> bool:
        """Whether a hash was made with weaker parameters than those of today."""
        return self._hasher.check_needs_rehash(password_hash)
