"""Listing a folder to import: which files are pages, stories or pictures, and which are refused."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from enablement.cards.importers.report import FileReport, FileStatus, Sentence
from enablement.errors import ContentError
from enablement.translation import n_

PAGE_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdtext"})
STORY_SUFFIXES = frozenset({".yml", ".yaml"})
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
TEXT_SUFFIXES = frozenset({"", ".txt", ".text"})
MAX_BYTES = 20 * 1024 * 1024
_ABOUT_THE_FOLDER = frozenset({
    "license", "licence", "copying", "notice", "changelog", "codeowners", "code_of_conduct",
    "contributing", "pull_request_template", "authors", "maintainers", "patents", "makefile",
    "dockerfile", "jenkinsfile", "gemfile", "rakefile", "procfile", "vagrantfile", "cname",
    "robots", "humans", "requirements",
})  # fmt: skip
_SYNONYMS = frozenset({"synonyms.yml", "synonyms.yaml"})
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "bower_components"})


class Role(StrEnum):
    """What a source file may become."""

    PAGE = "page"
    STORIES = "stories"
    PICTURE = "picture"
    UNSURE = "unsure"


@dataclass
class Source:
    """One file that may become cards; `name` is its path below the folder."""

    path: Path
    name: PurePosixPath
    role: Role
    report: FileReport
    data: bytes = field(default=b"", repr=False)


def list_sources(folder: Path, report: list[FileReport]) -> list[Source]:
    """The usable files below a folder in a steady order; every other one is reported as refused.

    Raises `ContentError` when the folder is not there or cannot be listed.
    """
    if not folder.is_dir():
        raise ContentError(
            n_("There is no folder {folder}."),
            mend=n_("Name the folder that holds the pages to bring in."),
            folder=folder,
        )
    sources: list[Source] = []
    seen: dict[str, str] = {}
    for path in _walk(folder, report):
        entry = FileReport(_shown(path.relative_to(folder)))
        report.append(entry)
        role = _role_or_refusal(path, folder, entry)
        if role is None:
            continue
        source = Source(path, PurePosixPath(entry.source), role, entry)
        if _load(source) and not _is_duplicate(source, seen):
            sources.append(source)
    return sources


def _walk(folder: Path, report: list[FileReport]) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise ContentError(
                n_("The folder {folder} cannot be read: {reason}."),
                folder=folder, reason=error.strerror,
            ) from error  # fmt: skip
        entry = FileReport(_shown(Path(error.filename).relative_to(folder)) + "/")
        entry.refuse(n_("The folder cannot be read: {reason}."), reason=error.strerror)
        report.append(entry)

    for place, folders, names in os.walk(folder, onerror=stop):
        for name in sorted(folders):
            if refusal := _folder_refusal(Path(place, name)):
                folders.remove(name)
                entry = FileReport(_shown(Path(place, name).relative_to(folder)) + "/")
                entry.refuse(refusal)
                report.append(entry)
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _folder_refusal(path: Path) -> str:
    if path.name.startswith("."):
        return n_("The folder is hidden, so nothing in it was read.")
    if path.name in _SKIPPED_FOLDERS:
        return n_("The folder holds what a tool put there, so nothing in it was read.")
    if path.is_symlink():
        return n_("The folder is a link to another one, so it was not followed.")
    return ""


def _shown(path: Path) -> str:
    """A path that can be printed: a name that is no UTF-8 has its strange bytes replaced."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _role_or_refusal(path: Path, folder: Path, entry: FileReport) -> Role | None:
    if path.is_symlink() and not _stays_inside(path, folder):
        entry.refuse(
            n_("It is a link that leads out of the folder, or nowhere."),
            n_("Copy the file itself here."),
        )
    elif path.is_symlink():
        entry.refuse(n_("It is a link to another file of the folder, which is read itself."))
    elif not stat.S_ISREG(path.stat().st_mode):
        entry.refuse(n_("It is not a file that can be read."))
    elif path.name.startswith("."):
        entry.refuse(n_("The file is hidden."), n_("If it is a page, take the dot from its name."))
    elif path.stat().st_size > MAX_BYTES:
        entry.refuse(n_("The file is larger than 20 MB."), n_("Split it into several files."))
    elif path.stem.lower() in _ABOUT_THE_FOLDER or path.name.lower() in _SYNONYMS:
        entry.refuse(
            n_("“{name}” is about the folder, not a message for reps."),
            n_("If it is a page, give the file another name."), name=path.stem,
        )  # fmt: skip
    else:
        return _role(path.suffix.lower(), entry)
    return None


def _role(suffix: str, entry: FileReport) -> Role | None:
    for role, suffixes in (
        (Role.PAGE, PAGE_SUFFIXES),
        (Role.STORIES, STORY_SUFFIXES),
        (Role.PICTURE, PICTURE_SUFFIXES),
        (Role.UNSURE, TEXT_SUFFIXES),
    ):
        if suffix in suffixes:
            return role
    if suffix.lstrip(".").isdigit() or len(suffix) > 12 or " " in suffix:
        return Role.UNSURE  # a name such as “Release 2.0”, not a kind of file
    entry.refuse(
        n_("A {suffix} file is neither Markdown nor YAML."),
        n_("If its text matters, save it as Markdown (.md)."), suffix=suffix,
    )  # fmt: skip
    return None


def _stays_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def _load(source: Source) -> bool:
    try:
        source.data = source.path.read_bytes()
    except OSError as error:
        source.report.refuse(n_("The file cannot be read: {reason}."), reason=error.strerror)
        return False
    return True


def _is_duplicate(source: Source, seen: dict[str, str]) -> bool:
    """Whether the same bytes came already; an empty file is not called a duplicate."""
    digest = hashlib.sha256(source.data).hexdigest()
    first = seen.setdefault(digest, source.report.source)
    if first == source.report.source or source.role is Role.PICTURE or not source.data.strip():
        return False
    source.report.status = FileStatus.DUPLICATE
    source.report.why = [
        Sentence(n_("It is the same, byte for byte, as {first}."), {"first": first})
    ]
    return True
