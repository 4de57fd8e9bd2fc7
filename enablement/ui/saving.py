"""Writing a file that the rep asked for: whole, or not at all."""

import os
import tempfile
from pathlib import Path

from enablement.errors import EnablementError
from enablement.translation import n_


def save_file(path: Path, data: bytes) -> Path:
    """Write beside the place and then put it there, so that half a file is never left behind."""
    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            part = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise EnablementError(
            n_("{name} cannot be saved: {reason}."),
            mend=n_("Choose another folder, or make room on the disk."),
            name=path.name, reason=error.strerror or error,
        ) from error  # fmt: skip
    return path
