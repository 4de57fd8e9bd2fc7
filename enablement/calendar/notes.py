"""The notes of a meeting as plain words: without markup, and without what a meeting service adds."""

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_SERVICE = re.compile(
    r"^[ \t]*(?:_{8,}|-{8,}|\.{8,}|[-:~]{12,}|(?:join|unirse|únase)\b.{0,40}\b(?:meet|meeting|zoom"
    r"|teams|webex|reunión)\b|microsoft teams\b|.{0,60}\bis inviting you to a scheduled zoom"
    r"|.{0,60}\ble está invitando a una reunión de zoom)",
    re.IGNORECASE | re.MULTILINE,
)


def plain_notes(text: str) -> str:
    """The words that somebody wrote; a line of the file stays a line."""
    if _TAG.search(text):
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    service = _SERVICE.search(text)
    if service:
        text = text[: service.start()]
    lines = (" ".join(line.split()) for line in _ADDRESS.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
