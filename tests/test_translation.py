"""The Spanish catalogue: complete, true to its places, and compiled."""

import ast
import re
import string
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from enablement.translation import _, ngettext, preferred_language, speaking, supported

ROOT = Path(__file__).parents[1]
SPANISH = ROOT / "resources" / "translations" / "es" / "LC_MESSAGES" / "enablement.po"

DESK = tuple(f"enablement/{name}/" for name in ("ui", "calendar", "library", "search", "sync"))
"""Where the sentences come from that the desktop shows."""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="es")


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    return read(SPANISH)


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def forms(message: object) -> list[str]:
    return list(message) if isinstance(message, tuple | list) else [str(message)]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message as it stands in the source, with where it stands."""
    template = tmp_path_factory.mktemp("messages") / "enablement.pot"
    subprocess.run(
        [
            Path(sys.executable).parent / "pybabel", "-q", "extract", "--mapping", "pyproject.toml",
            "--keyword", "n_", "--output", template, ".",
        ],
        cwd=ROOT, check=True,
    )  # fmt: skip
    return read(template)


def test_no_message_stands_in_a_formatted_string_where_it_is_not_found() -> None:
    for path in sorted((ROOT / "enablement").rglob("*.py")):
        for text in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(text, ast.JoinedStr):
                continue
            called = [node.func for node in ast.walk(text) if isinstance(node, ast.Call)]
            names = {func.id for func in called if isinstance(func, ast.Name)}
            assert not names & {"_", "n_", "ngettext"}, f"{path.name}:{text.lineno}"


def test_every_message_is_in_the_catalogue(spanish: Catalog, used: Catalog) -> None:
    written = {forms(message.id)[0] for message in used if message.id}
    known = {forms(message.id)[0] for message in spanish if message.id}
    assert written - known == set(), "run: make translations"
    assert known - written == set(), "run: make translations"


def test_what_is_read_on_the_desk_has_printed_quotes(used: Catalog) -> None:
    straight = re.compile(r"""(?<=[^\W\d_])'(?=[^\W\d_]|\s|$)|\"""")
    for message in used:
        on_the_desk = any(place.startswith(DESK) for place, _line in message.locations)
        for form in forms(message.id) if message.id and on_the_desk else []:
            assert not straight.search(form), f"{form}: write ’, or “ and ”"


def test_every_message_is_translated_with_its_places(spanish: Catalog) -> None:
    for message in spanish:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        wanted = set().union(*(places(form) for form in forms(message.id)))
        for form in forms(message.string):
            assert form.strip(), message.id
            assert places(form) <= wanted, message.id
        assert places(forms(message.string)[-1]) == wanted, message.id


def test_sentences_end_as_their_originals_do(spanish: Catalog) -> None:
    for message in spanish:
        if message.id and isinstance(message.id, str):
            ends = re.compile(r"[.:?…]$")
            assert bool(ends.search(message.id)) == bool(ends.search(str(message.string))), (
                message.id
            )


def test_the_compiled_catalogue_is_the_written_one(spanish: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, spanish)
    assert SPANISH.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run: make translations"


def test_languages() -> None:
    assert [supported(code) for code in ("es_MX.UTF-8", "es-419", "en_GB", "de", "", None)] == [
        "es", "es", "en", "en", "en", "en",
    ]  # fmt: skip
    with speaking("es"):
        assert _("unverified") == "sin verificar"
        assert ngettext("{n} log sent.", "{n} logs sent.", 2) != "{n} logs sent."
    assert _("unverified") == "unverified"
    assert _("") == ""


def test_what_was_chosen_is_spoken_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.delenv("ENABLEMENT_LANGUAGE", raising=False)
    assert preferred_language("es") == "es"
    assert preferred_language("") == "en"
    assert preferred_language("xx") == "en"
    monkeypatch.setenv("ENABLEMENT_LANGUAGE", "en")
    assert preferred_language("es") == "en"
