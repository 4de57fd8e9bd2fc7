"""From a file's bytes to clean text: encodings guessed, text decoded twice mended, odd characters out."""

import re

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

from enablement.cards.importers.report import FileReport
from enablement.translation import n_

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WESTERN = frozenset(
    "ÁÉÍÓÚÑÜÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕÅØÆáéíóúñüçàèìòùâêîôûäëïöãõåøæß¿¡ªº«»·°€£§©®™±½¼…–—‘’“”•\u00a0"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ZERO_WIDTH = re.compile(r"[\u200b\u2060\ufeff\u00ad\ufffe\uffff]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st"}  # fmt: skip
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def decode(data: bytes, file: FileReport) -> str | None:
    """The text of a file with plain line ends, what was mended noted; `None` when it is no text."""
    decoded = _decode_bytes(data)
    if decoded is None:
        return None
    text, encoding = decoded
    if encoding != "utf-8":
        file.note(n_("It was read as {encoding}, and is written as UTF-8."), encoding=encoding)
    text = _mend_double_decoding(text, file)
    text = _LINE_ENDS.sub("\n", text)
    return _remove_odd_characters(text, file)


def _decode_bytes(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), "utf-8" if encoding[
                :5
            ] == "utf-8" else encoding
    if wide := _utf16_without_mark(data):
        return data.decode(wide, "replace"), wide
    if len(_CONTROLS.findall(data[:65536].decode("latin-1"))) > len(data[:65536]) * 0.1:
        return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_guessed(data)


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    half = len(sample) / 2
    if len(sample) >= 8 and len(data) % 2 == 0:
        if sample[1::2].count(0) > half * 0.7 and sample[::2].count(0) < half * 0.1:
            return "utf-16-le"
        if sample[::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
            return "utf-16-be"
    return ""


def _decode_guessed(data: bytes) -> tuple[str, str]:
    mixed = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED_BYTE.findall(mixed))
    if sum(char > "\x7f" for char in mixed) - bad > bad:
        # UTF-8 with a few strays, as when two files were pasted together
        return _ESCAPED_BYTE.sub(lambda mark: _western(bytes([ord(mark[0]) - 0xDC00])), mixed), (
            "utf-8, windows-1252"
        )
    western = _western(data)
    high = [char for char in western if char > "\x7f"]
    # Spanish or French has few such letters; a text of little else is in another alphabet
    mostly_plain = len(high) < sum(char.isalpha() for char in western) * 0.3
    if mostly_plain and sum(char in _WESTERN for char in high) >= len(high) * 0.9:
        return western, "windows-1252"
    guess = from_bytes(data[:65536]).best()
    if guess is not None:
        return data.decode(guess.encoding, "replace"), guess.encoding
    return western, "windows-1252"


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _mend_double_decoding(text: str, file: FileReport) -> str:
    mended = "".join(
        ftfy.fix_encoding(line) if is_bad(line) else line for line in text.splitlines(True)
    )
    if mended != text:
        file.note(n_("Letters that had been decoded twice, such as Ã± for ñ, were mended."))
    return mended


def _remove_odd_characters(text: str, file: FileReport) -> str:
    text, controls = _CONTROLS.subn("", text)
    if controls:
        file.note(n_("{n} NUL or control characters were removed."), n=controls)
    text, ligatures = _LIGATURE.subn(lambda mark: _LIGATURES[ord(mark[0])], text)
    text, invisible = _ZERO_WIDTH.subn("", text)
    if ligatures or invisible:
        file.note(
            n_("Joined letters were written out ({ligatures}) and invisible ones removed ({n})."),
            ligatures=ligatures, n=invisible,
        )  # fmt: skip
    return text
