"""Errors that a person can act on: each is one sentence, and says how to mend it where it can.

Anything else that is raised is a bug. A message is kept untranslated with its values, so that it
can be shown in the language of whoever reads it.
"""

from enablement.translation import _


class EnablementError(Exception):
    """Something went wrong that a person can act on.

    `message` and `mend` are English source strings with `{named}` places for `values`.
    """

    exit_code = 1

    def __init__(self, message: str, /, *, mend: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.values = values

    def sentence(self, language: str | None = None) -> str:
        """What happened, in a sentence."""
        return _(self.message, language).format(**self.values)

    def how_to_mend(self, language: str | None = None) -> str:
        """What to do about it, or an empty string."""
        return _(self.mend, language).format(**self.values)

    def __str__(self) -> str:
        return " ".join(part for part in (self.sentence(), self.how_to_mend()) if part)


class ContentError(EnablementError):
    """A card file or a folder of them cannot be used as it is."""


class LibraryError(EnablementError):
    """The laptop's encrypted library cannot be opened, read or written."""


class HubDataError(EnablementError):
    """The hub's own database or folder cannot be used as it is."""


class HubInputError(HubDataError):
    """What somebody asked of the hub cannot be done as they asked it."""


class HubMissingError(HubInputError):
    """What somebody named is not on the hub."""


class HubConflictError(HubInputError):
    """Somebody else was first, or the time for this has passed."""


class HubOfflineError(EnablementError):
    """The hub does not answer: offline, stopped, or too slow. Trying again later may work.

    `retry_after` is for how many seconds it asks to be left alone, when it says so.
    """

    retry_after: float | None = None


class NotAHubError(EnablementError):
    """Something answered that is not the hub: a captive portal, a proxy, a wrong address, a forgery."""


class SignInPageError(NotAHubError):
    """The answer is no hub's at all, as where a network wants a sign-in before it carries anything."""


class HubRefusedError(EnablementError):
    """The hub answered and said no: a used code, a revoked device, a protocol too old.

    `retry_after` is for how many seconds it asks to be left alone, when it says so.
    """

    retry_after: float | None = None


class WipeAskedError(HubRefusedError):
    """The hub asks this laptop to erase its library."""


class WipedError(EnablementError):
    """This laptop's library was erased because the hub asked for it; the laptop can be enrolled anew."""
