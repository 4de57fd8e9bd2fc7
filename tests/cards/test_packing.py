"""Folders travel as a ZIP: the same files give the same bytes, and no path leads out of the folder."""

import io
import itertools
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards import packing
from enablement.cards.packing import lay_out, packed_bytes, safe_path, unpack
from enablement.errors import ContentError

_names = st.text(
    st.characters(codec="utf-8", exclude_characters="/\\\0:", exclude_categories=("Cs", "Cc")),
    min_size=1, max_size=12,
).filter(lambda name: name not in (".", ".."))  # fmt: skip


@given(
    st.dictionaries(st.lists(_names, min_size=1, max_size=3).map("/".join), st.binary(max_size=99))
)
def test_what_is_packed_comes_out_again(files: dict[str, bytes]) -> None:
    packed = packed_bytes(files.items())
    assert dict(unpack(io.BytesIO(packed))) == files
    assert packed_bytes(files.items()) == packed


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a", "a/../b", "/a", "a\\b", "C:/a", "c:a", "a//b", "./a", "a/", "a\0b"],
)
def test_a_path_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is not the path of a file within a folder"):
        safe_path(name)
    with pytest.raises(ContentError):
        lay_out({name: b"x"}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_packed_path_that_leads_elsewhere_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../evil.md", "x")
    with pytest.raises(ContentError):
        list(unpack(out))


def test_the_same_path_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.md", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.md", "y")
    with pytest.raises(ContentError, match="not a ZIP file that can be read"):
        list(unpack(out))


@given(st.binary(max_size=400))
def test_other_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ContentError):
        list(unpack(io.BytesIO(data)))


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_file_is_refused_or_says_the_same(place: int, byte: int) -> None:
    files = {"a.md": b"one " * 50, "en/b.md": b"two " * 50}
    packed = bytearray(packed_bytes(files.items()))
    packed[place % len(packed)] = byte
    try:
        found = dict(unpack(io.BytesIO(bytes(packed))))
    except ContentError:
        return
    assert sorted(found.values()) == sorted(files.values())


def test_no_damage_of_one_byte_takes_a_file_away() -> None:
    files = {"a.md": b"one " * 50, "en/b.md": b"two " * 50}
    whole = packed_bytes(files.items())
    refused = 0
    for place, byte in itertools.product(range(len(whole)), (0, 1, 16, 47, 255)):
        packed = bytearray(whole)
        packed[place] = (packed[place] + byte) % 256
        try:
            assert sorted(dict(unpack(io.BytesIO(bytes(packed)))).values()) == sorted(
                files.values()
            )
        except ContentError:
            refused += 1
    assert refused > len(whole)


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_FILE_BYTES", 9), ("MOST_BYTES", 15), ("MOST_FILES", 1)]
)
def test_there_are_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    packed = packed_bytes({"a": b"x" * 10, "b": b"x" * 10}.items())
    monkeypatch.setattr(packing, limit, value)
    with pytest.raises(ContentError, match="more in the ZIP file"):
        list(unpack(io.BytesIO(packed)))


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    files = {"en/a.md": b"a", "b.md": b"b"}
    assert lay_out(files, tmp_path) == ("b.md", "en/a.md")
    (tmp_path / "other.txt").write_text("stays")
    before = (tmp_path / "b.md").stat().st_mtime_ns
    assert lay_out({**files, "en/a.md": b"new"}, tmp_path) == ("en/a.md",)
    assert (tmp_path / "b.md").stat().st_mtime_ns == before
    assert (tmp_path / "other.txt").read_text() == "stays"


def test_no_link_is_followed_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "en").symlink_to(outside)
    (outside / "kept.md").write_text("kept")
    (inside / "a.md").symlink_to(outside / "kept.md")
    with pytest.raises(ContentError, match="would lie outside the folder"):
        lay_out({"en/x.md": b"x"}, inside)
    assert lay_out({"a.md": b"kept"}, inside) == ("a.md",)
    assert not (inside / "a.md").is_symlink()
    assert (outside / "kept.md").read_text() == "kept"
