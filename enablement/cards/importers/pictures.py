"""The pictures of imported pages: copied once beside the cards, or replaced by their words."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from enablement.cards.blocks import slugify
from enablement.cards.files import MAX_IMAGE_BYTES, image_type
from enablement.cards.images import is_elsewhere
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.keys import PICTURE_KEYS, key_name
from enablement.cards.importers.report import FileReport, FileStatus
from enablement.cards.importers.shelter import Shelter
from enablement.cards.importers.sources import Source
from enablement.cards.importers.titles import humanised
from enablement.cards.renderer import image_references
from enablement.translation import n_

FOLDER = "images"
_INLINE = re.compile(
    r"""!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?P<title>[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[^()\n]*\)"""
)
_REFERRED = re.compile(r"!\[(?P<alt>[^\[\]]*)\](?:\[(?P<label>[^\[\]]*)\])?(?![(\[])")
_DEFINED = re.compile(r"(?m)^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?([^\s>]+)>?")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@dataclass
class Pictures:
    """The pictures of a source folder by their path, and those that cards show."""

    sources: dict[str, Source]
    by_name: dict[str, str] = field(default_factory=dict)
    copied: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: list[Source]) -> "Pictures":
        """The pictures among the files of a folder."""
        found = {source.name.as_posix(): source for source in sources}
        names: dict[str, str] = {}
        for path in sorted(found):
            names.setdefault(PurePosixPath(path).name.lower(), path)
        return cls(found, names)

    def place(self, draft: Draft) -> None:
        """Rewrite the pictures of a draft's body to where they will lie, or to their words."""
        for key in [key for key in draft.values if key_name(key) in PICTURE_KEYS]:
            value = draft.values[key]
            if isinstance(value, str) and self._find(value, draft.path) and value not in draft.body:
                draft.body = f"{draft.body.rstrip()}\n\n![{draft.title}]({_quoted(value)})\n"
                draft.file.note(
                    n_("The picture under the key “{key}” is shown at the end."), key=key
                )
        if "![" not in draft.body:
            return
        shelter = Shelter()
        body = shelter.take_out(draft.body)
        defined = {name.lower(): address for name, address in _DEFINED.findall(body)}
        body = _INLINE.sub(lambda found: self._inline(found, draft), body)
        body = _REFERRED.sub(lambda found: self._referred(found, defined, draft), body)
        draft.body = _only_known(shelter.put_back(body), draft)

    def _inline(self, found: re.Match[str], draft: Draft) -> str:
        source = found["angled"] or found["plain"] or ""
        return self._placed(found["alt"], source, found["title"] or "", draft)

    def _referred(self, found: re.Match[str], defined: dict[str, str], draft: Draft) -> str:
        label = (found["label"] or found["alt"]).lower()
        if label not in defined:
            return found[0]
        return self._placed(found["alt"], defined[label], "", draft)

    def _placed(self, alt: str, source: str, title: str, draft: Draft) -> str:
        words = " ".join(alt.split())
        if source.lower().startswith(("http://", "https://", "//")):
            draft.file.note(
                n_("A picture on the web is named in the text, but reps will not see it.")
            )
            return f"![{words}]({source}{title})"
        path = self._find(source, draft.path)
        if path and (name := self._copy(path, draft.file)):
            link = f"../{FOLDER}/{name}"
            draft.attachments[link] = hashlib.sha256(self.copied[name]).hexdigest()
            return f"![{words}]({link}{title})"
        draft.file.note(
            n_("The picture {picture} is not here or cannot be shown; its words stand in its place."),
            picture=source[:120] or words,
        )  # fmt: skip
        shown = words or humanised(PurePosixPath(unquote(source.split("?", maxsplit=1)[0])).stem)
        return shown if is_elsewhere(source) or not shown else f"*{shown.strip('*_ ')}*"

    def _find(self, source: str, page: PurePosixPath) -> str:
        """The path of a picture: beside the page, from the folder's top, in its usual places, by name."""
        plain = unquote(source.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).replace(
            "\\", "/"
        )
        if not plain or is_elsewhere(plain):
            return ""
        top = PurePosixPath(plain.lstrip("/"))
        for path in (
            page.parent / plain.lstrip("/"),
            top,
            *(PurePosixPath(d) / top for d in ("static", "public", "assets")),
        ):
            if (tidy := _tidy(path)) in self.sources:
                return tidy
        return self.by_name.get(top.name.lower(), "")

    def _copy(self, path: str, page: FileReport) -> str:
        source = self.sources[path]
        media = image_type(source.data)
        if media is None or len(source.data) > MAX_IMAGE_BYTES:
            return ""
        digest = hashlib.sha256(source.data).hexdigest()
        name = f"{slugify(source.name.stem)[:60] or 'picture'}-{digest[:8]}.{_ENDINGS[media]}"
        if name not in self.copied:
            self.copied[name] = source.data
        if source.report.status is not FileStatus.COPIED:
            source.report.status = FileStatus.COPIED
            source.report.note(n_("Copied to {place}."), place=f"{FOLDER}/{name}")
        source.report.note(n_("Shown by {page}."), page=page.source)
        return name

    def report_unused(self) -> None:
        """Refuse, with the reason, each picture that no card shows."""
        for source in self.sources.values():
            if source.report.status is FileStatus.COPIED:
                continue
            if image_type(source.data) is None:
                source.report.refuse(
                    n_("It is named as a picture and is no PNG, JPEG, GIF or WebP.")
                )
            elif len(source.data) > MAX_IMAGE_BYTES:
                source.report.refuse(n_("The picture is larger than 5 MB."), n_("Save it smaller."))
            else:
                source.report.refuse(n_("No page shows this picture."))


def _tidy(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", "..", "/"):
            parts.append(part)
    return "/".join(parts)


def _quoted(path: str) -> str:
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _only_known(body: str, draft: Draft) -> str:
    """Make words of what the renderer would still take for a picture that is not there."""

    def strangers() -> list[str]:
        return [
            s
            for s, _alt in image_references(body)
            if s not in draft.attachments and not is_elsewhere(s)
        ]

    steps: tuple[Callable[[str], str], ...] = (
        lambda text: re.sub(r"!\[(?![^\[\]]*\]\((?:\.\./images/|https?:|//))", r"!\\[", text),
        lambda text: re.sub(r"<(?=img)", "&lt;", text, flags=re.IGNORECASE),
        lambda text: text.replace("![", "!\\["),
    )
    for step in steps:
        if not strangers():
            return body
        body = step(body)
    draft.attachments = {
        k: v for k, v in draft.attachments.items() if k in dict(image_references(body))
    }
    return body
