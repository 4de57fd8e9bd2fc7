"""Folders of cards as one file to travel: packed as a ZIP, and unpacked with limits and without trust."""

import io
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from enablement.errors import ContentError
from enablement.translation import n_

MOST_FILES = 50_000
MOST_FILE_BYTES = 8 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024
"""The limits of what is unpacked: files, the bytes of one, and of all together."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
_COUNTED = b"Enablement: %d files"
"""What a ZIP of ours says at its end: a damaged list of files may be shorter and look whole."""

_DRIVE = re.compile(r"[A-Za-z]:")


def pack(files: Iterable[tuple[str, bytes]], into: IO[bytes]) -> None:
    """Write files, each by its path within the folder, as a ZIP that is the same for the same files."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
        packed.comment = _COUNTED % len(packed.filelist)


def packed_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The same in memory."""
    out = io.BytesIO()
    pack(files, out)
    return out.getvalue()


def unpack(packed: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a ZIP, each by its path; `ContentError` for one that must not be unpacked.

    A path never leads out of the folder, and no limit is believed that the file itself tells.
    """
    try:
        with zipfile.ZipFile(packed) as opened:
            members = [member for member in opened.infolist() if not _is_folder(member)]
            if _count_differs(opened):
                raise _not_packed()
            if len(members) > MOST_FILES:
                raise _too_large()
            names = [safe_path(member.filename) for member in members]
            if len(set(names)) < len(names):
                raise _not_packed()
            total = 0
            for name, member in zip(names, members, strict=True):
                with opened.open(member) as file:
                    data = file.read(MOST_FILE_BYTES + 1)
                total += len(data)
                if len(data) > MOST_FILE_BYTES or total > MOST_BYTES:
                    raise _too_large()
                yield name, data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _not_packed() from error
    except (ValueError, OverflowError, zlib.error) as error:
        raise _not_packed() from error


def _count_differs(opened: zipfile.ZipFile) -> bool:
    """Whether a ZIP of ours lists other files than it was packed with; other programs' say nothing."""
    ours = opened.comment.startswith(_COUNTED.partition(b"%")[0])
    return ours and opened.comment != _COUNTED % len(opened.infolist())


def _is_folder(member: zipfile.ZipInfo) -> bool:
    if not member.filename:
        raise _not_packed()
    # A folder that holds bytes is a file whose name was damaged: left out, its card would be retired.
    if member.is_dir() and member.file_size:
        raise _not_packed()
    return member.is_dir()


def safe_path(name: str) -> str:
    """A path within a folder as it may be used; `ContentError` for one that leads elsewhere."""
    path = PurePosixPath(name)
    parts = path.parts
    wrong = (
        not parts
        or path.is_absolute()
        or ".." in parts
        or "\\" in name
        or "\0" in name
        or _DRIVE.match(name) is not None
        or str(path) != name
    )
    if wrong:
        raise ContentError(
            n_("“{name}” is not the path of a file within a folder."),
            mend=n_("Nothing was written."),
            name=name[:200],
        )
    return name


def lay_out(files: Mapping[str, bytes], folder: Path) -> tuple[str, ...]:
    """Write files into a folder, those alone that differ; the paths that were written.

    Each appears whole or not at all; a link in the folder is never followed out of it.
    """
    written = []
    for name, data in sorted(files.items()):
        path = folder / safe_path(name)
        try:
            if not path.is_symlink() and path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.parent.resolve().is_relative_to(folder.resolve()):
                raise ContentError(
                    n_("{file} would lie outside the folder: a link leads there."),
                    mend=n_("Take the link away, or name another folder."),
                    file=path,
                )
            _write(path, data)
        except OSError as error:
            raise ContentError(
                n_("The file {file} cannot be written: {reason}."),
                mend=n_("Make room, or give yourself the right to write it."),
                file=path,
                reason=error.strerror,
            ) from error
        written.append(name)
    return tuple(written)


def _write(path: Path, data: bytes) -> None:
    handle, passing = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
        Path(passing).chmod(mode)
        Path(passing).replace(path)
    except BaseException:
        Path(passing).unlink(missing_ok=True)
        raise


def _not_packed() -> ContentError:
    return ContentError(
        n_("This is not a ZIP file that can be read."), mend=n_("Pack the folder of cards again.")
    )


def _too_large() -> ContentError:
    return ContentError(
        n_("There is more in the ZIP file than a folder of cards may hold."),
        mend=n_("Leave out what is no card and no image."),
    )
