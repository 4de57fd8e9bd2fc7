"""The audit log: who did what and when, written in the transaction of the deed and never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from enablement.hub.models import audit_log

COMMAND_LINE = "command line"
"""Who acts when someone with access to the hub's folder does."""


def record(
    connection: Connection,
    at: datetime,
    who: str,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of the log."""
    row = {"at": at, "who": who, "action": action, "subject": subject, "details": details or {}}
    connection.execute(insert(audit_log), row)
