"""What can be wrong with a calendar, as a person can act on it."""

from enablement.errors import EnablementError


class CalendarError(EnablementError):
    """A calendar cannot be fetched or read; its sentence never holds the address or what is in it."""
